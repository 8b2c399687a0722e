"""What belongs to a milestone elsewhere: findings with their comment windows and ballots, and meetings; ids only."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.actions import Action
from bot.ballots import records as ballots
from bot.ballots.actions import ShowBallot
from bot.committee.model import Actor
from bot.errors import Refusal
from bot.findings import records as findings
from bot.findings.actions import ShowFinding
from bot.findings.model import Standing, sight
from bot.findings.rights import finding_in_sight
from bot.ids import FindingId, MeetingId
from bot.meetings import records as meetings
from bot.meetings.actions import ShowMeeting
from bot.meetings.service import in_sight as meeting_in_sight
from bot.store import Tx
from bot.timeline.model import Link


@dataclass(frozen=True)
class Thing:
    """One of them, as somebody may see it. `at`: an instant of its own (UTC) that a moved milestone leaves behind.

    `kind`: `finding`, `comments`, `ballot` or `meeting`; what `at` is the end (or the hour) of.
    """

    link: Link
    kind: str
    label: str
    title: str
    at: datetime | None
    opens: Action
    draft: bool = False
    """Its title is of a draft: the card that shows it is protected."""


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


def on_days(tx: Tx, who: Actor, days: Collection[date], language: str) -> list[Thing]:
    """What has its hour on one of these days there: meetings, running ballots, windows for comments."""
    here = who.committee
    voted = (ballot.finding for ballot in ballots.undecided_in(tx, here.id) if ballot.running)
    findings_ = dict.fromkeys([*voted, *(finding.id for finding in findings.commented_in(tx, here.id))])
    links = [Link(meeting=meeting.id) for meeting in meetings.open_in(tx, here.id)]
    found = things(tx, who, [*links, *(Link(finding=number) for number in findings_)], language)
    return [thing for thing in found if thing.at and thing.at.astimezone(here.zone).date() in days]


def findings_to_link(tx: Tx, who: Actor, language: str) -> list[Thing]:
    """The findings to choose from, newest first."""
    total = findings.count_findings(tx, who.committee.id, sight(who))
    rows = findings.findings_page(tx, who.committee.id, sight(who), limit=max(total, 1), offset=0)
    return [
        Thing(
            Link(finding=finding.id),
            "finding",
            finding.label,
            version.text_for(language).title,
            None,
            ShowFinding(finding.committee, finding.id),
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
    at = found.starts_at if found.open and found.wall is not None else None
    return Thing(
        Link(meeting=found.id), "meeting", found.label, found.title(language), at, ShowMeeting(found.id)
    )


def _finding(tx: Tx, who: Actor, number: FindingId, language: str) -> Thing | None:
    try:
        finding = finding_in_sight(tx, who, number)
    except Refusal:
        return None
    version = findings.shown(tx, number, sight(who))
    assert version is not None
    kind, at = "finding", None
    opens: Action = ShowFinding(finding.committee, number)
    ballot = ballots.undecided_on(tx, number)
    if ballot is not None and ballot.running and who.reads_drafts:
        kind, at, opens = "ballot", ballot.ends_at, ShowBallot(ballot.id)
    elif version.standing is Standing.COMMENTS:
        kind, at = "comments" if version.comments_until else kind, version.comments_until
    title, draft = version.text_for(language).title, not version.standing.adopted
    return Thing(Link(finding=number), kind, finding.label, title, at, opens, draft)
