"""The findings in the chat: lists and cards, the sharing form, comments and their answers.

What other rooms add to a finding's card (its ballot) is handed in by `bot/app`.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.committee.model import Actor
from bot.dataclasses import dataclass
from bot.errors import Refusal
from bot.findings import card_views, forms, observing, own_data, reading, records, service, views
from bot.findings.actions import (
    AddComment,
    AddText,
    AnswerComment,
    ConfirmVersion,
    ListComments,
    ListFindings,
    ListVersions,
    NewFinding,
    NewVersion,
    OpenToObservers,
    ShareVersion,
    ShowFinding,
    ShowVersion,
)
from bot.findings.cards import Waits
from bot.findings.model import Comment, Finding, Version
from bot.findings.rights import committee_of
from bot.findings.sentences import SENTENCES
from bot.findings.service import VotesSetAside
from bot.i18n import Translator
from bot.ids import CommitteeId, FindingId, VersionId
from bot.intake import Outcome
from bot.screens import Row, Screen
from bot.store import Tx
from handlers import home
from handlers.context import Answer, AtHome, Room, Waiting
from handlers.findings.forms import form_rooms
from handlers.forms import asking
from handlers.turn import Turn

CardRows = Callable[[Tx, Translator, Actor, FindingId], Sequence[Row]]
"""What another room offers on a finding's card, for whoever looks at it."""
VersionRows = Callable[[Tx, Translator, Version], Sequence[Row]]
"""The same on the card of a version that does not stand for its finding."""


