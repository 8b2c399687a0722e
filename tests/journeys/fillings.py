"""Every kind of button that the program knows, filled with the numbers of one committee, of another, and of nothing."""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from random import Random
from types import NoneType
from typing import Any, NamedTuple, get_args, get_type_hints

from sqlalchemy import Select, select

from bot.actions import Action, unpack
from bot.app import rooms
from bot.ballots.records.tables import ballots
from bot.ballots.reservations.records import reservations
from bot.committee.records.tables import committees, memberships, seats
from bot.findings.records.tables import comments, findings, versions
from bot.forms.actions import FormDiscard
from bot.ids import (
    AgendaItemId,
    AnswerId,
    BallotId,
    CommentId,
    CommitteeId,
    CopyId,
    EntryId,
    FindingId,
    InputId,
    InputRequestId,
    MeetingId,
    MembershipId,
    MilestoneId,
    ModalitiesId,
    PlanChangeId,
    QuestionId,
    ReservationId,
    SeatId,
    SlotId,
    VersionId,
)
from bot.inputs import records as inputs
from bot.meetings.records.tables import agenda_items, meeting_slots, meetings
from bot.questions.records.tables import answers, questions
from bot.release.records import named_copies
from bot.seal import Seal
from bot.sessions.records.tables import entries
from bot.store import Tx
from bot.timeline import modality_records
from bot.timeline.records.tables import milestones, plan_changes

NOWHERE = CommitteeId(10**12)
"""No committee, and the number of no thing."""
SOME = 3
MOST = 20
"""Of one kind of button; the fields of some have hundreds of combinations."""
KINDS: tuple[type[Action], ...] = (
    *(kind for room in rooms(Seal(b"tests")) for kind in room.buttons),
    FormDiscard,
)

_versions = select(versions.c.id, findings.c.committee).join(findings, findings.c.id == versions.c.finding)
_OWNERS: Mapping[Any, Select[int, int]] = {
    CommitteeId: select(committees.c.id, committees.c.id),
    MembershipId: select(memberships.c.id, memberships.c.committee),
    SeatId: select(seats.c.id, seats.c.committee),
    FindingId: select(findings.c.id, findings.c.committee),
    VersionId: _versions,
    CommentId: select(comments.c.id, findings.c.committee).join(
        findings, findings.c.id == comments.c.finding
    ),
    QuestionId: select(questions.c.id, questions.c.committee),
    AnswerId: select(answers.c.id, questions.c.committee).join(
        questions, questions.c.id == answers.c.question
    ),
    InputRequestId: select(inputs.requests.c.id, inputs.requests.c.committee),
    InputId: select(inputs.inputs.c.id, inputs.inputs.c.committee),
    BallotId: select(ballots.c.id, ballots.c.committee),
    CopyId: select(named_copies.c.id, named_copies.c.committee),
    ReservationId: select(reservations.c.id, ballots.c.committee).join(
        ballots, ballots.c.id == reservations.c.ballot
    ),
    MeetingId: select(meetings.c.id, meetings.c.committee),
    AgendaItemId: select(agenda_items.c.id, meetings.c.committee).join(
        meetings, meetings.c.id == agenda_items.c.meeting
    ),
    MilestoneId: select(milestones.c.id, milestones.c.committee),
    ModalitiesId: select(
        modality_records.modalities_table.c.id, modality_records.modalities_table.c.committee
    ),
    PlanChangeId: select(plan_changes.c.id, plan_changes.c.committee),
    EntryId: select(entries.c.id, entries.c.committee),
    SlotId: select(meeting_slots.c.id, meetings.c.committee).join(
        meetings, meetings.c.id == meeting_slots.c.meeting
    ),
}
"""Each kind of number that a button can carry: what has it, and the committee that it belongs to."""
_WORDS: Mapping[str, Sequence[Any]] = {
    "starts": (0, 2**62),
    "day": ("2023-05-09",),
    "page": (0, -1),
    "part": ("title",),
    "meeting": (1,),
    "choice": ("", "f1;gworkers", "f4", "m1", "m2"),
    "month": ("2022-12", "9999-99"),
    "place": (0, -1),
    "start": (0, -1),
    "step": (1,),
    "language": ("en", "xx"),
    "zone": ("Asia/Tokyo",),
    "days": (7, -1),
    "setting": ("comment_days", "nonsense"),
    "constituency": ("sse", "nonsense"),
    "value": ("organizer",),
    "version": (1,),
    "form": ("plan", "roster", "received-file", "received-input"),
    "payload": ("AAAAAAAAAAAAAAAAAAAAAAAAAAA",),
}
"""What else a button carries, by the name of the field."""

