"""The form for a plan: how it comes, the looks at it, its corrections. Nothing here is drawn."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.committee.model import Committee
from bot.dataclasses import dataclass
from bot.errors import Refusal
from bot.forms import Field, Form
from bot.forms.model import Read, Values, one_of
from bot.ids import MembershipId, MilestoneId
from bot.timeline import chain, sheet, typed_plan
from bot.timeline.comparing import Comparison, compare
from bot.timeline.forms import REASON, as_fact, span, title
from bot.timeline.model import Days, Milestone
from bot.timeline.plan import Edit, Line, edited, faulty
from bot.translations.model import language_of

PLAN = "plan"
POST, ADD, CHAIN = "post", "add", "chain"
"""How a plan comes: as a whole, step by step beside what is stored, or as what follows a deliverable."""
STEPS = "steps"
CONFIRM, ONWARD = "confirm", "onward"


@dataclass(frozen=True)
class Desk:
    """What a plan is read with. `stored`: the committee's plan, at `revision`. `owners`: by their names.

    `language`: the poster's. `at`: the instant (UTC); None where the plan is only looked at.
    """

    of: Committee
    stored: tuple[Milestone, ...]
    revision: int
    owners: Mapping[str, MembershipId]
    language: str
    at: datetime | None = None

    @property
    def today(self) -> date:
        """The committee's day."""
        assert self.at is not None
        return self.at.astimezone(self.of.zone).date()

    @property
    def title_language(self) -> str:
        """In which language titles are taken to be where nothing else tells, until the poster says otherwise."""
        return self.language if self.language in self.of.languages else self.of.languages[0]

    def language_in(self, text: str) -> str:
        """In which of the committee's languages the titles of a text are."""
        written = language_of(text, self.title_language)
        return written if written in self.of.languages else self.title_language


def way_of(facts: Mapping[str, Any]) -> str:
    """How the plan comes; a form that a file has opened has no facts."""
    return str(facts.get("way", POST))


def plan(desk: Desk, facts: Mapping[str, Any]) -> Form:
    """The plan itself, then looks at it with a correction after each, then the reason where dates change."""

    def fields(values: Values) -> Iterator[Field]:
        yield from _source(desk, facts, values)
        if (draft := draft_of(desk, facts, values)) is None:
            return
        turn = 0
        while True:
            yield Field(f"look-{turn}", said=_further(desk, draft), picked=_looked(desk, facts, draft))
            looked = values.get(f"look-{turn}")
            if looked is None:
                return
            if "fix" in looked:
                yield Field(f"fix-{turn}", said=_corrected(desk, draft, looked["fix"]))
                if f"fix-{turn}" not in values:
                    return
            if CONFIRM in looked or ONWARD in looked:
                break
            draft = draft_of(desk, facts, values, turn + 1)
            assert draft is not None
            turn += 1
        if ONWARD in looked:
            yield REASON
            yield Field("sure", picked=_sure(desk))

    return Form(PLAN, lambda values: tuple(fields(values)))


def draft_of(
    desk: Desk, facts: Mapping[str, Any], values: Values, turns: int | None = None
) -> list[Line] | None:
    """The draft after its corrections (after the first `turns` looks); None while the plan is still being asked for."""
    lines = _lines(desk, facts, values)
    if lines is None:
        return None
    edits: list[Edit] = []
    turn = 0
    while (looked := values.get(f"look-{turn}")) is not None and (turns is None or turn < turns):
        edits.append(values.get(f"fix-{turn}") or looked)
        turn += 1
    return edited(lines, edits, desk.of.calendar)


def page_of(values: Values) -> int:
    """The page that was turned to last."""
    turned = [v["page"] for n, v in values.items() if n.startswith("look-") and "page" in v]
    return turned[-1] if turned else 0


def comparison(desk: Desk, facts: Mapping[str, Any], draft: Sequence[Line]) -> Comparison:
    """The draft beside what is stored."""
    return compare(draft, desk.stored, adding=way_of(facts) != POST)


def revision_of(values: Values) -> int:
    """Which stored plan the poster saw when they confirmed."""
    return int(values["sure"] if "sure" in values else _last_look(values)[CONFIRM])


def needs_of(facts: Mapping[str, Any], draft: Sequence[Line]) -> list[tuple[int, MilestoneId]]:
    """The first step of a chain depends on the stored milestone that it follows."""
    if facts.get("milestone") is None or not draft:
        return []
    return [(draft[0].number, MilestoneId(facts["milestone"]))] if not draft[0].after else []


def _source(desk: Desk, facts: Mapping[str, Any], values: Values) -> Iterator[Field]:
    if way_of(facts) == POST:
        yield Field(
            "lines",
            said=lambda text, _: _kept(typed_plan.read(text, desk.language_in(text), desk.today)),
            sent=lambda data, _: _kept(
                sheet.read(data, desk.title_language, desk.of.languages, desk.owners, desk.today)
            ),
            picked=one_of((STEPS,)),
        )
        if values.get("lines") != STEPS:
            return
    if facts.get("milestone") is not None:
        return
    step = 0
    while True:
        yield Field(f"title-{step}", said=title)
        yield Field(f"date-{step}", said=lambda text, _: as_fact(_days(text, desk)))
        if way_of(facts) == CHAIN or f"date-{step}" not in values:
            return
        yield Field(f"more-{step}", picked=one_of(("more", "enough")))
        if values.get(f"more-{step}") != "more":
            return
        step += 1


