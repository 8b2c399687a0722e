"""What is written into people's chats about a plan: changes, reminders, the weekly digest. No I/O, no clock."""

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from bot.committee.model import Actor
from bot.committee.views import home_row
from bot.i18n import Translator
from bot.ids import MilestoneId
from bot.screens import Button, Row, Screen
from bot.timeline import card_views, views, words
from bot.timeline.actions import ShowMilestone, ShowModalities, ShowTimeline, Subscribe
from bot.timeline.digest import Week
from bot.timeline.linked import Thing
from bot.timeline.modality_records import Modalities
from bot.timeline.model import Change, ChangeKind, Milestone, PlanChange

_NAMED = 5
Known = Mapping[MilestoneId, Milestone]


def changed(t: Translator, change: PlanChange, known: Known, left_behind: Sequence[Thing]) -> Screen:
    """One notice for everything that was changed at one time."""
    lines = [outline(t, change, known)]
    rows: list[Row] = []
    if change.kind in (ChangeKind.MOVED, ChangeKind.DAY_OFF):
        along = change.changes[1:]
        if along:
            lines.append(t("Shifted with it: {n}", n=len(along)))
            lines.append(_quoted([_entry(t, known[one.milestone], one) for one in along]))
        first = known[change.changes[0].milestone]
        rows.append((Button(first.label, ShowMilestone(first.id)),))
    elif moved := [one for one in change.changes if one.was is not None]:
        lines.append(_quoted([_entry(t, known[one.milestone], one) for one in moved]))
    if left_behind:
        lines.append(t("These keep their hours until somebody changes them:"))
        lines += [card_views.thing(t, other) for other in left_behind[:_NAMED]]
        rows += [(Button(other.label, other.opens),) for other in left_behind[:_NAMED]]
    protect = any(other.draft for other in left_behind)
    return Screen(
        Markup("\n").join(lines), (*rows, views.back_to_timeline(t, change.committee)), protect=protect
    )


def outline(t: Translator, change: PlanChange, known: Known) -> Markup:
    """What was changed, in a few lines: the group is told no more."""
    first = change.changes[0]
    if change.kind in (ChangeKind.MOVED, ChangeKind.DAY_OFF):
        assert first.was is not None
        assert first.now is not None
        title = known[first.milestone].title(t.language)
        text = t("The timeline has changed: “{milestone}”.", milestone=title)
        text += Markup("\n") + t(
            "Old date: {old} · New date: {new}", old=words.days(t, first.was), new=words.days(t, first.now)
        )
    else:
        added = sum(one.was is None for one in change.changes)
        removed = sum(one.now is None for one in change.changes)
        moved = len(change.changes) - added - removed
        text = Markup("<b>{}</b>\n").format(t("The plan of the committee's work"))
        text += t(
            "Added: {added}. Moved: {moved}. Taken out: {removed}.", added=added, moved=moved, removed=removed
        )
    if why := card_views.reason(t, change):
        text += Markup("\n") + why
    return text


def reminder(t: Translator, who: Actor, due: Sequence[Milestone], today: date) -> Screen:
    """What is due of somebody's milestones, and what is late."""
    lines = [t("<b>Milestones that are due</b>")]
    rows: list[Row] = []
    for milestone in due:
        left = (milestone.days.last - today).days
        title = milestone.title(t.language)
        if n := milestone.late_by(today):
            when = t.plural(
                "“{milestone}” is {n} day overdue.",
                "“{milestone}” is {n} days overdue.",
                n,
                milestone=title,
            )
        elif left == 0:
            when = t("“{milestone}” is due today.", milestone=title)
        else:
            when = t.plural(
                "“{milestone}” is due in {n} day.",
                "“{milestone}” is due in {n} days.",
                left,
                milestone=title,
            )
        lines.append(Markup("<b>{}</b> ").format(milestone.label) + when)
        lines.append(t("Date: {days}", days=words.days(t, milestone.days)))
        if milestone.flagged(who.committee.calendar) is not None and left >= 0:
            lines.append(Markup("⚠ ") + words.day_off(t, milestone.days.last, who.committee.calendar))
    rows += views.chips(due)
    folded = t.plain("Reminder: see the newer card below.")
    return Screen(
        Markup("\n").join(lines), (*rows, views.back_to_timeline(t, who.committee.id)), folded=folded
    )


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
        text += Markup("\n") + t("Change: {note}", note=found.note)
    button = Button(t.plain("Working modalities"), ShowModalities(found.committee))
    return Screen(text, ((button,), home_row(t)))


def _part(t: Translator, head: Markup, lines: Sequence[Markup]) -> list[Markup]:
    shown = [head, *lines[:_NAMED]] if lines else [head + Markup(" ") + t("nothing")]
    if len(lines) > _NAMED:
        shown.append(t("And more: {n}", n=len(lines) - _NAMED))
    return shown


def _entry(t: Translator, milestone: Milestone, one: Change) -> Markup:
    head = words.named(t, milestone)
    if one.was is None or one.now is None:
        return head + Markup(": ") + (t("taken out") if one.now is None else words.days(t, one.now))
    return head + Markup("\n   {} → {}").format(words.days(t, one.was), words.days(t, one.now))


def _quoted(lines: Sequence[Markup]) -> Markup:
    shown = Markup("\n").join(lines[:20])
    return Markup("<blockquote expandable>{}</blockquote>").format(shown)
