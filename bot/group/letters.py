"""How the group's letters to organizers, and its own posts, are drawn when they go."""

from bot.committee import records as roster
from bot.committee.links import HOME
from bot.committee.model import Role
from bot.delivery import Letter, Reader
from bot.delivery.board import GroupPost, Place, PostKind
from bot.delivery.model import Kind
from bot.group import records, views
from bot.ids import MembershipId, PersonId, TelegramId
from bot.screens import Screen
from bot.store import Tx


def added(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """Somebody added the bot to a group that is connected to no committee; stale once it is, or was left."""
    assert letter.committee is not None
    found = records.group(tx, TelegramId(letter.facts["chat"]))
    by = roster.person(tx, PersonId(letter.facts["by"]))
    if found is None or found.leave_at is None or by is None:
        return None
    membership = roster.membership(tx, MembershipId(letter.facts["membership"]))
    return views.added_notice(
        reader.t,
        found,
        letter.committee,
        by=None if by.id == reader.person else by.name,
        organizes=membership is not None and membership.role is Role.ORGANIZER,
    )


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
    return views.posted(place, HOME, lambda t: views.hello(t, home.name(t.language)))


KINDS: dict[str, Kind] = {"group-added": Kind(added), "group-bound": Kind(bound), "group-lost": Kind(lost)}
POSTS: dict[str, PostKind] = {"group-hello": PostKind(hello)}
