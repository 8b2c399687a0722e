"""What is done with input: asked for, given, offered unasked, ended, made a draft finding."""

from collections.abc import Sequence
from datetime import datetime

from bot.committee import records as people
from bot.committee.model import Actor, Disowned
from bot.delivery import write_letter
from bot.errors import Refusal
from bot.files import File
from bot.findings import drafting
from bot.findings import records as findings
from bot.findings.model import Kind, Sight, checked_files
from bot.findings.rights import finding_in_sight
from bot.i18n import as_fact
from bot.ids import FindingId, InputId, InputRequestId
from bot.inputs import group, notices, records, schedule
from bot.inputs.model import TEXT_LIMIT, Input, Request, Way
from bot.inputs.rights import (
    answerable,
    file_in_sight,
    giving,
    input_in_sight,
    request_in_sight,
    requesting,
    translatable,
)
from bot.intake import Outcome
from bot.store import Tx
from bot.texts import typed
from bot.translations.model import Translation


def ask(
    tx: Tx,
    who: Actor,
    *,
    text: str,
    language: str,
    groups: Sequence[str],
    until: datetime,
    at: datetime,
    finding: FindingId | None = None,
    files: Sequence[File] = (),
    translations: Sequence[Translation] = (),
) -> Outcome:
    """Asks some constituencies (none named: all) for input until then; whoever sits there is told.

    Refuses `requests-consultants-only`, `deadline-past`, `group-unknown`, `request-to-nobody`, `finding-unknown`, and
    as `typed`, `checked_files` and `checked` (of its `translations`).
    """
    requesting(who)
    if until <= at:
        raise Refusal("deadline-past", deadline=as_fact(until))
    known = {c.code for c in people.constituencies_of(tx, who.committee.id)}
    if not set(groups) <= known:
        raise Refusal("group-unknown")
    if finding is not None:
        finding_in_sight(tx, who, finding)
    made = records.add_request(
        tx,
        who.committee.id,
        text=typed(text, TEXT_LIMIT),
        language=language,
        author=who.membership,
        groups=tuple(dict.fromkeys(groups)),
        at=at,
        until=until,
        finding=finding,
        files=checked_files(files),
    )
    for each in translations:
        records.translate(tx, made.id, None, each.checked(language, TEXT_LIMIT), who.membership, at)
    told = notices.requested(tx, made, at)
    if not told:
        raise Refusal("request-to-nobody")
    group.say_requested(tx, made, at)
    schedule.plan(tx, made, at)
    return Outcome("input-requested", {"request": made.id, "label": made.label, "told": told})


def give(
    tx: Tx,
    who: Actor,
    request: InputRequestId,
    way: Way,
    *,
    text: str = "",
    language: str,
    files: Sequence[File] = (),
    at: datetime,
) -> Outcome:
    """An answer to a request: a text, files, a contact, or that there is nothing to add (once). A later one adds to it.

    Refuses as `answerable`, and as `typed` and `checked_files`.
    """
    found = answerable(tx, who, request)
    said = None if way is not Way.NOTHING else records.nothing_of(tx, request, who.membership)
    if said is not None:
        return Outcome("input-nothing", _facts(found, said))
    carried = checked_files(files)
    wanted = way in (Way.TEXT, Way.CONTACT)
    made = records.add_input(
        tx,
        found.committee,
        request=request,
        author=who.membership,
        way=way,
        text=typed(text, TEXT_LIMIT) if wanted or text else "",
        language=language,
        at=at,
        late=found.ended_at is not None or at >= found.until,
        files=carried,
    )
    notices.given(tx, found, made, at)
    return Outcome("input-given" if way is not Way.NOTHING else "input-nothing", _facts(found, made))


def offer(
    tx: Tx,
    who: Actor,
    *,
    text: str,
    language: str,
    files: Sequence[File],
    at: datetime,
    finding: FindingId | None = None,
) -> Outcome:
    """Input that nobody asked for, about a finding or not; the consultant is told.

    Refuses `inputs-members-only`, `finding-unknown`, and as `typed`.
    """
    giving(who)
    # The whole committee reads it, so it may only be about what the committee has seen.
    if finding is not None:
        finding_in_sight(tx, who, finding)
        if findings.shown(tx, finding, Sight.SHARED) is None:
            raise Refusal("finding-unknown")
    made = records.add_input(
        tx,
        who.committee.id,
        request=None,
        author=who.membership,
        way=Way.TEXT,
        text=typed(text, TEXT_LIMIT),
        language=language,
        at=at,
        late=False,
        files=checked_files(files),
        finding=finding,
    )
    notices.offered(tx, made, at)
    return Outcome("input-offered", {"input": made.id, "label": made.label})


def end(tx: Tx, who: Actor, number: InputRequestId, at: datetime) -> Outcome:
    """Nobody is reminded any more; what still comes is marked as late. Refuses `request-unknown`,
    `requests-consultants-only`."""
    requesting(who)
    found = request_in_sight(tx, who, number)
    if found.ended_at is None:
        records.change_request(tx, number, ended_at=at, look_at=None)
    return Outcome("request-ended", {"request": number, "label": found.label})


def send_file(
    tx: Tx,
    who: Actor,
    request: InputRequestId | None,
    number: InputId | None,
    place: int,
    *,
    key: str,
    at: datetime,
) -> Outcome:
    """Sends a file of a request or an input to whoever asks, as a letter. Refuses `file-unknown`."""
    _, file = file_in_sight(tx, who, request, number, place)
    facts = {"membership": who.membership, "request": request, "input": number, "place": place}
    write_letter(tx, "input-file", who.person.id, key=key, at=at, committee=who.committee.id, facts=facts)
    return Outcome("file-on-its-way", {"n": 1, "name": file.name, "request": request, "input": number})


def translate(
    tx: Tx,
    who: Actor,
    request: InputRequestId | None,
    number: InputId | None,
    made: Translation,
    at: datetime,
) -> Outcome:
    """A person's translation of a request, or of an input, credited; the original stays beside it.

    Refuses as `translatable` and `checked`.
    """
    of = translatable(tx, who, request, number)
    records.translate(tx, request, number, made.checked(of.language, TEXT_LIMIT), who.membership, at)
    facts = {"request": request, "input": number, "label": of.label, "language": made.language}
    return Outcome("input-was-translated", facts)


def draft_findings(
    tx: Tx, who: Actor, number: InputId, kind: Kind, own: Sequence[str], at: datetime
) -> Outcome:
    """Draft findings out of an input: in words of the consultant's `own`, or one in the input's (none).

    Refuses `input-unknown`, and as `draft`.
    """
    found = input_in_sight(tx, who, number)
    made, labels = drafting.draft(tx, who, kind, own, found.wording, at)
    for finding in made:
        records.link_finding(tx, number, finding)
    return Outcome(
        "findings-from-input", {"input": number, "of": found.label, "finding": made, "labels": labels}
    )


def _facts(to: Request, made: Input) -> dict[str, object]:
    return {
        "request": to.id,
        "input": made.id,
        "label": made.label,
        "of": to.label,
        "late": made.late,
    }


def disowned(tx: Tx, event: Disowned) -> None:
    """*Not this person*: what they gave is not shown any more, and the seat has not answered."""
    records.strike(tx, event.membership, event.at)


__all__ = ["Request", "ask", "disowned", "draft_findings", "end", "give", "offer", "send_file", "translate"]
