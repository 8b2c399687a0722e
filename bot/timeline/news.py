"""What is written into people's chats about a plan: changes, reminders, the weekly digest. No I/O, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from markupsafe import Markup

from bot.committee.model import Actor
from bot.committee.views import home_row
from bot.i18n import Translator
from bot.ids import CommitteeId, MilestoneId
from bot.screens import Button, Row, Screen, in_rows
from bot.timeline import card_views, modality_views, views, words
from bot.timeline.actions import ShowMilestone, ShowModalities, ShowTimeline, Subscribe, TakeWorkingDay
from bot.timeline.days_off import Ending
from bot.timeline.digest import Week
from bot.timeline.linked import Thing
from bot.timeline.modality_records import Modalities
from bot.timeline.model import Change, ChangeKind, Milestone, PlanChange

_NAMED = 5
_HOURS = 12
"""Of what ends on days off; the rest keeps its hours, too, and its own lists lead to it."""
_QUOTED = 15
Known = Mapping[MilestoneId, Milestone]


def changed(t: Translator, change: PlanChange, known: Known, left_behind: Sequence[Thing]) -> Screen:
    """One notice for everything that was changed at one time."""
    lines = [outline(t, change, known)]
    rows: list[Row] = []
    first, *along = change.changes
    if change.of_one:
        if along:
            lines.append(quoted(t, along, known))
        if first.now is not None:
            rows.append((Button(known[first.milestone].label, ShowMilestone(first.milestone)),))
    elif moved := [one for one in change.changes if one.was or change.kind is ChangeKind.UNDONE]:
        lines.append(quoted(t, moved, known))
    if left_behind:
        lines.append(t("These keep their hours until somebody changes them:"))
        lines += words.first_of(t, [card_views.thing(t, other) for other in left_behind], _NAMED)
        rows += [(Button(other.label, other.opens),) for other in left_behind[:_NAMED]]
    protect = any(other.draft for other in left_behind)
    return Screen(
        Markup("\n").join(lines), (*rows, views.back_to_timeline(t, change.committee)), protect=protect
    )


def outline(t: Translator, change: PlanChange, known: Known) -> Markup:
    """What was changed, in a few lines: the group is told no more."""
    if change.of_one:
        text = _of_one(t, change.changes[0], known)
    else:
        text = Markup("<b>{}</b>\n").format(t("The plan of the committee's work")) + counts(t, change)
    if why := card_views.reason(t, change):
        text += Markup("\n") + why
    if change.of_one and (along := len(change.changes) - 1):
        text += Markup("\n") + t("Shifted with it: {n}", n=along)
    return text


def counts(t: Translator, change: PlanChange) -> Markup:
    """How many milestones were added, moved, taken out; what there is none of is not told."""
    added = sum(one.was is None for one in change.changes)
    removed = sum(one.now is None for one in change.changes)
    return words.counts(t, added, len(change.changes) - added - removed, removed)


def _of_one(t: Translator, first: Change, known: Known) -> Markup:
    title = known[first.milestone].title(t.language)
    assert first.was is not None
    if first.now is None:
        text = t("Taken out of the timeline: “{milestone}”.", milestone=title)
        return text + Markup("\n") + t("Date: {days}", days=words.days(t, first.was))
    text = t("The timeline has changed: “{milestone}”.", milestone=title)
    return (
        text
        + Markup("\n")
        + t("Old date: {old} · New date: {new}", old=words.days(t, first.was), new=words.days(t, first.now))
    )


def reminder(t: Translator, who: Actor, milestone: Milestone, today: date, *, alone: bool) -> Screen:
    """A milestone that is due or late. `alone`: nothing else is on the card."""
    lines = [Markup("<b>{}</b> ").format(milestone.label) + _when(t, milestone, today)]
    lines.append(t("Date: {days}", days=words.days(t, milestone.days)))
    if milestone.flagged(who.committee.calendar) is not None and milestone.days.last >= today:
        lines.append(Markup("⚠ ") + words.day_off(t, milestone.days.last, who.committee.calendar))
    rows: list[Row] = views.chips([milestone])
    if alone:
        lines.insert(0, t("<b>A milestone that is due</b>"))
        rows.append(views.back_to_timeline(t, who.committee.id))
    folded = t.plain("Reminder: {labels}", labels=milestone.label)
    return Screen(Markup("\n").join(lines), tuple(rows), folded=folded)


def _when(t: Translator, milestone: Milestone, today: date) -> Markup:
    left, title = (milestone.days.last - today).days, milestone.title(t.language)
    if n := milestone.late_by(today):
        return t.plural(
            "“{milestone}” is {n} day overdue.", "“{milestone}” is {n} days overdue.", n, milestone=title
        )
    if left == 0:
        return t("“{milestone}” is due today.", milestone=title)
    return t.plural(
        "“{milestone}” is due in {n} day.", "“{milestone}” is due in {n} days.", left, milestone=title
    )


def announced(t: Translator, found: Ending, here: CommitteeId) -> Screen:
    """Days off, and what ends on them."""
    days = t("Day off: {days}", days=t.days(found.days[0], found.days[-1]))
    name = words.why_off(t, found.days[0], found.calendar)
    screen = ending(t, found)
    text = Markup("<b>{}</b> · {}\n").format(days, name) + screen.text
    return replace(screen, text=text, rows=(*screen.rows, views.back_to_timeline(t, here)))


def ending(t: Translator, found: Ending) -> Screen:
    """What ends on days off, with one tap to the next working day; nothing has moved."""
    lines: list[Markup] = []
    rows: list[Row] = []
    if found.milestones:
        lines.append(t("Milestones that end then:"))
        told = [words.named(t, m) + Markup(" · ") + words.days(t, m.days) for m in found.milestones]
        lines += words.first_of(t, told, _NAMED)
        rows += [_off_the_day(t, m, found) for m in found.milestones[:_NAMED]]
    if found.things:
        lines.append(t("These keep their hours until somebody changes them:"))
        lines += words.first_of(t, [card_views.thing(t, other) for other in found.things], _HOURS)
        rows += in_rows([Button(other.label, other.opens) for other in found.things[:_HOURS]], 4)
    return Screen(Markup("\n").join(lines), tuple(rows), protect=any(other.draft for other in found.things))


def _off_the_day(t: Translator, one: Milestone, found: Ending) -> Row:
    """The milestone's button; for whoever may move it, also the one to the next working day."""
    opens = Button(one.label, ShowMilestone(one.id))
    day = one.flagged(found.calendar)
    if day is None or not found.may_plan:
        return (opens,)
    return (opens, Button(t.plain("Move to {day}", day=t.day(day, year=False)), TakeWorkingDay(one.id)))


