"""How the room's forms are drawn: what each question asks, and the looks at a plan before anything is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from bot.committee.views import pages
from bot.forms import Field, Open
from bot.forms.actions import FormPick
from bot.i18n import Translator
from bot.screens import Button, Row, Screen
from bot.texts import shortened
from bot.timeline import card_views, forms, words
from bot.timeline.actions import SendTemplate
from bot.timeline.comparing import Comparison, renamed
from bot.timeline.forms import Desk
from bot.timeline.linked import Thing
from bot.timeline.modality_records import Modalities
from bot.timeline.model import Milestone, Slip
from bot.timeline.plan import Line, faulty, languages_of, on_days_off

LINES_A_PAGE = 12
OFFERED = 3
"""How many lines a look offers to correct, or to put on a working day, at a time; the next come after them."""
NAMED = 5
LISTED = 10
"""Of what would shift, folded until tapped."""


@dataclass(frozen=True)
class Move:
    """What the form that moves a milestone is drawn from. `slip`: None until it is known where to."""

    milestone: Milestone
    working_day: Any
    slip: Slip | None
    left_behind: tuple[Thing, ...]


@dataclass(frozen=True)
class Leaving:
    """What the form that takes a milestone out is drawn from. `followers`: those that depend on it directly."""

    milestone: Milestone
    followers: tuple[Milestone, ...]
    things: tuple[Thing, ...]


def plan(t: Translator, state: Open, field: Field, desk: Desk) -> Screen:
    """A plan: how it comes, the looks at it, corrections, the reason."""
    title = t("<b>A plan</b>") if forms.way_of(state.facts) == forms.POST else t("<b>Further milestones</b>")
    draft = forms.draft_of(desk, state.facts, state.values) or []
    if forms.way_of(state.facts) == forms.CHAIN:
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
            found = forms.comparison(desk, state.facts, draft)
            ask = _counts(t, found) + Markup("\n") + t("Why does the plan change? The committee is told.")
        case _:
            return _sure(t, title, state, desk, draft)
    return Screen(title + Markup("\n") + ask, folded=title.striptags())


def move(t: Translator, state: Open, field: Field, found: Move) -> Screen:
    """Where a milestone moves, why, and what moves along."""
    one = found.milestone
    step = state.serial
    title = t("<b>Move the date</b>") + Markup("\n") + words.named(t, one)
    title += Markup("\n") + t("Date: {days}", days=words.days(t, one.days))
    folded = t.plain("Move the date") + f" · {one.label}"
    if field.name == "to":
        rows: list[Row] = [
            (
                Button(t.plain("{n} working days later", n=5), FormPick(step, "5")),
                Button(t.plain("{n} working days later", n=10), FormPick(step, "10")),
            )
        ]
        if found.working_day is not None:
            label = t.plain("Move to {day}", day=t.day(found.working_day, year=False))
            rows.insert(0, (Button(label, FormPick(step, "working"), "primary"),))
        return Screen(title + Markup("\n\n") + t("Write the new date."), tuple(rows), folded=folded)
    assert found.slip is not None
    title += Markup("\n") + t("New date: {days}", days=words.days(t, found.slip.to))
    if field.name == "reason":
        return Screen(title + Markup("\n\n") + t("Why? The committee is told."), folded=folded)
    return _sure_of_move(t, title, state, found, found.slip, folded)


def take_out(t: Translator, state: Open, field: Field, found: Leaving) -> Screen:
    """Why a milestone goes, and what it leaves behind."""
    title = t("<b>Take out of the plan</b>") + Markup("\n") + words.named(t, found.milestone)
    folded = t.plain("Take out of the plan") + f" · {found.milestone.label}"
    lines = [title]
    if found.followers:
        lines.append(t("Depending on it: {milestones}", milestones=words.labels(found.followers)))
        lines.append(t("They stay on their dates."))
    lines += words.first_of(t, [card_views.thing(t, other) for other in found.things], NAMED)
    rows: tuple[Row, ...] = ()
    if field.name == "reason":
        lines.append("\n" + t("Why? The committee is told."))
    else:
        lines.append(t("Reason: {reason}", reason=state.values["reason"]))
        rows = ((Button(t.plain("Take it out"), FormPick(state.serial, "yes"), "danger"),),)
    protect = any(other.draft for other in found.things)
    return Screen(Markup("\n").join(lines), rows, protect=protect, folded=folded)


def titles(
    t: Translator,
    state: Open,
    field: Field,
    found: tuple[Mapping[str, Sequence[Milestone]], Milestone | None],
) -> Screen:
    """Titles in another language."""
    lacking, one = found
    title = t("<b>Titles in other languages</b>")
    if one is not None:
        title = words.named(t, one)
    if field.name == "language":
        rows = tuple(
            (Button(_of_language(t, code, len(wanted), one), FormPick(state.serial, code)),)
            for code, wanted in lacking.items()
        )
        return Screen(title + Markup("\n") + t("Language:"), rows, folded=title.striptags())
    code = state.values["language"]
    if one is not None:
        ask = t("Title ({language}): send it as a message.", language=t.language_name(code))
        return Screen(title + Markup("\n") + ask, folded=title.striptags())
    wanted = lacking.get(code, ())
    ask = t(
        "Titles ({language}): send a line for each of these, in this order, or with its label, such as: T3 …",
        language=t.language_name(code),
    )
    listed = Markup("\n").join(words.first_of(t, [words.named(t, m) for m in wanted], forms.TITLES_AT_ONCE))
    quote = Markup("\n<blockquote expandable>{}</blockquote>").format(listed)
    return Screen(title + Markup("\n") + ask + quote, folded=title.striptags())


def modalities(t: Translator, state: Open, field: Field, newest: Modalities | None) -> Screen:
    """A version of the working modalities."""
    title = t("<b>Working modalities</b>")
    step = state.serial
    rows: tuple[Row, ...] = ()
    name, _, language = field.name.partition("-")
    match name:
        case "text":
            ask = t("Text ({language}): send it as a message, or skip.", language=t.language_name(language))
            if newest is not None and newest.texts.get(language):
                ask += Markup("\n") + t("Without a new text this language has none in the new version.")
        case "files":
            ask = t("Send the files of this version, or skip.")
        case "note":
            ask = t("What has changed since the version before?")
        case _:
            texts = forms.texts_of(state.values)
            quotes = [
                Markup("<b>{}</b>\n<blockquote expandable>{}</blockquote>").format(
                    t.language_name(code), text[:1000] + ("…" if len(text) > 1000 else "")
                )
                for code, text in texts.items()
            ]
            number, files = (newest.number, len(newest.files)) if newest is not None else (0, 0)
            lines = [*quotes, t("Files: {n}", n=files if state.files is None else len(state.files))]
            if number:
                lines.append(t("It takes the place of version {v}.", v=number))
            ask = Markup("\n").join(lines)
            rows = ((Button(t.plain("Put before the committee"), FormPick(step, str(number)), "success"),),)
    return Screen(title + Markup("\n") + ask, rows, folded=title.striptags())


# The parts of a plan's form.


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
        (Button(t.plain("Step by step"), FormPick(state.serial, forms.STEPS)),),
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
    found = forms.comparison(desk, state.facts, draft)
    last = max(0, (len(draft) - 1) // LINES_A_PAGE)
    page = min(forms.page_of(state.values), last)
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
    if desk.stored and not wrong and forms.way_of(state.facts) == forms.POST:
        lines.append(_counts(t, found))
    spoken = languages_of(draft, desk.of.languages)
    if spoken:
        lines.append(t("Titles: {languages}", languages=t.list(t.language_name(code) for code in spoken)))
    lines += words.first_of(t, [_wrong(t, line) for line in wrong], NAMED)
    if shown:
        was = {line.number: m for m, line in (*found.moved, *found.kept)}
        listed = Markup("\n").join(_understood(t, line, desk, was.get(line.number)) for line in shown)
        lines.append(Markup("<blockquote expandable>{}</blockquote>").format(listed))
    if found.removed and not wrong:
        lines.append(t("Taken out of the plan:"))
        lines += words.first_of(t, [words.named(t, m) for m in found.removed], NAMED)
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
        return (Button(t.plain("Continue"), FormPick(state.serial, forms.ONWARD), "primary"),)
    label = t.plain("Confirm") if found.changes_something else t.plain("Nothing changes")
    return (Button(label, FormPick(state.serial, f"{forms.CONFIRM}:{desk.revision}"), "success"),)


def _understood(t: Translator, line: Line, desk: Desk, was: Milestone | None) -> Markup:
    title = words.line_title(line, t.language)
    if line.days is None:
        return Markup("{}. ? · {}").format(line.number, title)
    text = Markup("{}. <b>{}</b> · {}").format(line.number, words.days(t, line.days), title)
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
    found = forms.comparison(desk, state.facts, draft)
    lines = [title, _counts(t, found)]
    moved = [
        words.named(t, m) + Markup(": {} → {}").format(words.days(t, m.days), words.days(t, line.days))
        for m, line in found.moved
        if line.days is not None
    ]
    lines += words.first_of(t, moved, NAMED)
    removed = [words.named(t, m) + Markup(": ") + t("taken out") for m in found.removed]
    lines += words.first_of(t, removed, NAMED)
    lines.append(t("Reason: {reason}", reason=state.values["reason"]))
    rows = ((Button(t.plain("Confirm"), FormPick(state.serial, str(desk.revision)), "success"),),)
    return Screen(Markup("\n").join(lines), rows, folded=title.striptags())


def _counts(t: Translator, found: Comparison) -> Markup:
    return t(
        "Beside the stored plan: added {added}, moved {moved}, taken out {removed}, unchanged {kept}.",
        added=len(found.added),
        moved=len(found.moved),
        removed=len(found.removed),
        kept=len(found.kept),
    )


def _sure_of_move(t: Translator, title: Markup, state: Open, found: Move, slip: Slip, folded: str) -> Screen:
    why = state.values.get("reason") or t("the date was a day off")
    lines = [title, t("Reason: {reason}", reason=why)]
    step = state.serial
    rows: list[Row] = []
    if slip.shifts:
        lines.append("\n" + t("Depending on it, {n} working days to shift:", n=slip.n))
        shifted = Markup("\n").join(
            words.named(t, m) + Markup("\n   {} → {}").format(words.days(t, m.days), words.days(t, days))
            for m, days in slip.shifts[:LISTED]
        )
        if len(slip.shifts) > LISTED:
            shifted += Markup("\n") + t("And more: {n}", n=len(slip.shifts) - LISTED)
        lines.append(Markup("<blockquote expandable>{}</blockquote>").format(shifted))
        label = t.plain("Shift these, too ({n})", n=len(slip.shifts))
        rows.append((Button(label, FormPick(step, f"{forms.ALONG}:{slip.seen}"), "primary"),))
    if slip.stays:
        lines.append(t("These stay as they are:"))
        stays = [words.named(t, m) + Markup(" · ") + words.standing(t, m.standing) for m in slip.stays]
        lines += words.first_of(t, stays, NAMED)
    if found.left_behind:
        lines.append("\n" + t("These keep their hours until somebody changes them:"))
        behind = [card_views.thing(t, other) for other in found.left_behind]
        lines += words.first_of(t, behind, NAMED)
    only = t.plain("Move this one only") if slip.shifts else t.plain("Confirm")
    rows.append((Button(only, FormPick(step, forms.ALONE), None if slip.shifts else "success"),))
    protect = any(other.draft for other in found.left_behind)
    return Screen(Markup("\n").join(lines), tuple(rows), protect=protect, folded=folded)


def _of_language(t: Translator, code: str, n: int, one: Milestone | None) -> str:
    name = t.language_name(code)
    return t.plain("{language}: missing {n}", language=name, n=n) if one is None else str(name.unescape())
