"""How the group's letters to organizers, and its own posts, are drawn when they go."""

from bot.committee import records as roster
from bot.delivery import Letter, Reader
from bot.delivery.board import GroupPost, Place, PostKind
from bot.delivery.model import Kind
from bot.group import views
from bot.screens import Screen
from bot.store import Tx


def bound(_tx: Tx, letter: Letter, reader: Reader) -> Screen:
    """A group was connected."""
    assert letter.committee is not None
    return views.bound_notice(reader.t, letter.facts["title"], letter.committee)


def lost(_tx: Tx, letter: Letter, reader: Reader) -> Screen:
    """The bot was removed."""
    assert letter.committee is not None
    return views.lost_notice(reader.t, letter.facts["title"], letter.committee)


def hello(tx: Tx, post: GroupPost, place: Place) -> Screen:
    """The first post in a group."""
    home = roster.committee(tx, post.committee)
    return views.posted(place, "menu", lambda t: views.hello(t, home.name(t.language)))


KINDS: dict[str, Kind] = {"group-bound": Kind(bound), "group-lost": Kind(lost)}
POSTS: dict[str, PostKind] = {"group-hello": PostKind(hello)}
