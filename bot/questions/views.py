"""The questions' lists: the ledger, its filters, the live list, a text in full. No I/O, no clock."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from bot.committee.sheet_views import WHICH_FILE, file_kinds
from bot.committee.views import due, home_row, pages
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
from bot.questions.cards import PAGE, Found, Given, LedgerPage, Line, Part, Wait, Waits
from bot.questions.choice import Choice, Which
from bot.questions.model import Question, pages_of
from bot.screens import Button, Row, Screen, capitalised, in_rows
from bot.texts import quoted

WHOLE = 3000
"""UTF-16 units of a long text on one card."""
OPEN = Choice(Which.OPEN).pack()
_PENDING = Choice(Which.PENDING).pack()
_BUTTON = 60
"""Characters of a button's label."""


def ledger(t: Translator, found: LedgerPage) -> Screen:
    """A line and a button each."""
    here, choice = found.committee, found.choice.pack()
    lines = [Markup(" · ").join([t("<b>Questions</b>"), *found.about])]
    lines.append(t("Found: {n}", n=found.total) if found.choice.narrow else _unanswered(t, found))
    lines += [_listed(t, line) for line in found.lines]
    if not found.lines:
        lines.append(t("There are no questions here."))
    rows = in_rows([_opens(here, line) for line in found.lines])
    last = max(0, found.total - 1) // PAGE
    rows += pages(t, found.page, last, lambda p: Button("", ListQuestions(here, p, choice)))
    if found.pending and found.choice.which is not Which.PENDING:
        rows.append((_to_accept(t, here, found.pending),))
    if found.in_session:
        rows.append((Button(t.plain("Questions of this meeting"), LiveQuestions(here)),))
    rows.append((Button(t.plain("Ask a question"), Ask(here), "primary"),))
    rows.append(
        (
            Button(t.plain("Choose what is shown"), FilterQuestions(here, choice=choice)),
            Button(t.plain("Search"), SearchQuestions(here, choice)),
        )
    )
    if found.choice.narrow:
        rows.append((Button(t.plain("All questions"), ListQuestions(here)),))
    if found.pending is not None:
        rows.append((Button(t.plain("Send as a table"), SendQuestions(here, choice=choice)),))
    if found.moderated is not None:
        label = (
            t.plain("Questions wait to be accepted: on")
            if found.moderated
            else t.plain("Questions wait to be accepted: off")
        )
        rows.append((Button(label, ModerateQuestions(here, not found.moderated)),))
    protect = any(line.question.quotes for line in found.lines)
    return Screen(Markup("\n\n").join(lines), (*rows, home_row(t)), protect=protect)


def filters(t: Translator, found: LedgerPage) -> Screen:
    """The conditions of the choice, each to be changed by a tap, and how many questions they leave."""
    here, choice = found.committee, found.choice

    def to(label: str, chosen: bool, made: Choice) -> Button:
        return Button(f"✓ {label}" if chosen else label, FilterQuestions(here, choice=made.pack()))

    standings = [Which.ALL, Which.OPEN, Which.ANSWERED]
    if found.pending is not None:
        standings += [Which.PENDING, Which.ASIDE]
    rows = in_rows(
        [
            to(capitalised(t.plain(words.WHICH[which])), choice.which is which, replace(choice, which=which))
            for which in standings
        ],
        2,
    )
    rows.append(
        (
            to(t.plain("Mine"), choice.mine, replace(choice, mine=not choice.mine)),
            to(t.plain("Most wanted first"), choice.wanted, replace(choice, wanted=not choice.wanted)),
        )
    )
    packed = choice.pack()
    labels = [
        (Part.MEETING, t.plain("Meeting"), choice.meeting is not None),
        (Part.FINDING, t.plain("Finding"), choice.finding is not None),
        (Part.GROUP, t.plain("Group"), bool(choice.group)),
    ]
    rows.append(
        tuple(
            Button(f"✓ {label}" if set_ else label, FilterQuestions(here, part, choice=packed))
            for part, label, set_ in labels
        )
    )
    rows.append((Button(t.plain("Search"), SearchQuestions(here, packed)),))
    if choice != Choice():
        rows.append((Button(t.plain("Begin anew"), FilterQuestions(here)),))
    rows.append(
        (Button(t.plain("Show questions ({n})", n=found.total), ListQuestions(here, 0, packed), "primary"),)
    )
    lines = [t("Which questions do you want to see?")]
    lines += [Markup("• {}").format(condition) for condition in found.about]
    if choice.wanted:
        lines.append(Markup("• {}").format(t("most wanted first")))
    lines.append(t("Found: {n}", n=found.total))
    return Screen(Markup("\n").join(lines), (*rows, home_row(t)))


def parts(
    t: Translator, here: CommitteeId, part: Part, choice: Choice, found: Sequence[Found], page: int, last: int
) -> Screen:
    """The choice of a meeting, a finding or a group."""
    asked, any_, none = {
        Part.MEETING: (
            t("From which meeting?"),
            replace(choice, meeting=Choice.ANY_MEETING),
            replace(choice, meeting=None),
        ),
        Part.FINDING: (
            t("On which finding?"),
            replace(choice, finding=Choice.ANY_FINDING),
            replace(choice, finding=None),
        ),
    }.get(part, (t("From which group?"), None, replace(choice, group="")))
    rows: list[Row] = [
        (
            Button(
                _label(f"{each.name.unescape()} ({each.n})"), FilterQuestions(here, choice=each.choice.pack())
            ),
        )
        for each in found
    ]
    rows += pages(t, page, last, lambda p: Button("", FilterQuestions(here, part, p, choice.pack())))
    if any_ is not None and found:
        label = t.plain("From any meeting") if part is Part.MEETING else t.plain("On any finding")
        rows.append((Button(label, FilterQuestions(here, choice=any_.pack())),))
    rows.append((Button(t.plain("It does not matter"), FilterQuestions(here, choice=none.pack())),))
    lines = [asked] if found else [asked, t("There are no questions here.")]
    back: Row = (Button(t.plain("Back"), FilterQuestions(here, choice=choice.pack())), *home_row(t))
    return Screen(Markup("\n").join(lines), (*rows, back))