@dataclass(frozen=True)
class Findings:
    """The room's handlers, with what they need of the rooms above."""

    card_rows: CardRows
    version_rows: VersionRows
    votes_set_aside: VotesSetAside

    def room(self) -> Room:
        """What is registered."""
        return Room(
            commands={"findings": self.findings, "newfinding": self.write},
            buttons={
                ListFindings: self.findings,
                ShowFinding: self.show,
                ShowVersion: self.show_version,
                ListVersions: self.versions,
                ListComments: self.comments,
                AddComment: self.add_comment,
                AnswerComment: self.answer,
                NewFinding: self.write,
                NewVersion: self.write_version,
                AddText: self.add_text,
                ShareVersion: self.share,
                ConfirmVersion: self.confirm,
                OpenToObservers: self.open_to_observers,
            },
            forms=form_rooms(self.after, self.after_text, self.after_answer),
            items={"f": self.item},
            sentences=SENTENCES,
            waiting=_waiting,
            home=lambda _tx, who, t, _at: AtHome(rows=views.home_rows(t, who.committee.id, who.consults)),
            mydata=own_data.sections,
        )

    async def findings(self, turn: Turn, action: ListFindings | None = None) -> Answer:
        """/findings."""

        def look(tx: Tx) -> Screen:
            who = turn.who(tx, action.committee if action else None)
            return views.findings(
                turn.t, reading.list_findings(tx, who, turn.at, action.page if action else 0)
            )

        return await turn.read(look)

    async def show(self, turn: Turn, action: ShowFinding) -> Answer:
        """A finding's card."""
        return await turn.read(
            lambda tx: self._card(turn, tx, action.committee, action.finding, action.language)
        )

    async def item(self, turn: Turn, number: int) -> Answer:
        """The deep link `f12`."""
        return await turn.read(
            lambda tx: self._card(turn, tx, committee_of(tx, FindingId(number)), FindingId(number))
        )

    async def show_version(self, turn: Turn, action: ShowVersion) -> Answer:
        """The card of one version."""

        return await turn.read(
            lambda tx: self.version_card(turn, tx, action.committee, action.version, action.language)
        )

    async def open_to_observers(self, turn: Turn, action: OpenToObservers) -> Answer:
        """Observers may read it, or no longer; the card as it then stands."""
        number = action.finding

        def body(tx: Tx) -> Outcome:
            who = turn.who(tx, committee_of(tx, number))
            return observing.open_to_observers(tx, who, number, turn.at, opened=action.opened)

        outcome = await turn.write(body)
        try:
            screen = await turn.read(lambda tx: self._card(turn, tx, committee_of(tx, number), number))
        except Refusal:
            screen = await home.screen(turn)
        return screen.noted(turn.note(outcome))

    async def versions(self, turn: Turn, action: ListVersions) -> Answer:
        """A finding's versions."""

        def look(tx: Tx) -> Screen:
            who = turn.who(tx, action.committee)
            return views.versions(turn.t, *reading.versions(tx, who, action.finding), action.page, turn.at)

        return await turn.read(look)

    async def comments(self, turn: Turn, action: ListComments) -> Answer:
        """Comments with their answers."""

        def look(tx: Tx) -> Screen:
            who = turn.who(tx, action.committee)
            found = reading.comments(tx, who, action.finding, action.start, unanswered=action.unanswered)
            return views.comments(turn.t, found)

        return await turn.read(look)

    async def confirm(self, turn: Turn, action: ConfirmVersion) -> Answer:
        """Asks once, told how many votes are set aside; then the new version takes its place."""
        if not action.sure:

            def ask(tx: Tx) -> Screen:
                who = turn.who(tx, action.committee)
                finding, draft, earlier = service.confirmable(tx, who, action.version)
                votes = self.votes_set_aside(tx, earlier.id)
                return views.confirm_version(turn.t, finding, draft, earlier, votes)

            return await turn.read(ask)
        outcome = await turn.write(
            lambda tx: service.confirm_new_version(
                tx, turn.who(tx, action.committee), action.version, turn.at
            )
        )

        def look(tx: Tx) -> Screen:
            finding, _ = service.version_in_sight(tx, turn.who(tx, action.committee), action.version)
            return self._card(turn, tx, action.committee, finding.id)

        try:
            screen = await turn.read(look)
        except Refusal:  # the draft is out of sight, which is not why the tap was refused
            screen = await home.screen(turn)
        return screen.noted(turn.note(outcome))

    async def write(self, turn: Turn, action: NewFinding | None = None) -> Answer:
        """/newfinding."""

        def look(tx: Tx) -> CommitteeId:
            who = turn.who(tx, action.committee if action else None)
            service.consultant(who)
            return who.committee.id

        where = await turn.read(look)
        return await asking.start(turn, forms.NEW_FINDING, NewFinding(where), where=where)

    async def write_version(self, turn: Turn, action: NewVersion) -> Answer:
        """The form for the next version, after the one that was written last."""

        def look(tx: Tx) -> VersionId:
            who = turn.who(tx, action.committee)
            service.consultant(who)
            return records.newest(tx, service.finding_in_sight(tx, who, action.finding).id).id

        facts = {"version": await turn.read(look)}
        back = ShowVersion(action.committee, facts["version"])
        return await asking.start(
            turn, forms.NEW_VERSION, action, where=action.committee, facts=facts, back=back
        )

    async def add_text(self, turn: Turn, action: AddText) -> Answer:
        """The form for a further language."""
        await turn.read(lambda tx: service.translatable(tx, turn.who(tx, action.committee), action.version))
        facts = {"version": action.version}
        back = ShowVersion(action.committee, action.version)
        return await asking.start(
            turn, forms.ADD_TEXT, action, where=action.committee, facts=facts, back=back
        )

    async def share(self, turn: Turn, action: ShareVersion) -> Answer:
        """The form for the end of the comment window."""
        await turn.read(lambda tx: service.shareable(tx, turn.who(tx, action.committee), action.version))
        facts = {"version": action.version}
        back = ShowVersion(action.committee, action.version)
        return await asking.start(turn, forms.SHARE, action, where=action.committee, facts=facts, back=back)

    async def add_comment(self, turn: Turn, action: AddComment) -> Answer:
        """The form for a comment."""
        await turn.read(lambda tx: service.commentable(tx, turn.who(tx, action.committee), action.version))
        facts = {"version": action.version, "kind": action.kind.value}
        back = ShowVersion(action.committee, action.version)
        return await asking.start(turn, forms.COMMENT, action, where=action.committee, facts=facts, back=back)

    async def answer(self, turn: Turn, action: AnswerComment) -> Answer:
        """The form for an answer."""

        def look(tx: Tx) -> tuple[Finding, Comment, Version]:
            who = turn.who(tx, action.committee)
            service.consultant(who)
            return service.comment_in_sight(tx, who, action.comment)

        finding, said, version = await turn.read(look)
        facts = {"version": version.id, "comment": action.comment}
        back = ListComments(action.committee, finding.id, said.number)
        return await asking.start(turn, forms.ANSWER, action, where=action.committee, facts=facts, back=back)

    async def after(self, turn: Turn, outcome: Outcome) -> Answer:
        """The finding's card as it stands now."""
        number = FindingId(outcome.facts["finding"])
        screen = await turn.read(lambda tx: self._card(turn, tx, committee_of(tx, number), number))
        return screen.noted(turn.note(outcome))

    async def after_text(self, turn: Turn, outcome: Outcome) -> Answer:
        """The draft, in the language that was added."""
        number, version = FindingId(outcome.facts["finding"]), VersionId(outcome.facts["version"])

        def look(tx: Tx) -> Screen:
            found = reading.version_card(tx, turn.who(tx, committee_of(tx, number)), version, turn.at)
            return card_views.card(turn.t, found, outcome.facts["language"])

        return (await turn.read(look)).noted(turn.note(outcome))

    async def after_answer(self, turn: Turn, outcome: Outcome) -> Answer:
        """The comments, from the one that was answered on."""
        number = FindingId(outcome.facts["finding"])

        def look(tx: Tx) -> Screen:
            who = turn.who(tx, committee_of(tx, number))
            return views.comments(turn.t, reading.comments(tx, who, number, outcome.facts["number"]))

        return (await turn.read(look)).noted(turn.note(outcome))

    def version_card(
        self, turn: Turn, tx: Tx, where: CommitteeId, number: VersionId, language: str | None = None
    ) -> Screen:
        """The card of a version; the finding's, with what other rooms offer there, where it stands for it."""
        who = turn.who(tx, where)
        found = reading.version_card(tx, who, number, turn.at)
        if found.current:
            return self._card(turn, tx, where, found.finding.id, language)
        return card_views.card(turn.t, found, language, self.version_rows(tx, turn.t, found.version))

    def _card(
        self, turn: Turn, tx: Tx, where: CommitteeId, number: FindingId, language: str | None = None
    ) -> Screen:
        who = turn.who(tx, where)
        found = reading.card(tx, who, number, turn.at)
        return card_views.card(turn.t, found, language, self.card_rows(tx, turn.t, who, number))


def _waiting(tx: Tx, who: Actor, at: datetime) -> list[Waiting]:
    here = who.committee.id

    def line(waits: Waits) -> Waiting:
        return Waiting(waits.until, lambda t: views.waiting_row(t, here, waits))

    return [line(waits) for waits in reading.waiting(tx, who, at)]
