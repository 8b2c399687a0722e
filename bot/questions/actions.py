"""The questions' buttons."""

from dataclasses import dataclass

from bot.actions import Action
from bot.documents.sheets import Format
from bot.ids import AnswerId, CommitteeId, FindingId, MeetingId, QuestionId
from bot.questions.cards import Part
from bot.questions.model import Attribution


@dataclass(frozen=True)
class Ask(Action, code="q"):
    """The form for a question: at a meeting, about a finding, or neither."""

    committee: CommitteeId
    meeting: MeetingId | None = None
    finding: FindingId | None = None


@dataclass(frozen=True)
class ListQuestions(Action, code="ql"):
    """A page of the ledger. `choice`: what of it, as `Choice.pack` writes it."""

    committee: CommitteeId
    page: int = 0
    choice: str = ""


@dataclass(frozen=True)
class FilterQuestions(Action, code="qf"):
    """The choice of what the ledger shows. `part`: of what kind one is looked for in a list of its own."""

    committee: CommitteeId
    part: Part = Part.ALL
    page: int = 0
    choice: str = ""


@dataclass(frozen=True)
class SearchQuestions(Action, code="qs"):
    """The form that asks for words to look for, among what is chosen."""

    committee: CommitteeId
    choice: str = ""


@dataclass(frozen=True)
class ShowQuestion(Action, code="qq"):
    """A question's card. `original`: in the languages in which question and answer were written."""

    committee: CommitteeId
    question: QuestionId
    original: bool = False


@dataclass(frozen=True)
class ReadQuestion(Action, code="qt"):
    """A long question as it was asked, a page at a time."""

    committee: CommitteeId
    question: QuestionId
    page: int = 0


@dataclass(frozen=True)
class ReadAnswers(Action, code="qh"):
    """An answer in full, and the wordings before it, the newest first."""

    committee: CommitteeId
    question: QuestionId
    page: int = 0


@dataclass(frozen=True)
class SupportQuestion(Action, code="qp"):
    """*+1*."""

    committee: CommitteeId
    question: QuestionId


@dataclass(frozen=True)
class FollowQuestion(Action, code="qw"):
    """To be told of the answer, or not any more."""

    committee: CommitteeId
    question: QuestionId
    wanted: bool


@dataclass(frozen=True)
class AcceptQuestion(Action, code="qa"):
    """It stands in the ledger."""

    committee: CommitteeId
    question: QuestionId


@dataclass(frozen=True)
class DeclineQuestion(Action, code="qd"):
    """The form that asks why it does not."""

    committee: CommitteeId
    question: QuestionId


@dataclass(frozen=True)
class ClaimQuestion(Action, code="qc"):
    """*I will answer*."""

    committee: CommitteeId
    question: QuestionId


@dataclass(frozen=True)
class AssignQuestion(Action, code="qg"):
    """The form for an owner and a deadline."""

    committee: CommitteeId
    question: QuestionId


@dataclass(frozen=True)
class MergeQuestion(Action, code="qm"):
    """The form that asks for the number of the question that it repeats."""

    committee: CommitteeId
    question: QuestionId


@dataclass(frozen=True)
class SeparateQuestion(Action, code="qi"):
    """A merged question stands by itself again."""

    committee: CommitteeId
    question: QuestionId


@dataclass(frozen=True)
class AnswerQuestion(Action, code="qr"):
    """The form for an answer, or a corrected one. `in_room`: it was given in the room, and is to be noted."""

    committee: CommitteeId
    question: QuestionId
    in_room: bool = False


@dataclass(frozen=True)
class PublishAnswer(Action, code="qu"):
    """This draft, which whoever taps has read, is the answer from now on."""

    committee: CommitteeId
    question: QuestionId
    answer: AnswerId


@dataclass(frozen=True)
class TranslateQuestion(Action, code="qx"):
    """The form for a translation, of the question (None) or of its answer."""

    committee: CommitteeId
    question: QuestionId
    answer: AnswerId | None = None


@dataclass(frozen=True)
class CallUpQuestion(Action, code="qn"):
    """This one is answered now, in the meeting."""

    committee: CommitteeId
    question: QuestionId


@dataclass(frozen=True)
class CloseQuestion(Action, code="qo"):
    """The answer answers it."""

    committee: CommitteeId
    question: QuestionId


@dataclass(frozen=True)
class WithdrawQuestion(Action, code="qk"):
    """The asker takes it back. `sure`: asked and confirmed."""

    committee: CommitteeId
    question: QuestionId
    sure: bool = False


@dataclass(frozen=True)
class NameAsker(Action, code="qy"):
    """The asker is named otherwise; None asks how."""

    committee: CommitteeId
    question: QuestionId
    attribution: Attribution | None = None


@dataclass(frozen=True)
class DraftFromAnswer(Action, code="qz"):
    """The form that makes a draft finding of an answer."""

    committee: CommitteeId
    question: QuestionId


@dataclass(frozen=True)
class ModerateQuestions(Action, code="qe"):
    """New questions wait to be accepted, or stand at once."""

    committee: CommitteeId
    wanted: bool


@dataclass(frozen=True)
class SendQuestions(Action, code="qj"):
    """What is chosen of the ledger as a table, for those who answer. `format`: None asks for it and the language."""

    committee: CommitteeId
    format: Format | None = None
    language: str = ""
    choice: str = ""


@dataclass(frozen=True)
class LiveQuestions(Action, code="qv"):
    """The questions of the meeting in session, most wanted first."""

    committee: CommitteeId
    page: int = 0
