"""How the timeline's letters are drawn when they are sent, and what the committee's group is told."""

from datetime import date
from functools import partial

from markupsafe import Markup

from bot.committee.notices import addressee
from bot.delivery import Letter, Reader
from bot.delivery.board import GroupPost, Place, PostKind
from bot.delivery.model import Kind
from bot.group.views import posted
from bot.i18n import Translator, instant, mark
from bot.ids import MilestoneId
from bot.screens import Screen
from bot.store import Tx
from bot.timeline import digest, news, reading, records
from bot.timeline.days_off import DaysOff
from bot.timeline.modality_records import modalities as modalities_of
from bot.timeline.model import Milestone, PlanChange


def weekly(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """The digest, as the week stands when it goes."""
    who = addressee(tx, letter)
    if who is None:
        return None
    since = instant(letter.facts["since"])
    return news.digest(reader.t, who, digest.week(tx, who, since, letter.drawn_at))


def changed(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """What was done to the plan, as it was then; what belongs to moved milestones, as it stands now."""
    who, found = addressee(tx, letter), _change(tx, letter.facts["change"])
    if who is None or found is None:
        return None
    change, known = found
    moved = [one.milestone for one in change.changes if one.was is not None]
    behind = reading.left_behind(tx, who, moved, reader.t.language)
    return news.changed(reader.t, change, known, behind)


def given(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """A milestone that is the reader's now; stale where it is somebody else's again, done, or taken out."""
    who, one = addressee(tx, letter), records.milestone(tx, MilestoneId(letter.facts["milestone"]))
    if who is None or one is None or one.done or one.owner != who.membership:
        return None
    return news.given(reader.t, one, reading.day_of(who, letter.drawn_at))


def _day_off(days_off: DaysOff, tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """What ends on days that were announced; stale where nothing of the reader's does any more."""
    who = addressee(tx, letter)
    days = [date.fromisoformat(day) for day in letter.facts["days"]]
    found = None if who is None else days_off.ending(tx, who, days, reader.t.language)
    if who is None or found is None:
        return None
    return news.announced(reader.t, found, who.committee.id)


def modalities(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """A new version; stale once there is a newer one."""
    assert letter.committee is not None
    newest = modalities_of(tx, letter.committee)
    if newest is None or newest.id != letter.facts["version"]:
        return None
    return news.modalities(reader.t, newest)


def _posted(tx: Tx, post: GroupPost, place: Place) -> Screen | None:
    found = _change(tx, post.facts["change"])
    if found is None:
        return None
    change, known = found

    def say(t: Translator) -> Markup:
        return news.outline(t, change, known)

    return posted(place, f"t{change.committee}", say)


def _change(tx: Tx, number: int) -> tuple[PlanChange, dict[MilestoneId, Milestone]] | None:
    change = records.plan_change(tx, number)
    if change is None or not change.changes:
        return None
    return change, records.named(tx, [one.milestone for one in change.changes])


POSTS: dict[str, PostKind] = {"plan-changed": PostKind(_posted)}


def kinds(days_off: DaysOff) -> dict[str, Kind]:
    """How every kind is drawn. `days_off`: what ends on them, in whichever room."""
    ends = mark("A day off was announced, and something ends on it.")
    return {
        "plan-changed": Kind(changed, outline=mark("The committee's timeline has changed.")),
        "milestone-given": Kind(given),
        "digest": Kind(weekly, once=True, courtesy=True, outline=mark("The week in the committee.")),
        "day-off": Kind(partial(_day_off, days_off), outline=ends),
        "modalities": Kind(modalities),
    }
