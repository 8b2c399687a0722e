"""Questions in the chat: asking, a question's card, +1, answers and their translations."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from bot.actions import Action
from bot.committee.model import Actor
from bot.dataclasses import dataclass
from bot.errors import Refusal
from bot.findings.actions import ShowFinding
from bot.findings.rights import consultant, finding_in_sight
from bot.i18n import Translator
from bot.ids import CommitteeId, FindingId, MeetingId, QuestionId
from bot.intake import Outcome, leave_no_trace
from bot.meetings.actions import ShowMeeting
from bot.questions import card_views, forms, own_data, reading, records, service, views
from bot.questions.actions import (
    AcceptQuestion,
    AnswerQuestion,
    Ask,
    AssignQuestion,
    CallUpQuestion,
    ClaimQuestion,
    CloseQuestion,
    DeclineQuestion,
    DraftFromAnswer,
    FollowQuestion,
    MergeQuestion,
    NameAsker,
    PublishAnswer,
    ReadAnswers,
    ReadQuestion,
    SeparateQuestion,
    ShowQuestion,
    SupportQuestion,
    TranslateQuestion,
    WithdrawQuestion,
)
from bot.questions.asking import worded
from bot.questions.cards import Card, Waits
from bot.questions.model import Meetings
from bot.questions.rights import committee_of
from bot.questions.sentences import SENTENCES
from bot.screens import Row, Screen
from bot.seal import Seal
from bot.store import Tx
from handlers import home
from handlers.bot_api.addressed import behind
from handlers.context import Answer, Room, Waiting, noted
from handlers.forms import asking
from handlers.questions.forms import QuestionForms
from handlers.turn import Turn

_UNNAMED = ("question-asked-unnamed", "question-withdrawn-unnamed")


class OnQuestion(Protocol):
    """A button on a question."""

    @property
    def committee(self) -> CommitteeId:
        """The question's."""

    @property
    def question(self) -> QuestionId:
        """Which."""


