"""One milestone: its card, its history, and the choices behind it. No I/O, no clock."""

from collections.abc import Collection, Sequence
from itertools import groupby
from operator import itemgetter

from markupsafe import Markup

from bot.committee.hours import Timed
from bot.committee.model import RosterEntry
from bot.committee.views import pages
from bot.i18n import Translator
from bot.ids import MilestoneId
from bot.screens import Button, Row, Screen, capitalised, leaf
from bot.texts import shortened
from bot.timeline import views, words
from bot.timeline.actions import (
    ArrangeMilestone,
    GiveTo,
    LayOut,
    ListLinks,
    ListNeeds,
    ListOwners,
    MoveMilestone,
    PutStanding,
    ShowHistory,
    ShowMilestone,
    ShowRelated,
    TakeOut,
    TakeWorkingDay,
    ToggleLink,
    ToggleNeed,
    WriteTitles,
)
from bot.timeline.linked import Thing
from bot.timeline.model import Change, ChangeKind, Milestone, PlanChange, Standing
from bot.timeline.reading import CHANGES_A_PAGE, Card, History
from bot.translations.views import with_language

CHOICES_A_PAGE = 6
RELATED = 6
"""Of each sort on the card itself: a message has at most a hundred buttons, and a telephone shows ten."""
RELATED_A_PAGE = 8
_BUTTON = 40


def card(t: Translator, found: Card) -> Screen:
    """All about one milestone."""
    one, number = found.milestone, found.milestone.id
    lines = [words.named(t, one)]
    lines += [
        _other_title(t, one, code) for code in found.languages if code != t.language and one.translated(code)
    ]
    lines.append(t("Date: {days}", days=words.days(t, one.days)))
    if n := one.late_by(found.today):
        lines.append(t("Standing: {standing}", standing=Markup("<b>{}</b>").format(words.late(t, n))))
    else:
        lines.append(t("Standing: {standing}", standing=words.standing(t, one.standing)))
    lines.append(t("Owner: {name}", name=found.owner or t("nobody")))
    flagged = one.flagged(found.calendar)
    if flagged is not None:
        lines.append(Markup("⚠ ") + words.day_off(t, one.days.last, found.calendar))
    if found.needs:
        lines.append(t("Depends on: {milestones}", milestones=words.labels(found.needs)))
    if found.followers:
        lines.append(t("Depending on it: {milestones}", milestones=words.labels(found.followers)))
    lines += words.first_of(t, [thing(t, other) for other in found.things], RELATED)
    rows: list[Row] = []
    if flagged is not None and found.may_plan:
        label = t.plain("Move to {day}", day=t.day(flagged, year=False))
        rows.append((Button(label, TakeWorkingDay(number), "primary"),))
    if found.may_keep:
        rows.append(_standings(t, one))
    if found.may_plan:
        change = Button(t.plain("Change"), ArrangeMilestone(number))
        rows.append(
            (change,) if one.done else (Button(t.plain("Move the date"), MoveMilestone(number)), change)
        )
    rows += [_leads_to(other) for other in found.things[:RELATED]]
    rows += views.chips((*found.needs[:RELATED], *found.followers[:RELATED]))
    around = (found.needs, found.followers, found.things)
    if any(len(others) > RELATED for others in around):
        label = t.plain("All that belongs to it ({n})", n=sum(map(len, around)))
        rows.append((Button(label, ShowRelated(number)),))
    if found.moves:
        rows.append((Button(t.plain("History ({n})", n=found.moves), ShowHistory(number)),))
    folded = f"{one.label} · {one.title(t.language)}"
    return Screen(
        Markup("\n").join(lines),
        (*rows, views.back_to_timeline(t, one.committee)),
        protect=any(other.draft for other in found.things),
        folded=_short(folded, 100),
    )


def related(t: Translator, found: Card, page: int) -> Screen:
    """All that a milestone depends on, that depends on it, and that belongs to it."""
    one = found.milestone
    parts: tuple[tuple[Markup, Sequence[Milestone | Thing]], ...] = (
        (t("It depends on:"), found.needs),
        (t("On it depend:"), found.followers),
        (t("Findings and meetings:"), found.things),
    )
    every = [(head, other) for head, others in parts for other in others]
    shown, page, last = leaf(every, page, RELATED_A_PAGE)
    lines = [words.named(t, one)]
    rows: list[Row] = []
    for head, others in groupby(shown, key=itemgetter(0)):
        here = [other for _, other in others]
        lines += [Markup(), head]
        lines += [_dated(t, other) if isinstance(other, Milestone) else thing(t, other) for other in here]
        rows += views.chips([other for other in here if isinstance(other, Milestone)])
        rows += [_leads_to(other) for other in here if isinstance(other, Thing)]
    rows += pages(t, page, last, lambda p: Button("", ShowRelated(one.id, p)))
    protect = any(isinstance(other, Thing) and other.draft for _, other in shown)
    return Screen(Markup("\n").join(lines), (*rows, _back(t, one.id)), protect=protect)


def _dated(t: Translator, one: Milestone) -> Markup:
    return words.named(t, one) + Markup(" · ") + words.days(t, one.days)


def _leads_to(of: Thing) -> Row:
    return (Button(_short(f"{of.label} {of.title}"), of.opens),)


def thing(t: Translator, of: Timed) -> Markup:
    """What lies elsewhere, with the hour that is its own."""
    text = Markup("🔗 <b>{}</b> {}").format(of.label, shortened(" ".join(of.title.split()), words.SHORT))
    if of.at is None:
        return text
    return text + Markup(" · ") + t(of.says, date=t.moment(of.at))