def tables(t: Translator, found: LedgerPage) -> Screen:
    """In which language, and for which program."""
    here, choice = found.committee, found.choice.pack()
    lines = [
        Markup(" · ").join([t("<b>Questions as a table</b>"), *found.about]),
        t(WHICH_FILE),
    ]
    rows = file_kinds(t, lambda form, language: SendQuestions(here, form, language, choice))
    back: Row = (Button(t.plain("Back"), ListQuestions(here, 0, choice)), *home_row(t))
    return Screen(Markup("\n").join(lines), (*rows, back))


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
    protect = any(line.question.quotes for line in found.lines)
    return Screen(Markup("\n\n").join(lines), tuple(rows), protect=protect)


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
    return Screen(
        Markup("\n").join([*lines, quoted(text)]),
        (*rows, back_row(t, line.question)),
        protect=line.question.quotes,
    )


def whole_answers(t: Translator, question: Question, found: Sequence[Given], page: int) -> Screen:
    """Drafts, the answer in full and in its original, its translations, then what was corrected since."""
    texts: list[tuple[Markup, str]] = []
    stands = next((given for given in found if given.answer.published_at is not None), None)
    for given in found:
        when = given.answer.published_at
        head = Markup("<b>{} · {}</b>\n").format(question.label, _of(t, given, stands)) + Markup(" · ").join(
            [Markup.escape(given.author or t("former holder")), t.moment(when or given.answer.written_at)]
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
    drafts = any(given.answer.published_at is None for given in found)
    protect = question.quotes or drafts
    return Screen(head + Markup("\n") + quoted(text), (*rows, back_row(t, question)), protect=protect)


def waiting_row(t: Translator, here: CommitteeId, waits: Waits) -> Row:
    """A line of home and /todo, and what it opens."""
    match waits.why:
        case Wait.ANSWER:
            assert waits.question is not None
            label = t.plain("{label}: answer it", label=waits.question.label)
            if waits.until is not None:
                label = due(t, label, waits.until)
            return (Button(label, ShowQuestion(here, waits.question.id)),)
        case Wait.PENDING:
            return (Button(t.plain("Questions to accept: {n}", n=waits.n), ListQuestions(here, 0, _PENDING)),)
        case Wait.UNOWNED:
            return (
                Button(
                    t.plain("Questions that nobody answers yet: {n}", n=waits.n),
                    ListQuestions(here, 0, OPEN),
                ),
            )


def home_rows(t: Translator, here: CommitteeId, unanswered: int) -> list[Row]:
    """The room's buttons on the home screen."""
    label = t.plain("Questions ({n})", n=unanswered) if unanswered else t.plain("Questions")
    return [(Button(label, ListQuestions(here)), Button(t.plain("Ask a question"), Ask(here)))]


def finding_rows(
    t: Translator,
    here: CommitteeId,
    finding: FindingId,
    asked: int,
    behind: Sequence[Question],
    *,
    may_ask: bool,
) -> list[Row]:
    """What a finding's card offers: to ask about it, what was asked, and the answers it was drafted from."""
    row = [Button(t.plain("Ask about it"), Ask(here, finding=finding))] if may_ask else []
    if asked:
        to = ListQuestions(here, 0, Choice(finding=finding).pack())
        row.append(Button(t.plain("Questions ({n})", n=asked), to))
    rows: list[Row] = [tuple(row)] if row else []
    return rows + [
        (Button(t.plain("Drafted from: {label}", label=found.label), ShowQuestion(here, found.id)),)
        for found in behind
    ]


def meeting_row(t: Translator, here: CommitteeId, meeting: MeetingId, asked: int, *, may_ask: bool) -> Row:
    """What a meeting's card offers: to ask something there, and what was asked."""
    row = [Button(t.plain("Ask a question"), Ask(here, meeting=meeting))] if may_ask else []
    if asked:
        to = ListQuestions(here, 0, Choice(meeting=meeting).pack())
        row.append(Button(t.plain("Questions ({n})", n=asked), to))
    return tuple(row)


def back_row(t: Translator, question: Question) -> Row:
    """Back to the question."""
    return (Button(t.plain("Back"), ShowQuestion(question.committee, question.id)),)


def _of(t: Translator, given: Given, stands: Given | None) -> Markup:
    """What a wording is."""
    if given.answer.published_at is None:
        return t("Draft answer")
    return t("Answer") if given is stands else t("Earlier answer")


def _unanswered(t: Translator, found: LedgerPage) -> Markup:
    return t("Unanswered: {n}", n=found.unanswered)


def _to_accept(t: Translator, here: CommitteeId, n: int) -> Button:
    return Button(t.plain("To accept ({n})", n=n), ListQuestions(here, 0, _PENDING))


def _label(text: str) -> str:
    return text if len(text) <= _BUTTON else f"{text[: _BUTTON - 1]}…"


def _listed(t: Translator, line: Line) -> Markup:
    parts = [words.standing(t, line)]
    if line.support:
        parts.append(Markup("+{}").format(line.support))
    parts.append(words.asker(t, line.asker))
    return Markup("<b>{}</b> {}\n<i>{}</i>").format(
        line.question.label, words.short(t, line), Markup(" · ").join(parts)
    )


def _opens(here: CommitteeId, line: Line) -> Button:
    return Button(line.question.label, ShowQuestion(here, line.question.id))
