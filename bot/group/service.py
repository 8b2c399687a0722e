"""Binding a group to its committee and letting go of it; what Telegram tells of groups."""

from collections.abc import Callable
from datetime import datetime

from bot.committee import records as roster
from bot.committee import service as committee
from bot.committee.constituencies import CHANGED
from bot.committee.model import ORGANIZATIONS, Actor, SettingChanged
from bot.committee.notices import tell
from bot.committee.setting_changes import decide
from bot.committee.settings import GROUP_LANGUAGES, SSE_IN_FULL, SSE_SHORT, TIME_ZONE
from bot.delivery import board
from bot.delivery.board import Place
from bot.delivery.board import records as posts
from bot.errors import Refusal
from bot.events import publish
from bot.group import records
from bot.group.model import BINDING_TAKES, UNBOUND_LASTS, Group, GroupChanged
from bot.i18n import LANGUAGES, as_fact
from bot.ids import CommitteeId, PersonId, TelegramId
from bot.intake import Outcome
from bot.store import Tx, wake

_MENU = "group-menu"
_SHOWN = {
    CHANGED,
    ORGANIZATIONS,
    *(each.name for each in (GROUP_LANGUAGES, TIME_ZONE, SSE_SHORT, SSE_IN_FULL)),
}


def added(tx: Tx, chat: TelegramId, title: str, by: PersonId | None, at: datetime) -> None:
    """The bot is in a group now; known already: nothing changes."""
    if records.group(tx, chat) is None:
        records.add(tx, chat, title, by, at + UNBOUND_LASTS)
        _tell_of_adding(tx, chat, title, by, at)
        wake(tx)


def bind(tx: Tx, who: Actor, chat: TelegramId, title: str, at: datetime) -> Outcome:
    """The committee's posts go to this group from now on; the other organizers are told.

    Refuses `organizers-only`, `group-taken` (by another committee), `group-other` (the committee has one already).
    """
    committee.organizer(who)
    here = who.committee.id
    added(tx, chat, title, who.person.id, at)
    found, other = records.group(tx, chat), records.group_of(tx, here)
    assert found is not None
    if found.committee not in (None, here):
        raise Refusal("group-taken")
    if other is not None and other.chat != chat:
        raise Refusal("group-other", title=other.title)
    if found.committee is None:
        records.change(tx, chat, committee=here, title=title, leave_at=None)
        _set_menu(tx, here, at)
        board.post(tx, here, "group-hello", key=f"hello/{as_fact(at)}", at=at, facts={})
        publish(tx, GroupChanged(here, at))
        _tell(tx, here, "group-bound", found, at, but=who.person.id)
    return Outcome("group-bound", {"committee": here, "title": title})


def unbind(tx: Tx, who: Actor, at: datetime) -> Outcome:
    """The committee has no group any more; the bot leaves it within the hour, unless it is bound anew.

    Refuses `organizers-only`, `group-none`.
    """
    committee.organizer(who)
    found = records.group_of(tx, who.committee.id)
    if found is None:
        raise Refusal("group-none")
    records.change(tx, found.chat, committee=None, leave_at=at + UNBOUND_LASTS)
    posts.forget(tx, who.committee.id)
    wake(tx)
    return Outcome("group-unbound", {"committee": who.committee.id})


def speak(tx: Tx, who: Actor, language: str, at: datetime) -> Outcome:
    """A language more, or one less, in the group's posts; a new one comes last.

    Refuses `organizers-only`, `language-unknown`, and `group-speechless` for the last one.
    """
    committee.organizer(who)
    if language not in LANGUAGES:
        raise Refusal("language-unknown")
    spoken = list(who.committee.group_languages)
    if language not in spoken:
        spoken.append(language)
    elif spoken == [language]:
        raise Refusal("group-speechless")
    else:
        spoken.remove(language)
    decide(tx, who, GROUP_LANGUAGES, spoken, at)
    return Outcome("group-languages", {"committee": who.committee.id})


def set_menus(tx: Tx, at: datetime) -> None:
    """There are other commands than before: every committee's group is shown them."""
    for number in records.committees(tx):
        _set_menu(tx, number, at)


def another_bot(tx: Tx, at: datetime) -> None:
    """A new token: that bot did not write what stands in the groups, and cannot edit it."""
    for number in records.committees(tx):
        posts.lose_messages(tx, number)
        publish(tx, GroupChanged(number, at))


