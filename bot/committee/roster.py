"""A roster file, checked line by line, and against who is on the roster, before anything of it is used."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from bot.committee.model import SEATED, Role, RosterEntry
from bot.dataclasses import dataclass
from bot.errors import Refusal
from bot.files import tables
from bot.texts import blank, one_line

HEADER = ("organization", "constituency", "role", "name", "language")
NAMED = {language: f"organization_{language}" for language in ("ky", "ru", "en")}
"""Columns that may be there, too: what the organization is called in each language."""
LIMIT_LINES = 2000
LIMIT_CHARACTERS = 120
"""Of a name, a person's or an organization's: two hundred of them have to fit on cards."""
LANGUAGES = tuple(NAMED)
_LOST = ("?", "\ufffd")
"""What a spreadsheet writes for ң, ө and ү where it saves in an encoding that has not got them, such as cp1251."""
Place = tuple[str | None, str | None, Role, str]
"""Organization and constituency (of a seat), role and name, whatever their capitals: by these somebody is known to be
there already.
"""


@dataclass(frozen=True)
class RosterLine:
    """One person to invite. `number` is the line in the file, the header being 1."""

    number: int
    organization: str
    constituency: str | None
    role: Role
    name: str
    language: str
    organization_names: Mapping[str, str] = field(default_factory=dict, compare=False)
    """What the organization is called, by language."""

    @property
    def held(self) -> Role:
        """The role as it is kept: a chair with a seat is a member on the chair's seat."""
        return Role.MEMBER if self.role is Role.CHAIR and self.constituency else self.role

    @property
    def seated(self) -> bool:
        """Whether it takes a seat."""
        return self.held in SEATED and self.constituency is not None

    @property
    def place(self) -> Place:
        """Who it is, and where."""
        home = (self.organization.casefold(), self.constituency) if self.seated else (None, None)
        return *home, self.held, self.name.casefold()


def places_of(entries: Iterable[RosterEntry]) -> set[Place]:
    """Who is on the roster, and where: by their own names, and by those that it had for them."""
    found: set[Place] = set()
    for entry in entries:
        home = (entry.seat.organization.casefold(), entry.seat.constituency) if entry.seat else (None, None)
        names = filter(None, (entry.person.name, entry.expected))
        found.update((*home, entry.role, name.casefold()) for name in names)
    return found


@dataclass(frozen=True)
class Fault:
    """What is wrong with a line: a code and the cell it speaks of."""

    line: int
    code: str
    cell: str = ""


@dataclass(frozen=True)
class Checked:
    """All lines that could be read, and all faults. With a fault nothing may be imported."""

    lines: tuple[RosterLine, ...]
    faults: tuple[Fault, ...]


def read_csv(data: bytes) -> list[list[str]]:
    """The cells of a CSV file. Raises Refusal as `tables.csv_cells` does, `table-too-long` and `roster-empty`."""
    cells = tables.csv_cells(data)
    if not cells:
        raise Refusal("roster-empty")
    if len(cells) > LIMIT_LINES:
        raise Refusal("table-too-long", limit=LIMIT_LINES)
    return cells