@dataclass(frozen=True)
class Questions:
    """The room's handlers. `seal`: what is kept of whoever asks without a name, and of a text before it is asked."""

    meetings: Meetings
    seal: Seal

    def room(self) -> Room:
        """What is registered."""
        return Room(
            commands={"ask": self.ask},
            buttons={
                Ask: self.ask,
                ShowQuestion: self.show,
                ReadQuestion: self.read_question,
                ReadAnswers: self.read_answers,
                SupportQuestion: self.support,
                FollowQuestion: self.follow,
                AcceptQuestion: self.accept,
                DeclineQuestion: self.decline,
                ClaimQuestion: self.claim,
                AssignQuestion: self.assign,
                MergeQuestion: self.merge,
                SeparateQuestion: self.separate,
                AnswerQuestion: self.answer,
                PublishAnswer: self.publish,
                TranslateQuestion: self.translate,
                CallUpQuestion: self.call_up,
                CloseQuestion: self.close,
                WithdrawQuestion: self.withdraw,
                NameAsker: self.name_asker,
                DraftFromAnswer: self.draft_finding,
            },
            forms=QuestionForms(self.meetings, self.seal).rooms(self.after),
            items={"q": self.item},
            sentences=SENTENCES,
            waiting=_waiting,
            mydata=own_data.sections,
        )

    # Asking

    async def ask(self, turn: Turn, action: Ask | None = None) -> Answer:
        """/ask, with the question behind it or without."""
        message = turn.message if action is None else None
        text = behind(message)

        def look(tx: Tx) -> tuple[Ask, str | None, Refusal | None]:
            who = turn.who(tx, action.committee if action else None)
            again = action or Ask(who.committee.id)
            if again.finding is not None:
                finding_in_sight(tx, who, again.finding)
            if again.meeting and not self.meetings.takes_questions(tx, who.committee.id, again.meeting):
                # Nor is it named again: it may be another committee's.
                again = Ask(again.committee, finding=again.finding)
            try:
                return again, self.seal.text(worded(text)) if text else None, None
            except Refusal as refusal:
                return again, None, refusal

        again, sealed, refusal = await turn.read(look)
        facts = {} if action is None else {"meeting": action.meeting, "finding": action.finding}
        answer = await asking.start(
            turn,
            forms.ASK,
            again,
            where=again.committee,
            facts=facts,
            values={"text": sealed} if sealed else None,
            back=_asked_about(again),
        )
        if refusal is not None:
            return noted(answer, turn.say(refusal.code, refusal.facts))
        if message is not None and message.text is None:
            return noted(answer, turn.say("caption-only" if text else "text-only"))
        return answer

    async def withdraw(self, turn: Turn, action: WithdrawQuestion) -> Answer:
        """Asks once, then takes it back."""
        if not action.sure:
            return await turn.read(
                lambda tx: card_views.confirm_withdraw(
                    turn.t, self._found(turn, tx, action.committee, action.question)
                )
            )
        return await self._done(
            turn, action, lambda tx, who: service.withdraw(tx, who, action.question, self.seal, turn.at)
        )

    async def name_asker(self, turn: Turn, action: NameAsker) -> Answer:
        """Asks how, then names the asker otherwise."""
        wanted = action.attribution
        if wanted is None:
            return await turn.read(
                lambda tx: card_views.attributions(
                    turn.t, self._found(turn, tx, action.committee, action.question)
                )
            )
        return await self._done(
            turn,
            action,
            lambda tx, who: service.attribute(tx, who, action.question, wanted, self.seal),
        )

    # Reading

    async def show(self, turn: Turn, action: ShowQuestion) -> Answer:
        """A question's card."""
        return await turn.read(
            lambda tx: self._card(turn, tx, action.committee, action.question, original=action.original)
        )

    async def item(self, turn: Turn, number: int) -> Answer:
        """The deep link `q12`."""
        question = QuestionId(number)
        return await turn.read(lambda tx: self._card(turn, tx, committee_of(tx, question), question))

    async def read_question(self, turn: Turn, action: ReadQuestion) -> Answer:
        """A long question in full."""

        def look(tx: Tx) -> Screen:
            found = self._found(turn, tx, action.committee, action.question)
            return views.whole_question(turn.t, found.line, action.page)

        return await turn.read(look)

    async def read_answers(self, turn: Turn, action: ReadAnswers) -> Answer:
        """An answer in full, and what it was before."""

        def look(tx: Tx) -> Screen:
            who = turn.who(tx, action.committee)
            return views.whole_answers(turn.t, *reading.answer_pages(tx, who, action.question), action.page)

        return await turn.read(look)

    # What others do with a question

    async def support(self, turn: Turn, action: SupportQuestion) -> Answer:
        """*+1*."""
        return await self._done(
            turn, action, lambda tx, who: service.support(tx, who, action.question, turn.at)
        )

    async def follow(self, turn: Turn, action: FollowQuestion) -> Answer:
        """To be told of the answer, or not."""
        return await self._done(
            turn, action, lambda tx, who: service.follow(tx, who, action.question, wanted=action.wanted)
        )

    # What the secretariat does

    async def accept(self, turn: Turn, action: AcceptQuestion) -> Answer:
        """It stands in the ledger."""
        return await self._done(
            turn, action, lambda tx, who: service.accept(tx, who, action.question, turn.at)
        )

    async def decline(self, turn: Turn, action: DeclineQuestion) -> Answer:
        """The form that asks why not."""
        where, number = action.committee, action.question
        return await self._about(turn, forms.DECLINE, action, where, number, check=service.pending)

    async def claim(self, turn: Turn, action: ClaimQuestion) -> Answer:
        """*I will answer*."""
        return await self._done(
            turn, action, lambda tx, who: service.claim(tx, who, action.question, turn.at)
        )

    async def assign(self, turn: Turn, action: AssignQuestion) -> Answer:
        """The form for an owner and a deadline."""
        await turn.read(
            lambda tx: service.waiting_for_answer(tx, turn.who(tx, action.committee), action.question)
        )
        return await self._about(turn, forms.ASSIGN, action, action.committee, action.question)

    async def merge(self, turn: Turn, action: MergeQuestion) -> Answer:
        """The form that asks into which."""
        await turn.read(
            lambda tx: service.waiting_for_answer(tx, turn.who(tx, action.committee), action.question)
        )
        return await self._about(turn, forms.MERGE, action, action.committee, action.question)

    async def separate(self, turn: Turn, action: SeparateQuestion) -> Answer:
        """It does not ask the same after all."""
        return await self._done(
            turn, action, lambda tx, who: service.separate(tx, who, action.question, turn.at)
        )

    async def call_up(self, turn: Turn, action: CallUpQuestion) -> Answer:
        """This one is answered now."""
        return await self._done(
            turn, action, lambda tx, who: service.call_up(tx, who, action.question, turn.at)
        )

    async def close(self, turn: Turn, action: CloseQuestion) -> Answer:
        """The answer answers it."""
        return await self._done(turn, action, lambda tx, who: service.close(tx, who, action.question))

    # Answers

    async def answer(self, turn: Turn, action: AnswerQuestion) -> Answer:
        """The form for an answer."""
        kind = forms.IN_ROOM if action.in_room else forms.ANSWER
        check = service.waiting_for_answer if action.in_room else service.answerable
        facts = {"over": await turn.read(lambda tx: service.standing(tx, action.question))}
        return await self._about(
            turn, kind, action, action.committee, action.question, facts=facts, check=check
        )

    async def publish(self, turn: Turn, action: PublishAnswer) -> Answer:
        """The draft is the answer now."""
        return await self._done(
            turn, action, lambda tx, who: service.publish(tx, who, action.question, action.answer, turn.at)
        )

    async def translate(self, turn: Turn, action: TranslateQuestion) -> Answer:
        """The form for a translation."""
        return await self._about(
            turn,
            forms.TRANSLATE,
            action,
            action.committee,
            action.question,
            facts={"answer": action.answer},
            check=lambda tx, who, number: service.translatable(tx, who, number, action.answer),
        )

    async def draft_finding(self, turn: Turn, action: DraftFromAnswer) -> Answer:
        """The form that makes a finding of an answer."""
        await turn.read(lambda tx: consultant(turn.who(tx, action.committee)))
        return await self._about(turn, forms.DRAFT, action, action.committee, action.question)

    # Shared

    async def after(
        self,
        turn: Turn,
        outcome: Outcome,
        where: CommitteeId | None = None,
        number: QuestionId | None = None,
    ) -> Answer:
        """The question's card as it stands now; the ledger where they do not see it any more."""
        if outcome.code in _UNNAMED:
            leave_no_trace()
        here = where or CommitteeId(outcome.facts.get("where") or outcome.facts["committee"])
        of = QuestionId(outcome.facts.get("question") or number or 0)
        try:
            screen = await turn.read(lambda tx: self._card(turn, tx, here, of))
        except Refusal:
            screen = await home.screen(turn)
        return screen.noted(turn.note(outcome))

    async def _done(self, turn: Turn, action: OnQuestion, act: Callable[[Tx, Actor], Outcome]) -> Answer:
        """Does it; the question's card as it then stands, with what came of it."""
        outcome = await turn.write(lambda tx: act(tx, turn.who(tx, action.committee)))
        return await self.after(turn, outcome, action.committee, action.question)

    async def _about(
        self,
        turn: Turn,
        kind: str,
        action: Action,
        where: CommitteeId,
        number: QuestionId,
        *,
        facts: dict[str, Any] | None = None,
        check: Callable[[Tx, Actor, QuestionId], object] = service.question_in_sight,
    ) -> Answer:
        """Opens a form about a question that the person may do this with; else says why not, above the card."""
        try:
            await turn.read(lambda tx: check(tx, turn.who(tx, where), number))
        except Refusal as refusal:
            outcome = Outcome(refusal.code, refusal.facts, refused=True)
            return await self.after(turn, outcome, where, number)
        about = {"question": number, **(facts or {})}
        back = ShowQuestion(where, number)
        return await asking.start(turn, kind, action, where=where, facts=about, back=back)

    def _found(self, turn: Turn, tx: Tx, where: CommitteeId, number: QuestionId) -> Card:
        who = turn.who(tx, where)
        return reading.card(tx, who, number, self.meetings, self.seal, turn.t)

    def _card(
        self, turn: Turn, tx: Tx, where: CommitteeId, number: QuestionId, *, original: bool = False
    ) -> Screen:
        found = self._found(turn, tx, where, number)
        return card_views.card(turn.t, found, original=original)