def setting_changed(tx: Tx, event: SettingChanged) -> None:
    """What is posted in the group is drawn anew where it would read otherwise now."""
    if event.setting not in _SHOWN or records.group_of(tx, event.committee) is None:
        return
    if event.setting == GROUP_LANGUAGES.name:
        _set_menu(tx, event.committee, event.at)
    publish(tx, GroupChanged(event.committee, event.at))


def overview(tx: Tx, who: Actor) -> tuple[Actor, Group | None]:
    """What an organizer sees of the group. Refuses `organizers-only`."""
    committee.organizer(who)
    return who, records.group_of(tx, who.committee.id)


def connected(tx: Tx) -> list[tuple[str, Group]]:
    """The groups that committees have connected, each with its committee's code, by code. For whoever runs the bot."""
    found = [(roster.committee(tx, one.committee).code, one) for one in records.bound(tx) if one.committee]
    return sorted(found, key=lambda pair: pair[0])


class Places:
    """The board's `Groups`. `link`: makes a deep link."""

    def __init__(self, link: Callable[[str], str]) -> None:
        self._link = link

    def place(self, tx: Tx, committee: CommitteeId) -> Place | None:
        """The committee's group, in its languages and the committee's hours."""
        found = records.group_of(tx, committee)
        return None if found is None else self.at(tx, found.chat)

    def at(self, tx: Tx, chat: TelegramId) -> Place | None:
        """The same by its chat; None for a group that belongs to no committee."""
        found = records.group(tx, chat)
        if found is None or found.committee is None:
            return None
        home = roster.committee(tx, found.committee)
        voices = tuple(home.voice(tag) for tag in home.group_languages)
        return Place(chat, voices, self._link)

    def to_leave(self, tx: Tx, now: datetime) -> list[TelegramId]:
        """Those that nobody has bound in time."""
        return records.to_leave(tx, now)

    def wait(self, tx: Tx, chat: TelegramId, until: datetime) -> None:
        """To be left later, unless somebody has bound it while the bot tried to leave."""
        records.leave_later(tx, chat, until)
        wake(tx)

    def gone(self, tx: Tx, chat: TelegramId, at: datetime) -> None:
        """The bot was removed: the committee has no group, and its organizers are told."""
        found = records.group(tx, chat)
        if found is None:
            return
        records.remove(tx, chat)
        if found.committee is not None:
            posts.forget(tx, found.committee)
            _tell(tx, found.committee, "group-lost", found, at)

    def moved(self, tx: Tx, chat: TelegramId, to: TelegramId, at: datetime) -> None:
        """The group has another number; its running cards are sent anew there."""
        found = records.group(tx, chat)
        if found is None:
            return
        records.remove(tx, to)
        records.renumber(tx, chat, to)
        if found.committee is not None:
            posts.lose_messages(tx, found.committee)
            _set_menu(tx, found.committee, at)
            publish(tx, GroupChanged(found.committee, at))


def _tell(
    tx: Tx, where: CommitteeId, kind: str, found: Group, at: datetime, but: PersonId | None = None
) -> None:
    """To the organizers of a committee."""
    readers = (a for a in committee.actors_in(tx, where) if a.organizes and a.person.id != but)
    tell(tx, kind, readers, key=f"{found.chat}/{as_fact(at)}", at=at, facts={"title": found.title})


def _set_menu(tx: Tx, where: CommitteeId, at: datetime) -> None:
    """The commands that Telegram shows in the committee's group, in its languages."""
    found, spoken = records.group_of(tx, where), roster.committee(tx, where).group_languages
    assert found is not None
    key = f"menu/{found.chat}/{'+'.join(spoken)}/{as_fact(at)}"
    board.post(tx, where, _MENU, key=key, at=at, facts={})


def _tell_of_adding(tx: Tx, chat: TelegramId, title: str, by: PersonId | None, at: datetime) -> None:
    """To whoever added the bot and to their organizers, unless the group is connected within a minute.

    Whoever serves in several committees may mean any of them: then only they hear of it, where they organize.
    """
    found = None if by is None else roster.serving(tx, person=by)
    serves = found[1] if found else []
    alone = len(serves) == 1
    for adder in serves if alone else [a for a in serves if a.organizes]:
        here = committee.actors_in(tx, adder.committee.id)
        readers = [a for a in here if a.person.id == by or (alone and a.organizes)]
        facts = {"chat": chat, "title": title, "by": by}
        tell(
            tx,
            "group-added",
            readers,
            key=f"{chat}/{adder.committee.id}/{as_fact(at)}",
            at=at + BINDING_TAKES,
            facts=facts,
        )
