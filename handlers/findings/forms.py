"""The findings' forms in the chat: what they ask about, what they are drawn from, what they do in the end."""

from datetime import datetime

from bot.committee.model import Actor
from bot.findings import form_views, forms, reading, records, service
from bot.findings.cards import Asked
from bot.findings.model import CommentKind, Disposition, Kind, Sight
from bot.findings.settings import COMMENT_DAYS
from bot.forms import Form, Open
from bot.forms.deadline import Deadline, chosen
from bot.ids import CommentId, VersionId
from bot.intake import Outcome
from bot.store import Tx
from handlers.context import After, FormRoom


def form_rooms(after: After, after_text: After, after_answer: After) -> dict[str, FormRoom]:
    """What is registered. `after…`: what is answered in the end: the finding, the text, the comments."""
    return {
        forms.NEW_FINDING: FormRoom(_new_finding, _asked, form_views.new_finding, _create, after),
        forms.NEW_VERSION: FormRoom(_new_version, _asked, form_views.new_version, _next_version, after),
        forms.ADD_TEXT: FormRoom(_add_text, _asked, form_views.add_text, _keep_text, after_text),
        forms.SHARE: FormRoom(_share, _asked, form_views.share, _put_before, after),
        forms.COMMENT: FormRoom(_comment, _asked, form_views.comment_form, _say, after),
        forms.ANSWER: FormRoom(_answer, _asked, form_views.answer, _reply, after_answer),
    }


def _asked(tx: Tx, who: Actor, state: Open) -> Asked:
    number = state.facts.get("version")
    if number is None:
        return Asked(who.committee)
    finding, version = service.version_in_sight(tx, who, VersionId(number))
    before = records.shown(tx, finding.id, Sight.SHARED)
    comment = state.facts.get("comment")
    if comment is None:
        return Asked(who.committee, finding, version, before)
    _, line = reading.comment_line(tx, who, CommentId(comment))
    later = [v for v in records.versions_of(tx, finding.id) if v.number > version.number]
    return Asked(who.committee, finding, version, before, line, tuple(later))


def _deadline(who: Actor, at: datetime, *, optional: bool) -> Deadline:
    return Deadline(who.committee.calendar, at, COMMENT_DAYS.of(who.committee), optional)


def _new_finding(_tx: Tx, who: Actor, at: datetime, _state: Open) -> Form:
    return forms.new_finding(who.committee.languages, _deadline(who, at, optional=True))


def _create(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    return service.create(
        tx,
        who,
        kind=Kind(state.values["kind"]),
        texts=forms.texts_of(state.values),
        authoritative=forms.authoritative_of(state.values, who.committee.languages),
        comments_until=chosen(state.values),
        at=at,
        files=forms.files_of(state),
    )


def _new_version(tx: Tx, who: Actor, at: datetime, state: Open) -> Form:
    asked = _asked(tx, who, state)
    assert asked.version is not None
    return forms.new_version(
        asked.version,
        who.committee.languages,
        _deadline(who, at, optional=True),
        before_committee=asked.before_committee,
    )


def _next_version(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    finding, earlier = service.version_in_sight(tx, who, VersionId(state.facts["version"]))
    until = chosen(state.values)
    if state.values.get("publish") == "publish":
        until = who.committee.calendar.default_deadline(at, COMMENT_DAYS.of(who.committee))
    return service.new_version(
        tx,
        who,
        finding.id,
        texts=forms.texts_of(state.values, earlier.texts),
        authoritative=earlier.authoritative,
        change_note=state.values["note"],
        comments_until=until,
        at=at,
        after=earlier.id,
        files=forms.files_of(state, earlier),
    )


def _add_text(tx: Tx, who: Actor, _at: datetime, state: Open) -> Form:
    version = service.version(tx, VersionId(state.facts["version"]))
    return forms.add_text(service.languages_missing(version, who.committee.languages))


def _keep_text(tx: Tx, who: Actor, state: Open, _at: datetime) -> Outcome:
    (text,) = forms.texts_of(state.values)
    return service.add_text(tx, who, VersionId(state.facts["version"]), text)


def _share(_tx: Tx, who: Actor, at: datetime, _state: Open) -> Form:
    return forms.share(_deadline(who, at, optional=False))


def _put_before(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    until = chosen(state.values)
    assert until is not None
    return service.share(tx, who, VersionId(state.facts["version"]), until, at)


def _comment(_tx: Tx, _who: Actor, _at: datetime, _state: Open) -> Form:
    return forms.comment()


def _say(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    version, kind = VersionId(state.facts["version"]), CommentKind(state.facts["kind"])
    return service.comment(tx, who, version, kind, state.values["text"], at)


def _answer(tx: Tx, who: Actor, _at: datetime, state: Open) -> Form:
    return forms.answer([version.id for version in _asked(tx, who, state).later])


def _reply(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    return service.answer_comment(
        tx,
        who,
        CommentId(state.facts["comment"]),
        Disposition(state.values["disposition"]),
        state.values["reason"],
        forms.taken_into(state.values),
        at,
    )
