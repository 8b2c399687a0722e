"""How the form for a plan is drawn: what it asks, and the looks at a plan before anything is stored."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.committee.views import pages
from bot.forms import Field, Open
from bot.forms.actions import FormPick
from bot.i18n import Translator
from bot.screens import Button, Row, Screen
from bot.texts import shortened
from bot.timeline import plan_forms, words
from bot.timeline.actions import SendTemplate
from bot.timeline.comparing import Comparison, renamed
from bot.timeline.model import Milestone
from bot.timeline.plan import Line, faulty, languages_of, on_days_off
from bot.timeline.plan_forms import Desk

LINES_A_PAGE = 12
OFFERED = 3
"""How many lines a look offers to correct, or to put on a working day, at a time; the next come after them."""


def plan(t: Translator, state: Open, field: Field, desk: Desk) -> Screen:
    """A plan: how it comes, the looks at it, corrections, the reason."""
    title = (
        t("<b>A plan</b>")
        if plan_forms.way_of(state.facts) == plan_forms.POST
        else t("<b>Further milestones</b>")
    )
    draft = plan_forms.draft_of(desk, state.facts, state.values) or []
    if plan_forms.way_of(state.facts) == plan_forms.CHAIN:
        title = t("<b>What follows a deliverable</b>")
    name, _, turn = field.name.partition("-")
    match name:
        case "lines":
            return _ask_for_plan(t, title, state, desk)
        case "title":
            ask = t("Title of the milestone: send it as a message.")
        case "date":
            said = Markup("<b>{}</b>\n").format(state.values[f"title-{turn}"])
            ask = said + t("Date or range, such as: {example}", example=t("19 January – 30 March 2023"))
        case "more":
            return _ask_for_more(t, title, state, int(turn))
        case "look":
            return _look(t, title, state, desk, draft)
        case "fix":
            return _ask_to_correct(t, title, state, int(turn), draft)
        case "reason":
            found = plan_forms.comparison(desk, state.facts, draft)
            ask = _counts(t, found) + Markup("\n") + t("Why does the plan change? The committee is told.")
        case _:
            return _sure(t, title, state, desk, draft)
    return Screen(title + Markup("\n") + ask, folded=title.striptags())


def _ask_for_plan(t: Translator, title: Markup, state: Open, desk: Desk) -> Screen:
    lines = [
        title,
        t("Send the plan as one message, a line for each milestone: date or range, title. For example:"),
        Markup("<code>{}</code>").format(t("5 January 2023 — Inception report")),
        Markup("<code>{}</code>").format(t("19 January – 30 March 2023 — Fieldwork (after 1)")),
        t("Or send a CSV or XLSX file; “As a table” sends one to fill in."),
        t("Nothing is stored until you confirm."),
    ]
    rows = (
        (Button(t.plain("Step by step"), FormPick(state.serial, plan_forms.STEPS)),),
        (Button(t.plain("As a table"), SendTemplate(desk.of.id)),),
    )
    return Screen(Markup("\n").join(lines), rows, folded=title.striptags())


def _ask_for_more(t: Translator, title: Markup, state: Open, turn: int) -> Screen:
    said = [
        Markup("{}. {}").format(n + 1, state.values[f"title-{n}"]) for n in range(max(0, turn - 4), turn + 1)
    ]
    rows = (
        (Button(t.plain("One more milestone"), FormPick(state.serial, "more")),),
        (Button(t.plain("That is all"), FormPick(state.serial, "enough"), "primary"),),
    )
    return Screen(Markup("\n").join([title, *said]), rows, folded=title.striptags())


def _look(t: Translator, title: Markup, state: Open, desk: Desk, draft: Sequence[Line]) -> Screen:
    """What was understood, line by line; what was not stands above it with the reason."""
    calendar = desk.of.calendar
    wrong, resting = faulty(draft), on_days_off(draft, calendar)
    found = plan_forms.comparison(desk, state.facts, draft)
    last = max(0, (len(draft) - 1) // LINES_A_PAGE)
    page = min(plan_forms.page_of(state.values), last)
    shown = draft[page * LINES_A_PAGE : (page + 1) * LINES_A_PAGE]
    lines = [
        title,
        t(
            "Lines: {n}. Not understood: {wrong}. On a day off: {resting}.",
            n=len(draft),
            wrong=len(wrong),
            resting=len(resting),
        ),
    ]
    if desk.stored and not wrong and plan_forms.way_of(state.facts) == plan_forms.POST:
        lines.append(_counts(t, found))
    spoken = languages_of(draft, desk.of.languages)
    if spoken:
        lines.append(t("Titles: {languages}", languages=t.list(t.language_name(code) for code in spoken)))
    lines += words.first_of(t, [_wrong(t, line) for line in wrong])
    if shown:
        was = {line.number: m for m, line in (*found.moved, *found.kept)}
        listed = Markup("\n").join(_understood(t, line, desk, was.get(line.number)) for line in shown)
        lines.append(Markup("<blockquote expandable>{}</blockquote>").format(listed))
    if found.removed and not wrong:
        lines.append(t("Taken out of the plan:"))
        lines += words.first_of(t, [words.named(t, m) for m in found.removed])
    if not draft:
        lines.append(t("Nothing is left of the plan. Send lines, or go back."))
    lines.append(
        t(
            "Nothing is stored yet. To correct a line, write its number and the line: {example}",
            example=Markup("<code>2: …</code>"),
        )
    )
    rows = [*_to_correct(t, state.serial, wrong), *_to_working_day(t, state.serial, resting, desk)]
    rows += pages(t, page, last, lambda p: Button("", FormPick(state.serial, f"page:{p}")))
    if len(spoken) == 1:
        rows += [
            (
                Button(
                    t.plain("Titles in: {language}", language=t.language_name(code)),
                    FormPick(state.serial, f"language:{code}"),
                ),
            )
            for code in desk.of.languages
            if code != spoken[0]
        ]
    if draft and not wrong:
        rows.append(_settle(t, state, desk, found))
    return Screen(Markup("\n").join(lines), tuple(row for row in rows if row), folded=title.striptags())


def _settle(t: Translator, state: Open, desk: Desk, found: Comparison) -> Row:
    if found.needs_reason:
        return (Button(t.plain("Continue"), FormPick(state.serial, plan_forms.ONWARD), "primary"),)
    label = t.plain("Confirm") if found.changes_something else t.plain("Nothing changes")
    return (Button(label, FormPick(state.serial, f"{plan_forms.CONFIRM}:{desk.revision}"), "success"),)


def _understood(t: Translator, line: Line, desk: Desk, was: Milestone | None) -> Markup:
    title = words.line_title(line, t.language)
    number = f"{line.number}." + (f" [{line.mark}]" if line.mark not in ("", str(line.number)) else "")
    if line.days is None:
        return Markup("{} ? · {}").format(number, title)
    text = Markup("{} <b>{}</b> · {}").format(number, words.days(t, line.days), title)
    if line.after:
        text += Markup(" · ") + t("after {lines}", lines=", ".join(map(str, line.after)))
    if was is not None and was.days != line.days:
        text += Markup(" · ") + t("was: {days}", days=words.days(t, was.days))
    if was is not None and (former := renamed(was, line)) is not None:
        text += Markup(" · ") + t("title until now: {title}", title=shortened(former, words.SHORT))
    if desk.of.calendar.is_day_off(line.days.last):
        text += Markup("\n   ⚠ ") + words.day_off(t, line.days.last, desk.of.calendar)
    return text


def _wrong(t: Translator, line: Line) -> Markup:
    assert line.fault is not None
    text = Markup("<b>{}</b>").format(
        t("Line {number}: {fault}", number=line.number, fault=words.fault(t, line.fault))
    )
    return text + Markup("\n<i>{}</i>").format(line.text[:100] or line.title[:100])


def _to_correct(t: Translator, step: int, wrong: Sequence[Line]) -> list[Row]:
    rows: list[Row] = []
    for line in wrong[:OFFERED]:
        n = line.number
        if line.choices:
            rows.append(
                tuple(
                    Button(
                        t.plain("Line {number}: {day}", number=n, day=t.day(day)),
                        FormPick(step, f"day:{n}:{day.isoformat()}"),
                    )
                    for day in line.choices
                )
            )
        rows.append(
            (
                Button(t.plain("Correct line {number}", number=n), FormPick(step, f"fix:{n}"), "primary"),
                Button(t.plain("Leave line {number} out", number=n), FormPick(step, f"drop:{n}")),
            )
        )
    return rows


def _to_working_day(t: Translator, step: int, resting: Sequence[Line], desk: Desk) -> list[Row]:
    rows: list[Row] = []
    for line in resting[:OFFERED]:
        assert line.days is not None
        day = t.day(desk.of.calendar.next_working_day(line.days.last), year=False)
        label = t.plain("Line {number}: move to {day}", number=line.number, day=day)
        rows.append((Button(label, FormPick(step, f"working:{line.number}")),))
    if len(resting) > 1:
        rows.append((Button(t.plain("All to the next working day"), FormPick(step, "working")),))
    return rows


def _ask_to_correct(t: Translator, title: Markup, state: Open, turn: int, draft: Sequence[Line]) -> Screen:
    number = state.values[f"look-{turn}"]["fix"]
    line = next((line for line in draft if line.number == number), None)
    lines = [title]
    if line is not None and line.fault is not None:
        lines.append(_wrong(t, line))
    lines.append(t("Write line {number} anew: date and title, or only what is missing.", number=number))
    return Screen(Markup("\n").join(lines), folded=title.striptags())


def _sure(t: Translator, title: Markup, state: Open, desk: Desk, draft: Sequence[Line]) -> Screen:
    found = plan_forms.comparison(desk, state.facts, draft)
    lines = [title, _counts(t, found)]
    moved = [
        words.named(t, m) + Markup(": {} → {}").format(words.days(t, m.days), words.days(t, line.days))
        for m, line in found.moved
        if line.days is not None
    ]
    lines += words.first_of(t, moved)
    removed = [words.named(t, m) + Markup(": ") + t("taken out") for m in found.removed]
    lines += words.first_of(t, removed)
    lines.append(t("Reason: {reason}", reason=state.values["reason"]))
    rows = ((Button(t.plain("Confirm"), FormPick(state.serial, str(desk.revision)), "success"),),)
    return Screen(Markup("\n").join(lines), rows, folded=title.striptags())


def _counts(t: Translator, found: Comparison) -> Markup:
    return t(
        "Compared with the stored plan: added {added}, moved {moved}, taken out {removed}, unchanged {kept}.",
        added=len(found.added),
        moved=len(found.moved),
        removed=len(found.removed),
        kept=len(found.kept),
    )