def finding_rows(tx: Tx, t: Translator, who: Actor, finding: FindingId) -> list[Row]:
    """What this room offers on a finding's card."""
    asked = records.about_finding(tx, who, finding)
    behind = [found for found in records.behind(tx, finding) if service.in_sight(tx, found, who)]
    return views.finding_rows(t, who.committee.id, finding, asked, behind, may_ask=not who.consults)


def meeting_rows(meetings: Meetings, tx: Tx, t: Translator, who: Actor, meeting: MeetingId) -> list[Row]:
    """What this room offers on a meeting's card."""
    asked = records.Filter(tx, who).meeting(meeting).count()
    may_ask = meetings.takes_questions(tx, who.committee.id, meeting)
    row = views.meeting_row(t, who.committee.id, meeting, asked, may_ask=may_ask)
    return [row] if row else []


def _asked_about(action: Ask) -> Action | None:
    """The card of what a question is asked about; None where that is nothing, or for anybody to say."""
    if action.finding is not None:
        return ShowFinding(action.committee, action.finding)
    return None if action.meeting is None else ShowMeeting(action.meeting)


def _waiting(tx: Tx, who: Actor, _at: datetime) -> list[Waiting]:
    here = who.committee.id

    def line(waits: Waits) -> Waiting:
        return Waiting(waits.until, lambda t: views.waiting_row(t, here, waits))

    return [line(waits) for waits in reading.waiting(tx, who)]