def _lines(desk: Desk, facts: Mapping[str, Any], values: Values) -> list[Line] | None:
    if way_of(facts) == CHAIN:
        return _chain(desk, facts, values)
    if way_of(facts) == POST:
        kept = values.get("lines")
        if kept is None or kept != STEPS:
            return None if kept is None else [Line.from_json(line) for line in kept]
    lines = []
    step = 0
    while f"date-{step}" in values:
        first, last = values[f"date-{step}"]
        days = Days(date.fromisoformat(first), date.fromisoformat(last))
        title = values[f"title-{step}"]
        lines.append(Line(step + 1, title, days, {desk.language_in(title): title}))
        step += 1
    return lines if values.get(f"more-{step - 1}") == "enough" else None


def _chain(desk: Desk, facts: Mapping[str, Any], values: Values) -> list[Line] | None:
    if facts.get("milestone") is not None:
        of = next((m for m in desk.stored if m.id == facts["milestone"]), None)
        if of is None:
            raise Refusal("milestone-unknown")
        return chain.lay_out(of.titles, of.days.last, desk.of, stored=True)
    if "date-0" not in values:
        return None
    ready = date.fromisoformat(values["date-0"][1])
    title = values["title-0"]
    return chain.lay_out({desk.language_in(title): title}, ready, desk.of)


def _kept(lines: Sequence[Line]) -> list[dict[str, Any]]:
    return [line.as_json() for line in lines]


def _days(text: str, desk: Desk) -> Days:
    assert desk.at is not None
    return span(text, desk.today, desk.at, desk.of)


def _looked(desk: Desk, facts: Mapping[str, Any], draft: Sequence[Line]) -> Read:
    """What a button under a draft means: `confirm:7`, `onward`, `fix:3`, `drop:3`, `day:3:2022-12-08`, `working:3`."""
    numbers = {str(line.number): line for line in draft}

    def read(value: str, _values: Values) -> dict[str, Any]:
        what, _, rest = value.partition(":")
        number, _, day = rest.partition(":")
        match what:
            case "fix" if number in numbers:
                return {"fix": int(number)}
            case "drop" if number in numbers:
                return {"drop": int(number)}
            case "day" if number in numbers and day in [d.isoformat() for d in numbers[number].choices]:
                return {"day": [int(number), day]}
            case "working" if not rest or number in numbers:
                return {"working": int(number) if rest else None}
            case "language" if rest in desk.of.languages:
                return {"language": rest}
            case "page" if rest.isdecimal():
                return {"page": int(rest)}
            case "confirm" | "onward":
                return _settled(desk, comparison(desk, facts, draft), draft, what, rest)
        raise Refusal("form-stale")

    return read


def _settled(
    desk: Desk, found: Comparison, draft: Sequence[Line], what: str, revision: str
) -> dict[str, Any]:
    if not draft or faulty(draft):
        raise Refusal("plan-faulty")
    if not found.changes_something:
        raise Refusal("plan-unchanged")
    if what == CONFIRM and revision != str(desk.revision):
        raise Refusal("plan-overtaken")
    if found.needs_reason != (what == ONWARD):
        raise Refusal("plan-overtaken")
    return {what: revision}


def _sure(desk: Desk) -> Read:
    def read(value: str, _values: Values) -> str:
        if value != str(desk.revision):
            raise Refusal("plan-overtaken")
        return value

    return read


def _corrected(desk: Desk, draft: Sequence[Line], number: int) -> Read:
    """The line typed anew: with its date and title, or only the one of them that was missing."""

    def read(text: str, _values: Values) -> dict[str, Any]:
        return {"line": _correction(desk, draft, number, text).as_json()}

    return read


def _further(desk: Desk, draft: Sequence[Line]) -> Read:
    """A line that names its number corrects that one; other lines are further ones of the plan."""

    def read(text: str, _values: Values) -> dict[str, Any]:
        named = typed_plan.numbered(text)
        if named is not None and any(line.number == named[0] for line in draft):
            return {"line": _correction(desk, draft, named[0], named[1]).as_json()}
        last = max((line.number for line in draft), default=0)
        lines = typed_plan.read(text, _language(desk, draft, text), _anchor(desk, draft, last + 1))
        return {"more": [line.renumbered(line.number + last).as_json() for line in lines]}

    return read


def _language(desk: Desk, draft: Sequence[Line], text: str) -> str:
    """Further lines are in the language of the plan, where it has one."""
    of_draft = {code for line in draft for code in line.titles or {}}
    return of_draft.pop() if len(of_draft) == 1 else desk.language_in(text)


def _correction(desk: Desk, draft: Sequence[Line], number: int, text: str) -> Line:
    before = next(line for line in draft if line.number == number)
    line = typed_plan.read_line(
        number, text, next(iter(before.titles or {}), desk.title_language), _anchor(desk, draft, number)
    )
    return line.completed(before)


def _anchor(desk: Desk, draft: Sequence[Line], number: int) -> date:
    earlier = [line.days.first for line in draft if line.number < number and line.days is not None]
    return earlier[-1] if earlier else desk.today


def _last_look(values: Values) -> dict[str, Any]:
    turn = 0
    while f"look-{turn + 1}" in values:
        turn += 1
    looked: dict[str, Any] = values[f"look-{turn}"]
    return looked
