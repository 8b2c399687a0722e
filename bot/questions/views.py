"""The questions' lists: the ledger, its filters, the live list, a text in full. No I/O, no clock."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.committee.model import Constituency
from bot.committee.views import constituency_name, home_row, pages
from bot.findings.card_views import in_rows
from bot.findings.words import quoted
from bot.i18n import Translator
from bot.ids import CommitteeId, FindingId, MeetingId
from bot.questions import words
from bot.questions.actions import (
    Ask,
    FilterQuestions,
    ListQuestions,
    LiveQuestions,
    ModerateQuestions,
    ReadAnswers,
    ReadQuestion,
    SearchQuestions,
    SendQuestions,
    ShowQuestion,
    SupportQuestion,
)
from bot.questions.cards import PAGE, Given, LedgerPage, Line, View, Wait, Waits
from bot.questions.model import Question, pages_of
from bot.screens import Button, Row, Screen

WHOLE = 3000
"""UTF-16 units of a long text on one card."""


def ledger(t: Translator, found: LedgerPage) -> Screen:
    """A line and a button each."""
    lines = [_title(t, found)]
    if found.view is not View.SEARCH:
        lines.append(t("Unanswered: {n}", n=found.unanswered))
    lines += [_listed(t, line) for line in found.lines]
    if not found.lines:
        lines.append(t("There are no questions here."))
    here = found.committee
    rows: list[Row] = [*in_rows([_opens(here, line) for line in found.lines])]
    last = max(0, found.total - 1) // PAGE
    rows += pages(t, found.page, last, lambda p: Button("", ListQuestions(here, found.view, p, found.key)))
    if found.pending:
        label = t.plain("To accept ({n})", n=found.pending)
        rows.append((Button(label, ListQuestions(here, View.PENDING)),))
    if found.in_session:
        rows.append((Button(t.plain("Questions of this meeting"), LiveQuestions(here)),))
    rows.append((Button(t.plain("Ask a question"), Ask(here), "primary"),))
    rows.append(
        (
            Button(t.plain("Choose what is shown"), FilterQuestions(here)),
            Button(t.plain("Search"), SearchQuestions(here)),
        )
    )
    if found.pending is not None:
        rows.append((Button(t.plain("Send as a table"), SendQuestions(here)),))
    if found.moderated is not None:
        label = (
            t.plain("Questions wait to be accepted: on")
            if found.moderated
            else t.plain("Questions wait to be accepted: off")
        )
        rows.append((Button(label, ModerateQuestions(here, not found.moderated)),))
    # What is asked about a finding may quote a draft.
    protect = any(line.question.finding is not None for line in found.lines)
    return Screen(Markup("\n\n").join(lines), (*rows, home_row(t)), protect=protect)


def filters(t: Translator, here: CommitteeId, known: Sequence[Constituency], page: LedgerPage) -> Screen:
    """What the ledger can show."""
    views = [
        (View.ALL, t.plain("All")),
        (View.OPEN, t.plain("Unanswered")),
        (View.MINE, t.plain("Mine")),
        (View.MEETING, t.plain("From meetings")),
        (View.FINDING, t.plain("On findings")),
        (View.SUPPORT, t.plain("Most wanted")),
    ]
    if page.pending is not None:
        views.append((View.PENDING, t.plain("To accept ({n})", n=page.pending)))
    rows = _pairs([Button(label, ListQuestions(here, view)) for view, label in views])
    groups = [
        Button(
            t.plain("From: {group}", group=constituency_name(t, c)),
            ListQuestions(here, View.CONSTITUENCY, key=c.code),
        )
        for c in known
    ]
    rows += _pairs(groups)
    back: Row = (Button(t.plain("Back"), ListQuestions(here)), *home_row(t))
    return Screen(t("Which questions do you want to see?"), (*rows, back))


def live(t: Translator, found: LedgerPage) -> Screen:
    """The open questions of the meeting in session, each with its *+1*."""
    here = found.committee
    lines = [t("<b>Questions of this meeting</b>"), t("Unanswered: {n}", n=found.total)]
    lines += [_listed(t, line) for line in found.lines]
    rows: list[Row] = []
    for line in found.lines:
        plus = Button(
            t.plain("+1 for {label} ({n})", label=line.question.label, n=line.support),
            SupportQuestion(here, line.question.id),
        )
        rows.append((_opens(here, line), plus))
    last = max(0, found.total - 1) // PAGE
    rows += pages(t, found.page, last, lambda p: Button("", LiveQuestions(here, p)))
    rows.append((Button(t.plain("Ask a question"), Ask(here), "primary"),))
    rows.append((Button(t.plain("All questions"), ListQuestions(here)), *home_row(t)))
    return Screen(Markup("\n\n").join(lines), tuple(rows))


def no_session(t: Translator, here: CommitteeId) -> Screen:
    """There is no live list now."""
    rows: tuple[Row, ...] = ((Button(t.plain("All questions"), ListQuestions(here)), *home_row(t)),)
    return Screen(t("No meeting is in session now."), rows)


def whole_question(t: Translator, line: Line, page: int) -> Screen:
    """A long question: the reader's translation first, then as it was asked."""
    made = line.wording.for_reader(t.language)
    parts = [(part, made.translator) for part in pages_of(made.text, WHOLE)] if made else []
    found = [*parts, *((part, None) for part in pages_of(line.wording.text, WHOLE))]
    page = min(max(page, 0), len(found) - 1)
    text, translator = found[page]
    lines = [Markup("<b>{}</b>").format(line.question.label)]
    lines.append(
        t("Translation: {name}", name=translator)
        if translator
        else t("Original language: {language}", language=t.language_name(line.wording.language))
    )
    here, number = line.question.committee, line.question.id
    rows = pages(t, page, len(found) - 1, lambda p: Button("", ReadQuestion(here, number, p)))
    return Screen(Markup("\n").join([*lines, quoted(text)]), (*rows, back_row(t, line.question)))