def arrange(t: Translator, found: Card) -> Screen:
    """What can be changed besides the date."""
    one = found.milestone
    rows: list[Row] = [
        (
            Button(t.plain("Owner"), ListOwners(one.id)),
            Button(t.plain("Titles"), WriteTitles(one.committee, one.id)),
        ),
        (
            Button(t.plain("What it depends on"), ListNeeds(one.id)),
            Button(t.plain("Findings and meetings"), ListLinks(one.id)),
        ),
        (Button(t.plain("Lay out what follows"), LayOut(one.committee, one.id)),),
        (Button(t.plain("Take out of the plan"), TakeOut(one.id), "danger"),),
        _back(t, one.id),
    ]
    return Screen(words.named(t, one), tuple(rows))


def owners(t: Translator, one: Milestone, found: Sequence[RosterEntry], page: int) -> Screen:
    """Whom it may be given to."""
    shown, page, last = leaf(found, page, CHOICES_A_PAGE)
    rows: list[Row] = [
        (
            Button(
                _ticked(entry.person.name or t.plain("no name"), entry.membership == one.owner),
                GiveTo(one.id, entry.membership),
            ),
        )
        for entry in shown
    ]
    rows += pages(t, page, last, lambda p: Button("", ListOwners(one.id, p)))
    rows.append((Button(_ticked(capitalised(t.plain("nobody")), one.owner is None), GiveTo(one.id, None)),))
    text = words.named(t, one) + Markup("\n") + t("Who is reminded of it?")
    return Screen(text, (*rows, _back(t, one.id)))


def needs(
    t: Translator, one: Milestone, others: Sequence[Milestone], chosen: Collection[MilestoneId], page: int
) -> Screen:
    """What it may depend on, ticked where it does."""
    shown, page, last = leaf(others, page, CHOICES_A_PAGE)
    rows: list[Row] = [
        (
            Button(
                _ticked(f"{other.label} {other.title(t.language)}", other.id in chosen),
                ToggleNeed(one.id, other.id, page),
            ),
        )
        for other in shown
    ]
    rows += pages(t, page, last, lambda p: Button("", ListNeeds(one.id, p)))
    text = words.named(t, one) + Markup("\n") + t("What does it depend on?")
    return Screen(text, (*rows, _back(t, one.id)))


def links(
    t: Translator, one: Milestone, found: Sequence[Thing], chosen: Collection[Thing], page: int
) -> Screen:
    """What may belong to it, ticked where it does."""
    shown, page, last = leaf(found, page, CHOICES_A_PAGE)
    rows: list[Row] = [
        (
            Button(
                _ticked(f"{other.label} {other.title}", other in chosen),
                ToggleLink(one.id, other.link.finding, other.link.meeting, page),
            ),
        )
        for other in shown
    ]
    rows += pages(t, page, last, lambda p: Button("", ListLinks(one.id, p)))
    text = words.named(t, one) + Markup("\n")
    text += (
        t("Which findings and meetings belong to it?") if found else t("There is nothing to choose from yet.")
    )
    protect = any(other.draft for other in found)
    return Screen(text, (*rows, _back(t, one.id)), protect=protect)


def history(t: Translator, found: History, page: int) -> Screen:
    """How its days have changed, newest first."""
    one = found.milestone
    shown, page, last = leaf(found.changes, page, CHANGES_A_PAGE)
    lines = [words.named(t, one)]
    for change in shown:
        name = found.names[change.by] or t("former holder")
        lines.append(
            Markup("<i>{} · {}</i>\n").format(t.moment(change.at), name) + entry(t, change, change.changes[0])
        )
    rows = (*pages(t, page, last, lambda p: Button("", ShowHistory(one.id, p))), _back(t, one.id))
    return Screen(Markup("\n\n").join(lines), rows)


def entry(t: Translator, change: PlanChange, one: Change) -> Markup:
    """One change of one milestone's days, and why."""
    if one.now is None:
        text = t("Taken out of the plan.")
    elif one.was is None:
        text = t("Added: {days}", days=words.days(t, one.now))
    else:
        text = t("Old date: {old} · New date: {new}", old=words.days(t, one.was), new=words.days(t, one.now))
    if why := reason(t, change):
        text += Markup("\n") + why
    return text


def reason(t: Translator, change: PlanChange) -> Markup | None:
    """Why a plan was changed; None where nothing had to be said."""
    if change.kind is ChangeKind.DAY_OFF:
        return t("Reason: {reason}", reason=t("the date was a day off"))
    if change.kind is ChangeKind.UNDONE:
        return t("Reason: {reason}", reason=t("the change before was taken back"))
    if not change.reason:
        return None
    return with_language(t, t("Reason: {reason}", reason=change.reason), change.language)


def _standings(t: Translator, one: Milestone) -> Row:
    offered = {
        Standing.PLANNED: (Standing.IN_PROGRESS, Standing.DONE),
        Standing.POSTPONED: (Standing.IN_PROGRESS, Standing.DONE),
        Standing.IN_PROGRESS: (Standing.DONE, Standing.PLANNED),
        Standing.DONE: (Standing.IN_PROGRESS,),
    }[one.standing]
    return tuple(
        Button(
            capitalised(t.plain(words.STANDINGS[standing])),
            PutStanding(one.id, standing),
            "success" if standing is Standing.DONE else None,
        )
        for standing in offered
    )


def _other_title(t: Translator, one: Milestone, code: str) -> Markup:
    return Markup("<i>{}: {}</i>").format(t.language_name(code), one.titles[code])


def _short(text: str, limit: int = _BUTTON) -> str:
    return shortened(text, limit)


def _ticked(label: str, chosen: bool) -> str:
    return ("✓ " if chosen else "") + _short(label)


def _back(t: Translator, number: MilestoneId) -> Row:
    return (Button(t.plain("Back"), ShowMilestone(number)),)
