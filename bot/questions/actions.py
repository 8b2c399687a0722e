"""The questions' buttons."""

from bot.actions import Action
from bot.documents.sheets import Format
from bot.ids import AnswerId, CommitteeId, FindingId, MeetingId, QuestionId
from bot.questions.cards import Part
from bot.questions.model import Attribution


class Ask(Action, code="q"):
    """The form for a question: at a meeting, about a finding, or neither."""

    committee: CommitteeId
    meeting: MeetingId | None = None
    finding: FindingId | None = None


class ListQuestions(Action, code="ql"):
    """A page of the ledger. `choice`: what of it, as `Choice.pack` writes it."""

    committee: CommitteeId
    page: int = 0
    choice: str = ""


class FilterQuestions(Action, code="qf"):
    """The choice of what the ledger shows. `part`: of what kind one is looked for in a list of its own."""

    committee: CommitteeId
    part: Part = Part.ALL
    page: int = 0
    choice: str = ""


class SearchQuestions(Action, code="qs"):
    """The form that asks for words to look for, among what is chosen."""

    committee: CommitteeId
    choice: str = ""


class ShowQuestion(Action, code="qq"):
    """A question's card. `original`: in the languages in which question and answer were written."""

    committee: CommitteeId
    question: QuestionId
    original: bool = False


class ReadQuestion(Action, code="qt"):
    """A long question as it was asked, a page at a time."""

    committee: CommitteeId
    question: QuestionId
    page: int = 0


class ReadAnswers(Action, code="qh"):
    """An answer in full, and the wordings before it, the newest first."""

    committee: CommitteeId
    question: QuestionId
    page: int = 0


class SupportQuestion(Action, code="qp"):
    """*+1*."""

    committee: CommitteeId
    question: QuestionId


class FollowQuestion(Action, code="qw"):
    """To be told of the answer, or not any more."""

    committee: CommitteeId
    question: QuestionId
    wanted: bool


class AcceptQuestion(Action, code="qa"):
    """It stands in the ledger."""

    committee: CommitteeId
    question: QuestionId


class DeclineQuestion(Action, code="qd"):
    """The form that asks why it does not."""

    committee: CommitteeId
    question: QuestionId


class ClaimQuestion(Action, code="qc"):
    """*I will answer*."""

    committee: CommitteeId
    question: QuestionId


class AssignQuestion(Action, code="qg"):
    """The form for an owner and a deadline."""

    committee: CommitteeId
    question: QuestionId


class MergeQuestion(Action, code="qm"):
    """The form that asks for the number of the question that it repeats."""

    committee: CommitteeId
    question: QuestionId


class SeparateQuestion(Action, code="qi"):
    """A merged question stands by itself again."""

    committee: CommitteeId
    question: QuestionId


class AnswerQuestion(Action, code="qr"):
    """The form for an answer, or a corrected one. `in_room`: it was given in the room, and is to be noted."""

    committee: CommitteeId
    question: QuestionId
    in_room: bool = False


class PublishAnswer(Action, code="qu"):
    """This draft, which whoever taps has read, is the answer from now on."""

    committee: CommitteeId
    question: QuestionId
    answer: AnswerId


class TranslateQuestion(Action, code="qx"):
    """The form for a translation, of the question (None) or of its answer."""

    committee: CommitteeId
    question: QuestionId
    answer: AnswerId | None = None


class CallUpQuestion(Action, code="qn"):
    """This one is answered now, in the meeting."""

    committee: CommitteeId
    question: QuestionId


class CloseQuestion(Action, code="qo"):
    """The answer answers it."""

    committee: CommitteeId
    question: QuestionId


class WithdrawQuestion(Action, code="qk"):
    """The asker takes it back. `sure`: asked and confirmed."""

    committee: CommitteeId
    question: QuestionId
    sure: bool = False


class NameAsker(Action, code="qy"):
    """The asker is named otherwise; None asks how."""

    committee: CommitteeId
    question: QuestionId
    attribution: Attribution | None = None


class DraftFromAnswer(Action, code="qz"):
    """The form that makes a draft finding of an answer."""

    committee: CommitteeId
    question: QuestionId


class ModerateQuestions(Action, code="qe"):
    """New questions wait to be accepted, or stand at once."""

    committee: CommitteeId
    wanted: bool


class SendQuestions(Action, code="qj"):
    """What is chosen of the ledger as a table, for those who answer. `format`: None asks for it and the language."""

    committee: CommitteeId
    format: Format | None = None
    language: str = ""
    choice: str = ""


class LiveQuestions(Action, code="qv"):
    """The questions of the meeting in session, most wanted first."""

    committee: CommitteeId
    page: int = 0