def check(cells: list[list[str]], constituencies: Mapping[str, str]) -> Checked:
    """Checks the header and every line against the committee's constituencies. Empty lines are passed over.

    `constituencies`: what may stand for each, in lower case, and its code.

    Raises Refusal("roster-header") where a column is missing or unknown.
    """
    top = next((n for n, row in enumerate(cells) if any(map(str.strip, row))), 0)
    header = tuple(cell.strip().lower() for cell in cells[top])
    if sorted(set(header) - set(NAMED.values())) != sorted(HEADER) or len(set(header)) != len(header):
        raise Refusal(
            "roster-header", found=[cell.strip()[:40] for cell in cells[top]][:10], wanted=list(HEADER)
        )
    lines: list[RosterLine] = []
    faults: list[Fault] = []
    seen: dict[tuple[str, ...], int] = {}
    called: dict[tuple[str, str], str] = {}
    for number, row in enumerate(cells[top + 1 :], start=top + 2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            faults.append(Fault(number, "columns", str(len(row))))
            continue
        line = {name: one_line(cell) for name, cell in zip(header, row, strict=True)}
        found = _faults(number, line, constituencies)
        same = tuple(line[name].casefold() for name in HEADER if name != "language")
        if same in seen:
            found.append(Fault(number, "duplicate", str(seen[same])))
        seen.setdefault(same, number)
        names = {tag: name for tag, column in NAMED.items() if (name := line.get(column, ""))}
        for tag, name in names.items() if line["organization"] else ():
            if called.setdefault((line["organization"], tag), name) != name:
                found.append(Fault(number, "organization-names", name[:40]))
        faults += found
        if not found:
            lines.append(
                RosterLine(
                    number,
                    line["organization"],
                    constituencies.get(line["constituency"].casefold()),
                    Role(line["role"].lower()),
                    line["name"],
                    line["language"].lower(),
                    names if line["organization"] else {},
                )
            )
    if not lines and not faults:
        raise Refusal("roster-empty")
    return Checked(tuple(lines), tuple(faults))


def begins(text: str) -> bool:
    """Does a text begin with the line that names the columns? It stands in no other place of a roster."""
    first = text.lstrip().partition("\n")[0]
    return set(HEADER) <= {cell.strip().lower() for cell in re.split("[,;\t]", first)}


def refuse(faults: Sequence[Fault]) -> None:
    """Raises Refusal("roster-faults") where there are any."""
    if faults:
        raise Refusal("roster-faults", faults=[[f.line, f.code, f.cell] for f in faults])


def conflicts(lines: Iterable[RosterLine], present: Sequence[RosterEntry]) -> tuple[Fault, ...]:
    """Lines that the roster has no room for: a second chair, more alternates than an organization has seats.

    Lines of people who are on the roster already are none.
    """
    known = places_of(present)
    new = [line for line in lines if line.place not in known]
    chairs = [entry.person.name for entry in present if entry.chairs]
    holders: Counter[tuple[str, str | None, Role]] = Counter()
    holders.update((e.seat.organization, e.seat.constituency, e.role) for e in present if e.seat)
    holders.update((line.organization, line.constituency, Role.MEMBER) for line in new if _titular(line))
    faults = []
    for line in new:
        if line.role is Role.CHAIR:
            if chairs:
                faults.append(Fault(line.number, "second-chair", chairs[0]))
            chairs.append(line.name)
        if line.role is Role.ALTERNATE:
            home = (line.organization, line.constituency)
            holders[*home, Role.ALTERNATE] += 1
            if holders[*home, Role.ALTERNATE] > max(1, holders[*home, Role.MEMBER]):
                faults.append(Fault(line.number, "second-alternate", line.organization))
    return tuple(faults)


def _titular(line: RosterLine) -> bool:
    return line.seated and line.held is Role.MEMBER


def _faults(number: int, line: dict[str, str], constituencies: Mapping[str, str]) -> list[Fault]:
    found = []
    role, constituency = line["role"].lower(), line["constituency"].casefold()
    if role not in {r.value for r in Role}:
        found.append(Fault(number, "role", line["role"][:40]))
    if constituency and constituency not in constituencies:
        found.append(Fault(number, "constituency", line["constituency"][:40]))
    if role in SEATED and not constituency:
        found.append(Fault(number, "constituency-missing"))
    if (role in SEATED or (role == Role.CHAIR and constituency)) and blank(line["organization"]):
        found.append(Fault(number, "organization-missing"))
    if blank(line["name"]):
        found.append(Fault(number, "name-missing"))
    said = [line[column] for column in ("name", "organization", *NAMED.values()) if column in line]
    if max(map(len, said)) > LIMIT_CHARACTERS:
        found.append(Fault(number, "too-long", str(LIMIT_CHARACTERS)))
    lost = next((text for text in said if any(map(text.count, _LOST))), None)
    if lost is not None:
        found.append(Fault(number, "letters-lost", lost[:40]))
    if line["language"].lower() not in LANGUAGES:
        found.append(Fault(number, "language", line["language"][:40]))
    return found
