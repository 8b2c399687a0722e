"""What belongs to a milestone elsewhere: findings with their comment windows and ballots, and meetings; ids only."""

from collections.abc import Sequence
from dataclasses import replace

from bot.ballots import records as ballots
from bot.ballots.actions import ShowBallot
from bot.committee.hours import Timed
from bot.committee.model import Actor
from bot.dataclasses import dataclass
from bot.errors import Refusal
from bot.findings import records as findings
from bot.findings.actions import ShowFinding
from bot.findings.model import Standing, sight
from bot.findings.rights import finding_in_sight
from bot.i18n import mark
from bot.ids import FindingId, MeetingId
from bot.meetings import records as meetings
from bot.meetings.actions import ShowMeeting
from bot.meetings.service import in_sight as meeting_in_sight
from bot.store import Tx
from bot.timeline.model import Link


@dataclass(frozen=True, kw_only=True)
class Thing(Timed):
    """One of them. A milestone that moves leaves its hour behind."""

    link: Link


def things(tx: Tx, who: Actor, links: Sequence[Link], language: str) -> list[Thing]:
    """What of `links` somebody may see."""
    found: list[Thing] = []
    for link in links:
        thing = (
            _finding(tx, who, link.finding, language)
            if link.finding is not None
            else _meeting(tx, who, link.meeting, language)
        )
        if thing is not None:
            found.append(thing)
    return found


def hours(tx: Tx, who: Actor, language: str) -> list[Thing]:
    """What has an hour ahead: meetings, running ballots, windows for comments."""
    here = who.committee
    voted = (ballot.finding for ballot in ballots.undecided_in(tx, here.id) if ballot.running)
    findings_ = dict.fromkeys([*voted, *(finding.id for finding in findings.commented_in(tx, here.id))])
    links = [Link(meeting=meeting.id) for meeting in meetings.open_in(tx, here.id)]
    return things(tx, who, [*links, *(Link(finding=number) for number in findings_)], language)


def findings_to_link(tx: Tx, who: Actor, language: str) -> list[Thing]:
    """The findings to choose from, newest first."""
    total = findings.count_findings(tx, who.committee.id, sight(who))
    rows = findings.findings_page(tx, who.committee.id, sight(who), limit=max(total, 1), offset=0)
    return [
        Thing(
            link=Link(finding=finding.id),
            label=finding.label,
            title=version.text_for(language).title,
            opens=ShowFinding(finding.committee, finding.id),
            draft=not version.standing.adopted,
        )
        for finding, version in rows
    ]


def meetings_to_link(tx: Tx, who: Actor, language: str) -> list[Thing]:
    """The meetings to choose from: first those that are still to come or going on, then those held, newest first."""
    here = who.committee.id
    held = reversed(meetings.ended_in(tx, here))
    found = (_meeting(tx, who, meeting.id, language) for meeting in (*meetings.open_in(tx, here), *held))
    return [thing for thing in found if thing is not None]


def _meeting(tx: Tx, who: Actor, number: MeetingId | None, language: str) -> Thing | None:
    try:
        found = None if number is None else meeting_in_sight(tx, who, number)
    except Refusal:
        return None
    if found is None:
        return None
    return Thing(
        link=Link(meeting=found.id),
        label=found.label,
        title=found.title(language),
        opens=ShowMeeting(found.id),
        at=found.starts_at if found.open and found.wall is not None else None,
        says=mark("Meeting: {date}"),
    )


def _finding(tx: Tx, who: Actor, number: FindingId, language: str) -> Thing | None:
    try:
        finding = finding_in_sight(tx, who, number)
    except Refusal:
        return None
    version = findings.shown(tx, number, sight(who))
    assert version is not None
    thing = Thing(
        link=Link(finding=number),
        label=finding.label,
        title=version.text_for(language).title,
        opens=ShowFinding(finding.committee, number),
        draft=not version.standing.adopted,
    )
    ballot = ballots.undecided_on(tx, number)
    if ballot is not None and ballot.running and who.reads_drafts:
        says = mark("Voting ends: {date}")
        return replace(thing, at=ballot.ends_at, says=says, opens=ShowBallot(ballot.id))
    if version.standing is Standing.COMMENTS:
        return replace(thing, at=version.comments_until, says=mark("Comments due: {date}"))
    return thing