Things = Mapping[Any, Mapping[int, CommitteeId]]
"""By kind of number: each that there is, and whose it is."""


class Filled(NamedTuple):
    """A button, and the committees whose things it names."""

    action: Action
    owners: frozenset[CommitteeId]


def things(tx: Tx) -> Things:
    """All that the committees have."""
    return {
        kind: {number: CommitteeId(owner) for number, owner in tx.execute(query)}
        for kind, query in _OWNERS.items()
    }


def owners(action: Action, there: Things) -> frozenset[CommitteeId]:
    """The committees whose things a button names."""
    hints = get_type_hints(type(action))
    found = set()
    for name in action._fields:
        known, number = there.get(_plain(hints[name])), getattr(action, name)
        if known is not None and number is not None:
            found.add(known.get(number, NOWHERE))
    return frozenset(found) | (
        owners(unpack(action.then), there) if isinstance(action, FormDiscard) else set()
    )


def fillings(kind: type[Action], there: Things) -> Iterator[Filled]:
    """The ways to fill a kind of button; of very many, some in which every option is.

    Raises NotImplementedError where nobody has said how.
    """
    if kind is FormDiscard:
        inner = (filled for other in KINDS if other is not FormDiscard for filled in fillings(other, there))
        buttons: Iterator[Action] = (
            FormDiscard(one.action.pack()) for one in itertools.islice(inner, 0, None, 29)
        )
    else:
        hints = get_type_hints(kind)
        options = [_options(kind, name, hints[name], there) for name in kind._fields]
        buttons = (kind(*values) for values in _spread(options))
    for button in buttons:
        yield Filled(button, owners(button, there))


def _spread(options: Sequence[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
    """All combinations; of very many, some in which every option of every field is, about equally often."""
    if math.prod(map(len, options)) <= MOST:
        return itertools.product(*options)
    return zip(*(_again(each, Random(place)) for place, each in enumerate(options)), strict=True)


def _again(options: Sequence[Any], chance: Random) -> list[Any]:
    """`MOST` of them, each time all before one comes again, in an order of their own each time."""
    found: list[Any] = []
    while len(found) < MOST:
        found += chance.sample(options, len(options))
    return found[:MOST]


def _options(kind: type[Action], name: str, hint: Any, there: Things) -> list[Any]:
    plain = _plain(hint)
    found: list[Any] = [None] if plain is not hint else []
    if plain in there:
        return [*found, *_some(there[plain]), NOWHERE]
    if plain is bool:
        return [*found, False, True]
    if isinstance(plain, type) and issubclass(plain, Enum):
        return [*found, *list(plain)[: SOME + 1]]
    if name in _WORDS:
        return [*found, *_WORDS[name]]
    raise NotImplementedError(f"say in {__name__} what {kind.__name__}.{name} can be")


def _some(numbers: Mapping[int, CommitteeId]) -> Iterator[int]:
    """The first few of each committee: what one of them is refused, the fifth is refused, too."""
    for owner in dict.fromkeys(numbers.values()):
        yield from [number for number, whose in numbers.items() if whose == owner][:SOME]


def _plain(hint: Any) -> Any:
    """The type without `| None`."""
    kinds = [part for part in get_args(hint) if part is not NoneType]
    return kinds[0] if kinds else hint
