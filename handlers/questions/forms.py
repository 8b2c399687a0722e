"""The forms of the questions: what they are drawn from, and what they do in the end."""

from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from bot.committee import service as committee
from bot.committee.model import Actor
from bot.dataclasses import dataclass
from bot.errors import Refusal
from bot.findings import drafting
from bot.findings import records as findings
from bot.forms import Form, Open
from bot.forms.deadline import Deadline, chosen
from bot.ids import AgendaItemId, AnswerId, FindingId, MeetingId, MembershipId, QuestionId
from bot.intake import Outcome
from bot.questions import form_views, forms, reading, records, service
from bot.questions.asking import attributions
from bot.questions.cards import Asked
from bot.questions.choice import Choice
from bot.questions.model import ANSWER_LIMIT, QUESTION_LIMIT, Attribution, Meetings
from bot.questions.settings import ANSWER_DAYS
from bot.seal import Seal
from bot.store import Tx
from bot.translations import form as translating
from handlers.context import After, FormRoom


@dataclass(frozen=True)
class QuestionForms:
    """Every form of the room, with what it has to know of meetings and the key of the seal."""

    meetings: Meetings
    seal: Seal

    def rooms(self, after: After) -> dict[str, FormRoom]:
        """What is registered. `after`: what is answered in the end."""
        return {
            forms.ASK: FormRoom(self._ask_form, self._asked, form_views.ask, self._put, after),
            forms.DECLINE: FormRoom(
                lambda *_: forms.decline(), self._asked, form_views.decline, _decline, after
            ),
            forms.ASSIGN: FormRoom(_assign_form, self._asked, form_views.assign, _assign, after),
            forms.MERGE: FormRoom(lambda *_: forms.merge(), self._asked, form_views.merge, _merge, after),
            forms.ANSWER: FormRoom(lambda *_: forms.answer(), self._asked, form_views.answer, _answer, after),
            forms.IN_ROOM: FormRoom(
                lambda *_: forms.answer(forms.IN_ROOM),
                self._asked,
                form_views.answer,
                _note,
                after,
            ),
            forms.TRANSLATE: FormRoom(
                self._translate_form,
                self._asked,
                form_views.translate,
                self._keep_translation,
                after,
            ),
            forms.DRAFT: FormRoom(
                lambda *_: drafting.form(forms.DRAFT), self._asked, form_views.draft, _draft, after
            ),
        }

    def _asked(self, tx: Tx, who: Actor, state: Open) -> Asked:
        """What a form's question is drawn from."""
        if state.kind == forms.ASK:
            return self._asking(tx, who, state)
        number, t = QuestionId(state.facts["question"]), committee.speaking(who)
        found = reading.card(tx, who, number, self.meetings, self.seal, t)
        owners = tuple((a.membership, a.person.name) for a in reading.answerers(tx, who))
        answer = None if state.facts.get("answer") is None else AnswerId(state.facts["answer"])
        return Asked(
            who.committee,
            found,
            answer=None if answer is None else reading.wording(tx, number, answer),
            people=owners,
            languages=self._languages(tx, who, state),
        )

    def _asking(self, tx: Tx, who: Actor, state: Open) -> Asked:
        number, meeting = state.facts.get("finding"), state.facts.get("meeting")
        at: tuple[MeetingId, AgendaItemId | None] | None = self.meetings.in_session(tx, who.committee.id)
        if meeting is not None:
            at = MeetingId(meeting), None
        sealed, t, here = state.values.get("text"), committee.speaking(who), who.committee.id
        return Asked(
            who.committee,
            finding=None if number is None else findings.finding(tx, FindingId(number)),
            meeting=Markup() if at is None else self.meetings.named(tx, t, here, *at),
            text=None if sealed is None else self.seal.read(sealed),
            attributions=tuple(attributions(who)),
        )

    def _languages(self, tx: Tx, who: Actor, state: Open) -> tuple[str, ...]:
        """Those into which a text can be translated, the reader's own first."""
        answer = state.facts.get("answer")
        if answer is not None:
            found = records.answer_by_id(tx, AnswerId(answer))
            original = None if found is None else found.language
        else:
            asked = records.question(tx, QuestionId(state.facts["question"]))
            original = None if asked is None else asked.language
        return translating.others(who.committee.languages, original, who.person.language)

    def _ask_form(self, _tx: Tx, who: Actor, _at: datetime, _state: Open) -> Form:
        return forms.ask(attributions(who), self.seal)

    def _put(self, tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
        text = self.seal.read(state.values["text"])
        if text is None:
            raise Refusal("form-stale")
        meeting, finding = state.facts.get("meeting"), state.facts.get("finding")
        return service.ask(
            tx,
            who,
            self.meetings,
            self.seal,
            text=text,
            attribution=Attribution(state.values["attribution"]),
            at=at,
            meeting=None if meeting is None else MeetingId(meeting),
            finding=None if finding is None else FindingId(finding),
        )

    def _translate_form(self, tx: Tx, who: Actor, _at: datetime, state: Open) -> Form:
        limit = QUESTION_LIMIT if state.facts.get("answer") is None else ANSWER_LIMIT
        return translating.form(forms.TRANSLATE, self._languages(tx, who, state), limit)

    def _keep_translation(self, tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
        answer = state.facts.get("answer")
        made = translating.chosen(state.values, self._languages(tx, who, state))
        number = None if answer is None else AnswerId(answer)
        return service.translate(tx, who, QuestionId(state.facts["question"]), number, made, at)


def searching(found: After) -> FormRoom:
    """The form that asks for words. `found`: what is answered in the end."""
    return FormRoom(
        lambda *_: forms.search(),
        lambda _tx, who, _state: Asked(who.committee),
        form_views.search,
        _look_for,
        found,
    )


def _number(state: Open) -> QuestionId:
    return QuestionId(state.facts["question"])


def _look_for(_tx: Tx, who: Actor, state: Open, _at: datetime) -> Outcome:
    choice = replace(Choice.read(state.facts.get("choice", "")), words=state.values["words"])
    return Outcome("questions-searched", {"choice": choice.pack(), "committee": who.committee.id})


def _decline(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    return service.decline(tx, who, _number(state), state.values["reason"], at)


def _assign_form(tx: Tx, who: Actor, at: datetime, _state: Open) -> Form:
    owners = [a.membership for a in reading.answerers(tx, who)]
    return forms.assign(owners, Deadline(who.committee.calendar, at, ANSWER_DAYS.of(who.committee)))


def _assign(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    owner = MembershipId(int(state.values["owner"]))
    return service.assign(tx, who, _number(state), owner, chosen(state.values), at)


def _merge(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    return service.merge(tx, who, _number(state), state.values["into"], at)


def _answer(tx: Tx, who: Actor, state: Open, at: datetime, *, in_room: bool = False) -> Outcome:
    now, over = state.values["publish"] == forms.PUBLISH, state.facts.get("over")
    return service.answer(
        tx,
        who,
        _number(state),
        state.values["text"],
        at,
        now=now,
        over=None if over is None else AnswerId(over),
        in_room=in_room,
    )


def _note(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    if state.values["text"] == forms.LATER:
        return service.answered_in_room(tx, who, _number(state))
    return _answer(tx, who, state, at, in_room=True)


def _draft(tx: Tx, who: Actor, state: Open, at: datetime) -> Outcome:
    return service.draft_findings(tx, who, _number(state), *drafting.chosen(state.values), at)
