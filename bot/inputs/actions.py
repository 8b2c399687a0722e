"""The inputs' buttons."""

from bot.actions import Action
from bot.documents.sheets import Format
from bot.ids import CommitteeId, InputId, InputRequestId
from bot.inputs.model import Way


class ListRequests(Action, code="i"):
    """The committee's requests for input."""

    committee: CommitteeId
    page: int = 0


class ShowRequest(Action, code="ir"):
    """A request's card. `original`: in the language in which it was written."""

    committee: CommitteeId
    request: InputRequestId
    original: bool = False


class NewRequest(Action, code="in"):
    """The form for a request."""

    committee: CommitteeId


class GiveInput(Action, code="ig"):
    """The form for an answer; *nothing to add* needs none."""

    committee: CommitteeId
    request: InputRequestId
    way: Way


class OfferInput(Action, code="io"):
    """The form for input that nobody asked for."""

    committee: CommitteeId


class ListInputs(Action, code="il"):
    """What was given to a request, or unasked (None), by constituency."""

    committee: CommitteeId
    request: InputRequestId | None = None
    page: int = 0


class ShowInput(Action, code="ii"):
    """An input's card. `original`: in the language in which it was written."""

    committee: CommitteeId
    input: InputId
    original: bool = False


class TranslateInput(Action, code="ix"):
    """The form for a translation of a request, or of an input."""

    committee: CommitteeId
    request: InputRequestId | None
    input: InputId | None


class SendInputFile(Action, code="if"):
    """A file of a request or of an input, by its place, counted from 0."""

    committee: CommitteeId
    request: InputRequestId | None
    input: InputId | None
    place: int


class EndRequest(Action, code="ie"):
    """Ends a request before its deadline. `sure`: asked and confirmed."""

    committee: CommitteeId
    request: InputRequestId
    sure: bool = False


class DraftFromInput(Action, code="id"):
    """The form that makes a draft finding of an input."""

    committee: CommitteeId
    input: InputId


class SendInputs(Action, code="it"):
    """What was given to a request, or all requests with what was given (None), as a table. `format`: None asks for it
    and the language."""

    committee: CommitteeId
    request: InputRequestId | None = None
    format: Format | None = None
    language: str = ""