def whole_answers(t: Translator, question: Question, found: Sequence[Given], page: int) -> Screen:
    """The answer in full and in its original, its translations, then the wordings that were corrected since."""
    texts: list[tuple[Markup, str]] = []
    for place, given in enumerate(found):
        when = given.answer.published_at
        assert when is not None
        head = t("Answer") if place == 0 else t("Earlier answer")
        head = Markup("<b>{} · {}</b>\n").format(question.label, head) + Markup(" · ").join(
            [Markup.escape(given.author or t("former holder")), t.moment(when)]
        )
        original = t("Original language: {language}", language=t.language_name(given.wording.language))
        texts.append((head + Markup("\n") + original, given.wording.text))
        for made in given.wording.translations:
            credit = t(
                "Language: {language}. Translation: {name}",
                language=t.language_name(made.language),
                name=made.translator,
            )
            texts.append((head + Markup("\n") + credit, made.text))
    if not texts:
        return Screen(t("There is no answer yet."), (back_row(t, question),))
    page = min(max(page, 0), len(texts) - 1)
    head, text = texts[page]
    here, number = question.committee, question.id
    rows = pages(t, page, len(texts) - 1, lambda p: Button("", ReadAnswers(here, number, p)))
    return Screen(head + Markup("\n") + quoted(text), (*rows, back_row(t, question)))


def waiting_row(t: Translator, here: CommitteeId, waits: Waits) -> Row:
    """A line of home and /todo, and what it opens."""
    match waits.why:
        case Wait.ANSWER:
            assert waits.question is not None
            label = t.plain("{label}: answer it", label=waits.question.label)
            if waits.until is not None:
                day = t.day(waits.until.astimezone(t.committee_zone).date(), year=False)
                label += " · " + t.plain("due: {date}", date=day)
            return (Button(label, ShowQuestion(here, waits.question.id)),)
        case Wait.PENDING:
            return (
                Button(t.plain("Questions to accept: {n}", n=waits.n), ListQuestions(here, View.PENDING)),
            )
        case Wait.UNOWNED:
            return (
                Button(
                    t.plain("Questions that nobody answers yet: {n}", n=waits.n),
                    ListQuestions(here, View.OPEN),
                ),
            )


def home_rows(t: Translator, here: CommitteeId, unanswered: int) -> list[Row]:
    """The room's buttons on the home screen."""
    label = t.plain("Questions ({n})", n=unanswered) if unanswered else t.plain("Questions")
    return [(Button(label, ListQuestions(here)), Button(t.plain("Ask a question"), Ask(here)))]


def finding_row(t: Translator, here: CommitteeId, finding: FindingId, asked: int, *, may_ask: bool) -> Row:
    """What a finding's card offers: to ask about it, and what was asked."""
    row = [Button(t.plain("Ask about it"), Ask(here, finding=finding))] if may_ask else []
    if asked:
        to = ListQuestions(here, View.FINDING, key=str(finding))
        row.append(Button(t.plain("Questions ({n})", n=asked), to))
    return tuple(row)


def meeting_row(t: Translator, here: CommitteeId, meeting: MeetingId, asked: int, *, may_ask: bool) -> Row:
    """What a meeting's card offers: to ask something there, and what was asked."""
    row = [Button(t.plain("Ask a question"), Ask(here, meeting=meeting))] if may_ask else []
    if asked:
        to = ListQuestions(here, View.MEETING, key=str(meeting))
        row.append(Button(t.plain("Questions ({n})", n=asked), to))
    return tuple(row)


def back_row(t: Translator, question: Question) -> Row:
    """Back to the question."""
    return (Button(t.plain("Back"), ShowQuestion(question.committee, question.id)),)


def _title(t: Translator, found: LedgerPage) -> Markup:
    match found.view:
        case View.OPEN:
            what = t("Unanswered")
        case View.MINE:
            what = t("Mine")
        case View.PENDING:
            what = t("To accept ({n})", n=found.total)
        case View.MEETING:
            what = found.about or t("From meetings")
        case View.FINDING:
            what = found.about or t("On findings")
        case View.CONSTITUENCY:
            what = found.about
        case View.SEARCH:
            what = t("found: {n} · “{words}”", n=found.total, words=found.about)
        case View.SUPPORT:
            what = t("Most wanted")
        case _:
            return t("<b>Questions</b>")
    return t("<b>Questions</b>") + Markup(" · ") + what


def _listed(t: Translator, line: Line) -> Markup:
    parts = [words.standing(t, line)]
    if line.support:
        parts.append(Markup("+{}").format(line.support))
    parts.append(words.asker(t, line.asker))
    return Markup("<b>{}</b> {}\n<i>{}</i>").format(
        line.question.label, words.short(t, line), Markup(" · ").join(parts)
    )


def _pairs(buttons: Sequence[Button]) -> list[Row]:
    return [tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2)]


def _opens(here: CommitteeId, line: Line) -> Button:
    return Button(line.question.label, ShowQuestion(here, line.question.id))
