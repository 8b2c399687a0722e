"""How the room's other forms are drawn: moving a milestone, taking it out, titles, the working modalities."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from bot.dataclasses import dataclass
from bot.forms import Field, Open
from bot.forms.actions import FormPick
from bot.i18n import Translator
from bot.screens import Button, Row, Screen
from bot.timeline import card_views, forms, words
from bot.timeline.linked import Thing
from bot.timeline.modality_records import Modalities
from bot.timeline.model import Milestone, Slip

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
    lines += words.first_of(t, [card_views.thing(t, other) for other in found.things])
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
        lines += words.first_of(t, stays)
    if found.left_behind:
        lines.append("\n" + t("These keep their hours until somebody changes them:"))
        behind = [card_views.thing(t, other) for other in found.left_behind]
        lines += words.first_of(t, behind)
    only = t.plain("Move this one only") if slip.shifts else t.plain("Confirm")
    rows.append((Button(only, FormPick(step, forms.ALONE), None if slip.shifts else "success"),))
    protect = any(other.draft for other in found.left_behind)
    return Screen(Markup("\n").join(lines), tuple(rows), protect=protect, folded=folded)


def _of_language(t: Translator, code: str, n: int, one: Milestone | None) -> str:
    name = t.language_name(code)
    return t.plain("{language}: missing {n}", language=name, n=n) if one is None else str(name.unescape())