def given(t: Translator, one: Milestone, today: date) -> Screen:
    """A milestone is the reader's now."""
    lines = [t("This milestone is in your hands now. You are reminded before its date.")]
    lines += [words.named(t, one), t("Date: {days}", days=words.days(t, one.days))]
    if n := one.late_by(today):
        lines.append(Markup("<b>{}</b>").format(words.late(t, n)))
    return Screen(Markup("\n").join(lines), (*views.chips([one]), views.back_to_timeline(t, one.committee)))


def digest(t: Translator, who: Actor, found: Week) -> Screen:
    """The week: done, next, late, open ballots, open questions."""
    here = who.committee.id
    lines = [t("<b>The week in the committee</b>"), t.day(found.today, weekday=True)]
    lines += _part(t, t("Done:"), [words.named(t, m) for m in found.done])
    lines += _part(
        t,
        t("Next:"),
        [Markup("{} · {}").format(words.days(t, m.days, year=False), words.named(t, m)) for m in found.next],
    )
    lines += _part(
        t,
        t("Late:"),
        [words.named(t, m) + Markup(" · ") + words.late(t, m.late_by(found.today)) for m in found.late],
    )
    if found.ballots:
        lines += _part(
            t,
            t("Open ballots:"),
            [
                Markup("<b>{}</b> · ").format(label) + t("Voting ends: {date}", date=t.moment(at))
                for label, at in found.ballots
            ],
        )
    elif who.reads_drafts:
        lines.append(t("Open ballots: {n}", n=0))
    lines.append(t("Open questions: {n}", n=found.questions))
    rows: tuple[Row, ...] = (
        (Button(t.plain("Timeline"), ShowTimeline(here)),),
        (Button(t.plain("Stop the weekly digest"), Subscribe(here, wanted=False)), *home_row(t)),
    )
    return Screen(
        Markup("\n").join(lines), rows, folded=t.plain("The week in the committee: see the newer card below.")
    )


def modalities(t: Translator, found: Modalities) -> Screen:
    """A new version of the working modalities."""
    text = t("Version {v} of the working modalities is before the committee.", v=found.number)
    if found.note:
        text += Markup("\n") + modality_views.change(t, found)
    button = Button(t.plain("Working modalities"), ShowModalities(found.committee))
    return Screen(text, ((button,), home_row(t)))


def _part(t: Translator, head: Markup, lines: Sequence[Markup]) -> list[Markup]:
    return [head, *words.first_of(t, lines, _NAMED)] if lines else [head + Markup(" ") + t("nothing")]


def _entry(t: Translator, milestone: Milestone, one: Change) -> Markup:
    head = words.named(t, milestone)
    if one.was is None or one.now is None:
        return head + Markup(": ") + (t("taken out") if one.now is None else words.days(t, one.now))
    return head + Markup("\n   {} → {}").format(words.days(t, one.was), words.days(t, one.now))


def quoted(t: Translator, changes: Sequence[Change], known: Known) -> Markup:
    """What was done to milestones, a line or two each, folded."""
    shown = words.first_of(t, [_entry(t, known[one.milestone], one) for one in changes], _QUOTED)
    return Markup("<blockquote expandable>{}</blockquote>").format(Markup("\n").join(shown))
