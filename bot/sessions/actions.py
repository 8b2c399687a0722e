"""The buttons of a meeting in session, its record and its minutes. One acts in the meeting's own committee."""

from dataclasses import dataclass

from bot.actions import Action
from bot.ids import AgendaItemId, EntryId, MeetingId, MembershipId
from bot.sessions.model import Disposition, Kind, Mode


@dataclass(frozen=True)
class ShowSession(Action, code="s"):
    """The meeting as it goes on."""

    meeting: MeetingId


@dataclass(frozen=True)
class BeginSession(Action, code="sb"):
    """It goes on from now."""

    meeting: MeetingId
    sure: bool = False


@dataclass(frozen=True)
class EndSession(Action, code="se"):
    """It is over."""

    meeting: MeetingId
    sure: bool = False


@dataclass(frozen=True)
class TurnTo(Action, code="st"):
    """Another item is on. `seen`: the one that was on when this was drawn."""

    meeting: MeetingId
    item: AgendaItemId
    seen: AgendaItemId | None


@dataclass(frozen=True)
class ShowItems(Action, code="si"):
    """The agenda, to turn to any item."""

    meeting: MeetingId
    page: int = 0


@dataclass(frozen=True)
class CheckIn(Action, code="sc"):
    """I am there, online."""

    meeting: MeetingId


@dataclass(frozen=True)
class CheckOut(Action, code="sl"):
    """I leave."""

    meeting: MeetingId


@dataclass(frozen=True)
class ShowPresent(Action, code="sp"):
    """Who is there; the secretariat enters it here."""

    meeting: MeetingId
    page: int = 0


@dataclass(frozen=True)
class RecordPresence(Action, code="sr"):
    """Somebody is there, in that way, or not (None)."""

    meeting: MeetingId
    member: MembershipId
    mode: Mode | None
    page: int = 0


@dataclass(frozen=True)
class SendRoomCode(Action, code="sq"):
    """The code for the room as a picture; `renew`: another one."""

    meeting: MeetingId
    renew: bool = False


@dataclass(frozen=True)
class AddEntry(Action, code="sa"):
    """The form for a line of the record. `named`: it is my own."""

    meeting: MeetingId
    kind: Kind
    named: bool = True


@dataclass(frozen=True)
class ShowEntries(Action, code="sn"):
    """The lines of the record, a page of them."""

    meeting: MeetingId
    page: int = 0


@dataclass(frozen=True)
class ShowEntry(Action, code="sy"):
    """One line."""

    entry: EntryId


@dataclass(frozen=True)
class Dispose(Action, code="sd"):
    """What became of a comment: noted at once, else a form asks where or why."""

    entry: EntryId
    what: Disposition


@dataclass(frozen=True)
class ActionDone(Action, code="sx"):
    """It is done."""

    entry: EntryId


@dataclass(frozen=True)
class Strike(Action, code="sk"):
    """Takes a line out."""

    entry: EntryId
    sure: bool = False


@dataclass(frozen=True)
class TranslateEntry(Action, code="sz"):
    """The form for its words in a language."""

    entry: EntryId
    language: str


@dataclass(frozen=True)
class ShowMinutes(Action, code="sm"):
    """How the minutes stand."""

    meeting: MeetingId


@dataclass(frozen=True)
class SendMinutes(Action, code="sf"):
    """The minutes as a file. `word`: as DOCX, else PDF."""

    meeting: MeetingId
    language: str
    word: bool = False


@dataclass(frozen=True)
class NoteMinutes(Action, code="sw"):
    """The form for what the minutes say of an item (None: of the whole)."""

    meeting: MeetingId
    item: AgendaItemId | None


@dataclass(frozen=True)
class ChooseNote(Action, code="sg"):
    """Of which item the minutes shall say more."""

    meeting: MeetingId
    page: int = 0


@dataclass(frozen=True)
class CirculateMinutes(Action, code="su"):
    """The form that asks until when one may object, and circulates."""

    meeting: MeetingId


@dataclass(frozen=True)
class CommentMinutes(Action, code="so"):
    """The form for a comment, or an objection."""

    meeting: MeetingId
    objects: bool = False


@dataclass(frozen=True)
class ApproveMinutes(Action, code="sv"):
    """They are approved as that version says."""

    meeting: MeetingId
    version: int
    sure: bool = False
