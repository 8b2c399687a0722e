"""Who may do what with requests and inputs."""

from bot.committee.model import Actor
from bot.errors import Refusal
from bot.files import File
from bot.ids import InputId, InputRequestId
from bot.inputs import records
from bot.inputs.model import Input, Request, collects, requests
from bot.store import Tx


def requesting(who: Actor) -> None:
    """Refuses `requests-consultants-only`."""
    if not requests(who):
        raise Refusal("requests-consultants-only")


def collecting(who: Actor) -> None:
    """Refuses `question-answerers-only`."""
    if not collects(who):
        raise Refusal("question-answerers-only")


def giving(who: Actor) -> None:
    """Refuses `inputs-members-only`."""
    if not who.reads_drafts:
        raise Refusal("inputs-members-only")


def request_in_sight(tx: Tx, who: Actor, number: InputRequestId) -> Request:
    """A request that somebody may see. Refuses `request-unknown`, whatever the reason."""
    found = records.request(tx, number)
    if found is None or found.committee != who.committee.id or not who.reads_drafts:
        raise Refusal("request-unknown")
    return found


def answerable(tx: Tx, who: Actor, number: InputRequestId) -> Request:
    """A request that is put to somebody. Refuses `request-unknown`, `request-of-others`."""
    found = request_in_sight(tx, who, number)
    if not found.asks(who):
        raise Refusal("request-of-others", label=found.label)
    return found


def input_in_sight(tx: Tx, who: Actor, number: InputId) -> Input:
    """An input that somebody may read. Refuses `input-unknown`, whatever the reason."""
    found = records.input_(tx, number)
    if found is None or not found.read_by(who):
        raise Refusal("input-unknown")
    return found


def file_in_sight(
    tx: Tx, who: Actor, request: InputRequestId | None, number: InputId | None, place: int
) -> tuple[Request | Input, File]:
    """A file of a request or an input. Refuses `file-unknown`, whatever the reason."""
    try:
        found = (
            request_in_sight(tx, who, request)
            if request is not None
            else input_in_sight(tx, who, number or InputId(0))
        )
    except Refusal:
        raise Refusal("file-unknown") from None
    if not 0 <= place < len(found.files):
        raise Refusal("file-unknown")
    return found, found.files[place]


def translatable(
    tx: Tx, who: Actor, request: InputRequestId | None, number: InputId | None
) -> Request | Input:
    """The request, or the input, that somebody may enter a translation of.

    Refuses `question-answerers-only`, `request-unknown`, `input-unknown`.
    """
    collecting(who)
    if request is not None and number is not None:  # no button names both
        raise Refusal("input-unknown")
    if request is not None:
        return request_in_sight(tx, who, request)
    found = input_in_sight(tx, who, number or InputId(0))
    if not found.text:
        raise Refusal("input-unknown")
    return found
