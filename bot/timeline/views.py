"""The plan as a list: text first, by month, today, late ones named. No I/O, no clock."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.committee.views import home_row, pages
from bot.i18n import Translator, mark
from bot.ids import CommitteeId
from bot.screens import Button, Row, Screen, in_rows
from bot.texts import shortened
from bot.timeline import words
from bot.timeline.actions import (
    AddMilestones,
    ChangePlan,
    LayOut,
    ListChanges,
    PostPlan,
    SendTemplate,
    ShowMilestone,
    ShowModalities,
    ShowTimeline,
    ShowTimelinePicture,
    Subscribe,
    WriteTitles,
)
from bot.timeline.model import Milestone, Which
from bot.timeline.reading import TimelinePage

_TITLE = 20
"""Characters of a title on a button, behind its date."""
_LINKED = 3
"""Milestones named on another room's card: few things belong to more."""


def timeline(t: Translator, found: TimelinePage) -> Screen:
    """A page of the plan."""
    here = found.committee
    lines = [Markup("<b>{}</b>").format(t("Timeline"))]
    if found.which is not Which.ALL:
        lines[0] += Markup(" · ") + t(words.FILTERS[found.which])
    lines.append(t("Today: {day}", day=t.day(found.today, weekday=True)))
    if found.late_total:
        lines.append(t("Late: {n}", n=found.late_total))
        shown = {m.id for m in found.milestones}  # those say so in their own lines
        lines += [_late(t, milestone, found) for milestone in found.late if milestone.id not in shown]
    if not found.total:
        lines += [
            Markup(),
            t("No milestones here yet.") if found.which is Which.ALL else t("There are none."),
        ]
    lines += by_month(t, found)
    if (foreign := words.foreign(t, found.milestones)) is not None:
        lines.append(Markup("\n<i>{}</i>").format(foreign))
    rows: list[Row] = [
        *in_rows([Button(m.label, ShowMilestone(m.id)) for m in found.milestones]),
        *pages(t, found.page, found.last, lambda p: Button("", ShowTimeline(here, found.which, p))),
    ]
    if found.total:
        picture = ShowTimelinePicture(here, found.which, found.page)
        rows.append((Button(t.plain("Picture"), picture),))
    if found.total or found.which is not Which.ALL:
        rows.append(
            tuple(
                Button(t.plain(label), ShowTimeline(here, which))
                for which, label in words.FILTERS.items()
                if which is not found.which
            )
        )
    rows += _plan_rows(t, found)
    rows.append((Button(t.plain("Working modalities"), ShowModalities(here)), _digest(t, found)))
    if found.changed:
        rows.append((Button(t.plain("Changes of the timeline"), ListChanges(here)),))
    return Screen(Markup("\n").join(lines), (*rows, home_row(t)))


def by_month(t: Translator, found: TimelinePage) -> list[Markup]:
    """The milestones of a page under the months in which they begin."""
    lines: list[Markup] = []
    month = None
    for milestone in found.milestones:
        first = milestone.days.first
        if (first.year, first.month) != month:
            month = first.year, first.month
            lines.append(Markup("\n<b>{}</b>").format(t.month_heading(first)))
        lines.append(line(t, milestone, found))
    return lines


def line(t: Translator, milestone: Milestone, found: TimelinePage) -> Markup:
    """One milestone in a list."""
    days = milestone.days
    turns = days.first.year != days.last.year
    text = Markup("{} {} · {}").format(
        words.sign(milestone, found.today), words.days(t, days, year=turns), words.named(t, milestone)
    )
    if n := milestone.late_by(found.today):
        text += Markup(" · <b>{}</b>").format(words.late(t, n))
    elif milestone.standing.value != "planned":
        text += Markup(" · <i>{}</i>").format(words.standing(t, milestone.standing))
    if milestone.flagged(found.calendar) is not None and days.last >= found.today:
        text += Markup("\n   ⚠ ") + words.day_off(t, days.last, found.calendar)
    return text


def _late(t: Translator, milestone: Milestone, found: TimelinePage) -> Markup:
    return Markup("! {} · {}").format(
        words.named(t, milestone), words.late(t, milestone.late_by(found.today))
    )


def _plan_rows(t: Translator, found: TimelinePage) -> list[Row]:
    if not found.may_plan:
        return []
    if not found.total and found.which is Which.ALL:
        return [(Button(t.plain("Post a plan"), PostPlan(found.committee), "primary"),)]
    return [(Button(t.plain("Change the plan"), ChangePlan(found.committee)),)]


def change_plan(t: Translator, here: CommitteeId) -> Screen:
    """What whoever plans can do with the plan as a whole."""
    lines = [
        Markup("<b>{}</b>").format(t("Change the plan")),
        t("A plan that is posted anew is compared with the stored one before it replaces it."),
    ]
    rows: tuple[Row, ...] = (
        (Button(t.plain("Post a plan"), PostPlan(here)),),
        (Button(t.plain("Add milestones"), AddMilestones(here)),),
        (Button(t.plain("Lay out a deliverable"), LayOut(here)),),
        (Button(t.plain("Titles in other languages"), WriteTitles(here)),),
        (Button(t.plain("As a table"), SendTemplate(here)),),
        back_to_timeline(t, here),
    )
    return Screen(Markup("\n").join(lines), rows)


def _digest(t: Translator, found: TimelinePage) -> Button:
    label = t.plain("Stop the weekly digest") if found.digest else t.plain("Weekly digest")
    return Button(label, Subscribe(found.committee, not found.digest))


def home_rows(t: Translator, here: CommitteeId) -> list[Row]:
    """The room's button on the home screen."""
    return [(Button(t.plain("Timeline"), ShowTimeline(here)),)]


def waiting_row(t: Translator, milestone: Milestone, today: date) -> Row:
    """A line of home and /todo, and what it opens. `today`: in the committee's zone."""
    last = milestone.days.last
    due = mark("{label}: overdue since {day}") if last < today else mark("{label}: due {day}")
    said = t.plain(due, label=milestone.label, day=t.day(last, year=False))
    return (
        Button(f"{said} · {shortened(milestone.title(t.language), _TITLE)}", ShowMilestone(milestone.id)),
    )


def linked_rows(t: Translator, found: Sequence[Milestone]) -> list[Row]:
    """On the card of a finding or a meeting: the milestones that it belongs to."""
    return [
        (
            Button(
                t.plain("Timeline: {label}, {day}", label=m.label, day=t.day(m.days.last, year=False)),
                ShowMilestone(m.id),
            ),
        )
        for m in found[:_LINKED]
    ]


def back_to_timeline(t: Translator, here: CommitteeId) -> Row:
    """The way back to the list."""
    return (Button(t.plain("Timeline"), ShowTimeline(here)), *home_row(t))


def chips(found: Sequence[Milestone]) -> list[Row]:
    """A button a milestone."""
    return in_rows([Button(m.label, ShowMilestone(m.id)) for m in found])
