"""What the group sees of questions: one card that follows those of a meeting, and answers to what was asked there."""

from datetime import datetime

from markupsafe import Markup

from bot.delivery import board
from bot.delivery.board import GroupPost, Place, PostKind
from bot.group import notices
from bot.group.model import GroupChanged
from bot.group.views import posted
from bot.i18n import Translator
from bot.ids import AnswerId, CommitteeId, MeetingId, QuestionId
from bot.questions import records
from bot.questions.cards import Line, Named
from bot.questions.model import Answer, Question, Session
from bot.screens import Screen
from bot.store import Tx
from bot.translations.model import Worded
from bot.translations.views import as_read, brief

LIVE = "questions-live"
SHOWN = 10
"""Questions on the live card; how many more there are stands below."""
_CARD = 3600
"""UTF-16 units that the questions of a card may fill in all languages together; a message has 4,096."""
_SHORT = 120
_FRAME = 30
"""Number, +1 and line end of a question."""
_ANSWER = 800


def show_live(tx: Tx, committee: CommitteeId, meeting: MeetingId, at: datetime) -> None:
    """The meeting's card: sent at its first question, and followed from then on."""
    facts = {"meeting": meeting}
    notices.show(tx, committee, LIVE, key=_key(meeting), at=at, facts=facts)


def follow(tx: Tx, question: Question) -> None:
    """Something changed that the card shows. A +1 costs no more than this."""
    if question.meeting is not None:
        board.touch(tx, question.committee, _key(question.meeting))


def group_changed(tx: Tx, event: GroupChanged, session: Session | None) -> None:
    """A group that is new, or speaks other languages, sees the questions of the meeting in session, if any."""
    if session is not None and records.live(tx, event.committee, session.meeting):
        show_live(tx, event.committee, session.meeting, event.at)


def say_answered(tx: Tx, question: Question, answer: Answer, at: datetime) -> None:
    """The answer to what was asked there for all to see, be it under the number of a duplicate."""
    asked = next((q for q in (question, *records.merged_into(tx, question.id)) if q.public), None)
    if asked is not None:
        facts = {"question": asked.id, "answer": answer.id}
        notices.say(tx, question.committee, "question-answered", key=str(answer.id), at=at, facts=facts)


def _key(meeting: MeetingId) -> str:
    return f"questions/{meeting}"


def _live(tx: Tx, post: GroupPost, place: Place) -> Screen | None:
    meeting = MeetingId(post.facts["meeting"])
    # What is asked about a finding may quote a draft, which never reaches a group.
    found = [pair for pair in records.live(tx, post.committee, meeting) if pair[0].finding is None]
    if not found:
        return None
    open_ = [(q, support) for q, support in found if q.standing.open and not q.in_room]
    done = len(found) - len(open_)
    called = max((q.called_at for q, _ in open_ if q.called_at is not None), default=None)
    first = [pair for pair in open_ if called is not None and pair[0].called_at == called][:1]
    others = [pair for pair in open_ if pair not in first]
    now = [_line(tx, *pair) for pair in first]
    shown = [_line(tx, *pair) for pair in others[:SHOWN]]

    room = min(_SHORT, _CARD // (len(place.voices) * (SHOWN + 1)) - _FRAME)

    def say(t: Translator) -> Markup:
        parts = [t("<b>Questions of this meeting</b>")]
        parts += [t("Now: {question}", question=_shown(t, line, room)) for line in now]
        parts += [_shown(t, line, room) for line in shown]
        if more := len(others) - len(shown):
            parts.append(t("More questions: {n}", n=more))
        if done:
            parts.append(t("Answered: {n}", n=done))
        return Markup("\n").join(parts)

    return posted(place, f"live{post.committee}", say)


def _shown(t: Translator, line: Line, room: int = _SHORT) -> Markup:
    support = Markup(" · <b>+{}</b>").format(line.support) if line.support else Markup()
    return Markup("<b>{}</b>{} {}").format(line.question.label, support, brief(t, line.wording, room))


def _answered(tx: Tx, post: GroupPost, place: Place) -> Screen | None:
    question = records.question(tx, QuestionId(post.facts["question"]))
    answer = records.answer_by_id(tx, AnswerId(post.facts["answer"]))
    if question is None or answer is None or answer.question not in (question.id, question.merged_into):
        return None
    public = [a.id for a in records.answers_to(tx, answer.question) if a.published_at is not None]
    if public[-1:] != [answer.id]:
        return None
    wording = Worded(answer.text, answer.language, records.translations_of(tx, answer.question, answer.id))
    line = _line(tx, question, 0)
    corrected = len(public) > 1

    def say(t: Translator) -> Markup:
        head = t("The answer was corrected.") if corrected else t("A question was answered.")
        asked = _shown(t, line)
        texts = as_read(t, wording, _ANSWER, original=False)
        return Markup("\n").join([head, asked, *texts])

    return posted(place, f"q{question.id}", say)


def _line(tx: Tx, question: Question, support: int) -> Line:
    wording = Worded(question.text, question.language, records.translations_of(tx, question.id, None))
    return Line(question, wording, support, Named())


POSTS: dict[str, PostKind] = {LIVE: PostKind(_live), "question-answered": PostKind(_answered)}
