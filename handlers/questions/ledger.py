"""The ledger of questions in the chat: narrowed, searched, read in session, and sent as a table."""

from bot.dataclasses import dataclass
from bot.documents.sheets import Sheet
from bot.ids import CommitteeId
from bot.inputs import sheet as input_sheet
from bot.intake import Outcome
from bot.questions import forms, reading, service, sheet, views
from bot.questions.actions import (
    FilterQuestions,
    ListQuestions,
    LiveQuestions,
    ModerateQuestions,
    SearchQuestions,
    SendQuestions,
)
from bot.questions.cards import Part
from bot.questions.choice import Choice
from bot.questions.model import Meetings
from bot.screens import Screen
from bot.store import Tx
from handlers import sheets
from handlers.context import Answer, AtHome, Room
from handlers.forms import asking
from handlers.questions.forms import searching
from handlers.turn import Turn


@dataclass(frozen=True)
class Ledger:
    """The handlers, with what they need to know of meetings."""

    meetings: Meetings

    def room(self) -> Room:
        """What is registered."""
        return Room(
            commands={"questions": self.ledger},
            buttons={
                ListQuestions: self.ledger,
                FilterQuestions: self.filters,
                SearchQuestions: self.search,
                ModerateQuestions: self.moderate,
                LiveQuestions: self.live,
                SendQuestions: self.send,
            },
            forms={forms.SEARCH: searching(self.found)},
            items={"live": self.live_item},
            home=lambda tx, who, t, _at: AtHome(
                rows=views.home_rows(t, who.committee.id, reading.unanswered(tx, who))
            ),
        )

    async def ledger(self, turn: Turn, action: ListQuestions | None = None) -> Answer:
        """/questions."""

        def look(tx: Tx) -> Screen:
            who = turn.who(tx, action.committee if action else None)
            wanted = action or ListQuestions(who.committee.id)
            choice = Choice.read(wanted.choice)
            return views.ledger(turn.t, reading.ledger(tx, who, self.meetings, turn.t, choice, wanted.page))

        return await turn.read(look)

    async def filters(self, turn: Turn, action: FilterQuestions) -> Answer:
        """What the ledger can show."""

        def look(tx: Tx) -> Screen:
            who, choice = turn.who(tx, action.committee), Choice.read(action.choice)
            if action.part is Part.ALL:
                return views.filters(turn.t, reading.ledger(tx, who, self.meetings, turn.t, choice))
            found = reading.parts(tx, who, self.meetings, turn.t, action.part, choice, action.page)
            return views.parts(turn.t, who.committee.id, action.part, choice, *found)

        return await turn.read(look)

    async def search(self, turn: Turn, action: SearchQuestions) -> Answer:
        """The form that asks for words."""
        facts = {"choice": action.choice}
        back = ListQuestions(action.committee, 0, action.choice)
        return await asking.start(turn, forms.SEARCH, action, where=action.committee, facts=facts, back=back)

    async def found(self, turn: Turn, outcome: Outcome) -> Answer:
        """What was found."""
        where = CommitteeId(outcome.facts["where"])
        return await self.ledger(turn, ListQuestions(where, 0, outcome.facts["choice"]))

    async def live(self, turn: Turn, action: LiveQuestions) -> Answer:
        """The questions of the meeting in session."""
        return await turn.read(lambda tx: self._live(turn, tx, action.committee, action.page))

    async def live_item(self, turn: Turn, number: int) -> Answer:
        """The deep link `live3`: those of committee 3."""
        return await turn.read(lambda tx: self._live(turn, tx, CommitteeId(number)))

    async def moderate(self, turn: Turn, action: ModerateQuestions) -> Answer:
        """New ones wait to be accepted, or not."""
        outcome = await turn.write(
            lambda tx: service.moderate(tx, turn.who(tx, action.committee), turn.at, wanted=action.wanted)
        )
        answer = await self.ledger(turn, ListQuestions(action.committee))
        assert isinstance(answer, Screen)
        return answer.noted(turn.note(outcome))

    async def send(self, turn: Turn, action: SendQuestions) -> Answer:
        """What is chosen of the ledger as a table, the inputs beside the whole of it; first asks which kind of file."""
        form = action.format
        t = turn.t.in_language(action.language)

        def look(tx: Tx) -> tuple[Screen, dict[str, Sheet]]:
            who, choice = turn.who(tx, action.committee), Choice.read(action.choice)
            service.answering(who)
            page = reading.ledger(tx, who, self.meetings, turn.t, choice)
            if form is None:
                return turn.named(views.tables(turn.t, page)), {}
            found = {"questions": sheet.sheet(tx, t, who, self.meetings, choice)}
            if not choice.narrow:
                found["input"] = input_sheet.sheet(tx, t, who.committee.id)
            return turn.named(views.ledger(turn.t, page)), found

        screen, found = await turn.read(look, long=form is not None)
        if form is None:
            return screen
        caption = turn.t("As of now. The file is not kept by the bot.")
        return screen, *await sheets.attachments(turn, found, form, t.language, caption)

    def _live(self, turn: Turn, tx: Tx, where: CommitteeId, page: int = 0) -> Screen:
        who = turn.who(tx, where)
        found = reading.live(tx, who, self.meetings, page)
        return views.no_session(turn.t, where) if found is None else views.live(turn.t, found)
