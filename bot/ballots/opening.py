"""Opening a ballot: on one version, for a frozen electorate, in languages that it reads."""

from collections.abc import Iterable
from datetime import datetime

from bot.ballots import group, notices, records, schedule
from bot.ballots.model import Elector
from bot.ballots.rights import manager
from bot.ballots.settings import rules_of
from bot.committee import service as committee
from bot.committee.model import Actor, Seat
from bot.errors import Refusal
from bot.findings import service as findings
from bot.findings.model import Standing, Version
from bot.i18n import LANGUAGES, as_fact, interface_language
from bot.ids import VersionId
from bot.intake import Outcome
from bot.store import Tx


def voting_seats(everybody: Iterable[Actor]) -> list[Seat]:
    """Seats with a titular or alternate assigned, joined or not."""
    seats = {a.seat.id: a.seat for a in everybody if a.votes and a.seat is not None}
    return [seats[number] for number in sorted(seats)]


def languages_missing(everybody: Iterable[Actor], version: Version) -> list[str]:
    """The interface languages of those who may vote in which the version has no text."""
    used = {interface_language(a.person.language) for a in everybody if a.votes}
    return findings.languages_missing(version, [language for language in LANGUAGES if language in used])


def ballotable(tx: Tx, who: Actor, number: VersionId) -> Version:
    """A version on which a ballot may be opened now.

    Refuses `ballot-managers-only`, `version-unknown`, `ballot-running` (or waiting for the chair),
    `ballot-not-current` (another version has taken its place), `ballot-not-shared`, `ballot-decided`.
    """
    manager(who)
    finding, version = findings.version_in_sight(tx, who, number)
    facts = {"label": finding.label, "version": version.number}
    if records.undecided_on(tx, finding.id) is not None:
        raise Refusal("ballot-running", **facts)
    if version.standing is Standing.DRAFT:
        raise Refusal("ballot-not-shared", **facts)
    if findings.version_for_ballot(tx, finding.id).id != version.id:
        raise Refusal("ballot-not-current", **facts)
    if version.standing is not Standing.COMMENTS:
        raise Refusal("ballot-decided", **facts)
    return version


def open_ballot(
    tx: Tx,
    who: Actor,
    number: VersionId,
    deadline: datetime,
    at: datetime,
    *,
    early: bool = False,
    exception: bool = False,
) -> Outcome:
    """Opens an open ballot on a version and tells everybody who may read drafts.

    `early`: the opener confirmed that the comment window still runs. `exception`: the opener confirms, by name, that
    somebody will vote without a text in their language. Refuses what `ballotable` refuses,
    `ballot-too-short`, `ballot-no-seats`, and, where it was not confirmed, `ballot-early` and `ballot-languages`.
    """
    version = ballotable(tx, who, number)
    rules = rules_of(who.committee)
    rules.check_deadline(deadline, at)
    everybody = committee.actors_in(tx, who.committee.id)
    seats = voting_seats(everybody)
    if not seats:
        raise Refusal("ballot-no-seats")
    if not early and version.comments_until is not None and at < version.comments_until:
        raise Refusal("ballot-early", until=as_fact(version.comments_until))
    missing = languages_missing(everybody, version)
    if missing and not exception:
        raise Refusal("ballot-languages", languages=missing)
    made = records.add_ballot(
        tx,
        committee=who.committee.id,
        finding=version.finding,
        version=version.id,
        rules=rules,
        opened_by=who.membership,
        at=at,
        deadline=deadline,
        exception=missing,
        electors=[Elector(seat.id, seat.constituency, seat.organization) for seat in seats],
    )
    findings.move(tx, version.id, Standing.BALLOT)
    if (
        records.succession(tx, version.id) is not None
    ):  # to vote on it is to say that it is not the declared text
        records.change_succession(tx, version.id, as_declared=False, judged_at=at, judged_by=who.membership)
    schedule.plan(tx, made, at)
    notices.tell(
        tx,
        "ballot-opened",
        (a for a in everybody if a.reads_drafts and a.membership != who.membership),
        key=str(made),
        at=at,
        facts={"ballot": made},
        subject=notices.subject(made),
    )
    group.show(tx, who.committee.id, made, at)
    return Outcome("ballot-opened", {"ballot": made, "deadline": as_fact(deadline), "seats": len(seats)})
