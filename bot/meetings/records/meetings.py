"""A meeting, with its titles, its venue and its agenda."""

import secrets
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, bindparam, delete, insert, select, update

from bot.ids import CommitteeId, MeetingId, MembershipId
from bot.meetings.model import Audience, Format, Meeting, Plan, Standing
from bot.meetings.records.agenda import items_of, set_agenda
from bot.meetings.records.tables import meeting_titles, meeting_venues, meetings
from bot.meetings.records.written import read_spot, read_wall, written_spot, written_wall
from bot.store import Prepared, Tx
from bot.store.tables import next_number


def add(tx: Tx, committee: CommitteeId, plan: Plan, zone: ZoneInfo, proposed_by: MembershipId) -> MeetingId:
    """A draft with the committee's next number; its wall time is that of `zone`."""
    row = tx.execute(
        insert(meetings)
        .values(
            committee=committee,
            number=next_number(tx, meetings, meetings.c.committee == committee),
            standing=Standing.DRAFT,
            format=plan.format,
            main=plan.main,
            wall=written_wall(plan.wall),
            zone=zone.key,
            minutes=plan.minutes,
            spot=written_spot(plan.spot),
            link=plan.link,
            audience=plan.audience,
            uid=f"{secrets.token_hex(16)}@nac-bot",
            sequence=0,
            revision=0,
            proposed_by=proposed_by,
        )
        .returning(meetings.c.id)
    )
    number = MeetingId(row.scalar_one())
    set_titles(tx, number, plan.titles)
    set_venues(tx, number, plan.venues)
    set_agenda(tx, number, plan.agenda)
    return number


def change(tx: Tx, number: MeetingId, **values: Any) -> None:
    """Sets columns; `wall` and `spot` as the model has them. What people see of it has another revision then."""
    if "wall" in values:
        values["wall"] = written_wall(values["wall"])
    if "spot" in values:
        values["spot"] = written_spot(values["spot"])
    revised = update(meetings).where(meetings.c.id == number)
    tx.execute(revised.values(revision=meetings.c.revision + 1, **values))


def set_titles(tx: Tx, number: MeetingId, titles: Mapping[str, str]) -> None:
    """Its titles, in the place of those that it has."""
    tx.execute(delete(meeting_titles).where(meeting_titles.c.meeting == number))
    rows = [{"meeting": number, "language": tag, "title": title} for tag, title in titles.items()]
    tx.execute(insert(meeting_titles), rows)


def set_venues(tx: Tx, number: MeetingId, venues: Mapping[str, str]) -> None:
    """Where people meet, by language, in the place of what was said."""
    tx.execute(delete(meeting_venues).where(meeting_venues.c.meeting == number))
    rows = [{"meeting": number, "language": tag, "venue": venue} for tag, venue in venues.items()]
    if rows:
        tx.execute(insert(meeting_venues), rows)


def meeting(tx: Tx, number: MeetingId) -> Meeting | None:
    """One meeting, with its agenda."""
    row = _ONE.first(tx, number=number)
    return None if row is None else read_meeting(tx, row)


def committee_of(tx: Tx, number: MeetingId) -> CommitteeId | None:
    """The committee that a meeting belongs to."""
    found = tx.execute(select(meetings.c.committee).where(meetings.c.id == number)).scalar()
    return None if found is None else CommitteeId(found)


def read_meeting(tx: Tx, row: Row[Any]) -> Meeting:
    """`row`: of `meetings`; its titles, venues and agenda are read with it."""
    titles, venues = (_OF_MEETING[of].all(tx, number=row.id) for of in (meeting_titles, meeting_venues))
    return Meeting(
        id=MeetingId(row.id),
        committee=CommitteeId(row.committee),
        number=row.number,
        standing=Standing(row.standing),
        format=Format(row.format),
        main=row.main,
        titles={title.language: title.title for title in titles},
        wall=None if row.wall is None else read_wall(row.wall),
        zone=ZoneInfo(row.zone),
        minutes=row.minutes,
        venues={venue.language: venue.venue for venue in venues},
        spot=read_spot(row.spot),
        link=row.link,
        audience=Audience(row.audience),
        uid=row.uid,
        sequence=row.sequence,
        revision=row.revision,
        agenda=tuple(items_of(tx, MeetingId(row.id))),
        note=row.note,
        note_language=row.note_language,
        proposed_by=MembershipId(row.proposed_by),
        poll_until=row.poll_until,
        called_at=row.called_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
    )


_ONE = Prepared(select(meetings).where(meetings.c.id == bindparam("number")))
_OF_MEETING = {
    of: Prepared(select(of).where(of.c.meeting == bindparam("number")))
    for of in (meeting_titles, meeting_venues)
}
