"""The room's forms but that for a plan: which questions they ask, what their answers mean. Nothing here is drawn."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from bot.committee.model import Committee
from bot.errors import Refusal
from bot.findings.model import BODY_LIMIT, NOTE_LIMIT
from bot.forms import Attached, Field, Form, at_most
from bot.forms.model import Values, one_of
from bot.i18n import LANGUAGES
from bot.i18n.typed import Unread, read_moment
from bot.i18n.typed.spans import Doubt, read_span
from bot.texts import typed_line
from bot.timeline.model import REASON_LIMIT, TITLE_LIMIT, Days, Milestone, Slip

MOVE, TITLES, MODALITIES = "move-milestone", "milestone-titles", "modalities"
TAKE_OUT = "take-out-milestone"
ALONG, ALONE = "all", "only"
TITLES_AT_ONCE = 40
"""Milestones for which one message is asked to bring titles; the next come after them."""
REASON = Field("reason", said=at_most(REASON_LIMIT))


def move(of: Committee, milestone: Milestone, at: datetime, *, slip: Slip | None, reasoned: bool) -> Form:
    """Where to, why, and what of its dependents moves along. `slip`: what that would do, once it is known where to;
    `reasoned`: a day off is the reason, and nobody asks.
    """

    def pick(value: str, _values: Values) -> list[str]:
        days = None
        if value == "working":
            days = milestone.days.ending(of.calendar.next_working_day(milestone.days.last))
        elif value.isdecimal() and int(value) <= 30:
            days = milestone.days.shifted(int(value), of.calendar)
        if days is None:
            raise Refusal("form-stale")
        return as_fact(days)

    def sure(value: str, _values: Values) -> str:
        choice, _, seen = value.partition(":")
        if choice not in (ALONG, ALONE) or slip is None:
            raise Refusal("form-stale")
        if choice == ALONG and seen != slip.seen:
            raise Refusal("slip-overtaken")
        return choice

    to = Field("to", said=lambda text, _: as_fact(_moved_to(text, milestone, of, at)), picked=pick)
    why = () if reasoned else (REASON,)
    return Form(MOVE, lambda values: (to, *why, Field("sure", picked=sure)))


def take_out() -> Form:
    """Why a milestone goes, and whether that is meant."""
    return Form(TAKE_OUT, lambda values: (REASON, Field("sure", picked=one_of(("yes",)))))


def moved_to(values: Values) -> Days:
    """The days that were said."""
    first, last = values["to"]
    return Days(date.fromisoformat(first), date.fromisoformat(last))


def titles(
    languages: Sequence[str], lacking: Mapping[str, Sequence[Milestone]], one: Milestone | None
) -> Form:
    """The language, then the title of `one`, or a line for each of the first that lack it, in the plan's order."""

    def fields(values: Values) -> Iterator[Field]:
        yield Field("language", picked=one_of(languages))
        if (language := values.get("language")) is not None:
            wanted = [one] if one is not None else lacking[language]
            yield Field("titles", said=lambda text, _: _titles(text, wanted))

    return Form(TITLES, lambda values: tuple(fields(values)))


def modalities(languages: Sequence[str], given: Sequence[Attached], *, newest: int) -> Form:
    """A text in each language and files, then what has changed. `newest`: the version that they take the place of, 0
    where there is none yet.
    """

    def sure(value: str, _values: Values) -> str:
        if value != str(newest):
            raise Refusal("modalities-overtaken", number=newest)
        return value

    def fields(values: Values) -> Iterator[Field]:
        for language in languages:
            yield Field(f"text-{language}", said=at_most(BODY_LIMIT), collects=True, optional=True)
        yield Field("files", files=True, given=tuple(given), optional=True)
        if newest:
            yield Field("note", said=at_most(NOTE_LIMIT))
        yield Field("sure", picked=sure)

    return Form(MODALITIES, lambda values: tuple(fields(values)))


def texts_of(values: Values) -> dict[str, str]:
    """The texts of a form, by language."""
    return {n.removeprefix("text-"): text for n, text in values.items() if n.startswith("text-") and text}


def title(text: str, _values: Values) -> str:
    """One line. Refuses as `typed`."""
    return typed_line(text, TITLE_LIMIT)


def span(text: str, anchor: date, at: datetime, of: Committee) -> Days:
    """Refuses `date-not-understood`, `date-impossible`, `date-ambiguous`, `date-backwards`, `date-far`."""
    found = read_span(text, anchor)
    if isinstance(found, Doubt):
        raise Refusal(f"date-{found.reason}")
    if found is None:  # a single day in words: tomorrow, on Friday, in two weeks
        day = read_moment(text, at, of.zone, LANGUAGES)
        if isinstance(day, Unread):
            raise Refusal(f"date-{day.reason}")
        return _near(Days(day.day, day.day), at)
    return _near(Days(found.first, found.last), at)


def _near(days: Days, at: datetime) -> Days:
    if days.far_from(at.date()):
        raise Refusal("date-far")
    return days


def _moved_to(text: str, milestone: Milestone, of: Committee, at: datetime) -> Days:
    """A single day is the new end, and of a range the start stays unless the end lies before it."""
    days = span(text, milestone.days.first, at, of)
    return milestone.days.ending(days.last) if days.single else days


def _titles(text: str, wanted: Sequence[Milestone]) -> dict[str, str]:
    """Titles by the milestones' ids: a line each for the first of `wanted`, as they were listed, or behind its label:
    `T3 …`.

    Refuses `titles-count` (facts `wanted`, `found`), `text-too-long`.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    labels = {milestone.label.casefold(): milestone for milestone in wanted}
    found: dict[str, str] = {}
    plain = []
    for line in lines:
        head, _, rest = line.partition(" ")
        milestone = labels.get(head.rstrip(".:)").casefold())
        if milestone is not None and rest.strip(" .:—–-"):
            found[str(milestone.id)] = title(rest.strip(" .:—–-"), {})
        else:
            plain.append(line)
    listed = wanted[:TITLES_AT_ONCE]
    if plain:
        if found or len(plain) != len(listed):
            raise Refusal("titles-count", wanted=len(listed), found=len(lines))
        found = {str(m.id): title(line, {}) for m, line in zip(listed, plain, strict=True)}
    if not found:
        raise Refusal("titles-count", wanted=len(listed), found=0)
    return found


def as_fact(days: Days) -> list[str]:
    """As a form keeps them."""
    return [days.first.isoformat(), days.last.isoformat()]
