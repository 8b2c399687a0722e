"""The buttons of a meeting in session, its record and its minutes. One acts in the meeting's own committee."""

from bot.actions import Action
from bot.ids import AgendaItemId, EntryId, MeetingId, MembershipId
from bot.sessions.model import Disposition, Kind, Mode


class ShowSession(Action, code="s"):
    """The meeting as it goes on."""

    meeting: MeetingId


class BeginSession(Action, code="sb"):
    """It goes on from now."""

    meeting: MeetingId
    sure: bool = False


class EndSession(Action, code="se"):
    """It is over."""

    meeting: MeetingId
    sure: bool = False


class TurnTo(Action, code="st"):
    """Another item is on. `seen`: the one that was on when this was drawn."""

    meeting: MeetingId
    item: AgendaItemId
    seen: AgendaItemId | None


class ShowItems(Action, code="si"):
    """The agenda, to turn to any item."""

    meeting: MeetingId
    page: int = 0


class CheckIn(Action, code="sc"):
    """I am there, online."""

    meeting: MeetingId


class CheckOut(Action, code="sl"):
    """I leave."""

    meeting: MeetingId


class ShowPresent(Action, code="sp"):
    """Who is there; the secretariat enters it here."""

    meeting: MeetingId
    page: int = 0


class RecordPresence(Action, code="sr"):
    """Somebody is there, in that way, or not (None)."""

    meeting: MeetingId
    member: MembershipId
    mode: Mode | None
    page: int = 0


class SendRoomCode(Action, code="sq"):
    """The code for the room as a picture; `renew`: another one."""

    meeting: MeetingId
    renew: bool = False


class AddEntry(Action, code="sa"):
    """The form for a line of the record. `named`: it is my own."""

    meeting: MeetingId
    kind: Kind
    named: bool = True


class ShowEntries(Action, code="sn"):
    """The lines of the record, a page of them."""

    meeting: MeetingId
    page: int = 0


class ShowEntry(Action, code="sy"):
    """One line."""

    entry: EntryId


class Dispose(Action, code="sd"):
    """What became of a comment: noted at once, else a form asks where or why."""

    entry: EntryId
    what: Disposition


class ActionDone(Action, code="sx"):
    """It is done."""

    entry: EntryId


class Strike(Action, code="sk"):
    """Takes a line out."""

    entry: EntryId
    sure: bool = False


class TranslateEntry(Action, code="sz"):
    """The form for its words in a language."""

    entry: EntryId
    language: str


class ShowMinutes(Action, code="sm"):
    """How the minutes stand."""

    meeting: MeetingId


class SendMinutes(Action, code="sf"):
    """The minutes as a file. `word`: as DOCX, else PDF."""

    meeting: MeetingId
    language: str
    word: bool = False


class NoteMinutes(Action, code="sw"):
    """The form for what the minutes say of an item (None: of the whole)."""

    meeting: MeetingId
    item: AgendaItemId | None


class ChooseNote(Action, code="sg"):
    """Of which item the minutes shall say more."""

    meeting: MeetingId
    page: int = 0


class CirculateMinutes(Action, code="su"):
    """The form that asks until when one may object, and circulates."""

    meeting: MeetingId


class CommentMinutes(Action, code="so"):
    """The form for a comment, or an objection."""

    meeting: MeetingId
    objects: bool = False


class ApproveMinutes(Action, code="sv"):
    """They are approved as that version says."""

    meeting: MeetingId
    version: int
    sure: bool = False
