"""What the committee's group sees of a ballot: one card that follows it, a notice of the result, never a vote."""

from datetime import datetime

from markupsafe import Markup

from bot.ballots import records, words
from bot.ballots.model import Ballot, Progress, Standing
from bot.committee import records as roster
from bot.delivery import board
from bot.delivery.board import GroupPost, Place, PostKind
from bot.findings import service as findings
from bot.findings.model import Finding
from bot.group import notices
from bot.group.model import GroupChanged
from bot.group.views import posted
from bot.i18n import Translator, as_fact
from bot.ids import BallotId, CommitteeId
from bot.screens import Screen
from bot.store import Tx

CARD = "ballot-card"


def show(tx: Tx, committee: CommitteeId, number: BallotId, at: datetime) -> None:
    """A ballot has opened: its card from now on follows it."""
    notices.show(tx, committee, CARD, key=_key(number), at=at, facts={"ballot": number})


def follow(tx: Tx, ballot: Ballot) -> None:
    """Something changed that the card shows."""
    board.touch(tx, ballot.committee, _key(ballot.id))


def say_extended(tx: Tx, ballot: Ballot, deadline: datetime, at: datetime) -> None:
    """A new deadline: told, because an edited card notifies nobody."""
    facts = {"ballot": ballot.id, "deadline": as_fact(deadline)}
    notices.say(
        tx, ballot.committee, "ballot-extended", key=f"{ballot.id}/{as_fact(deadline)}", at=at, facts=facts
    )
    follow(tx, ballot)


def say_declared(tx: Tx, ballot: Ballot, at: datetime) -> None:
    """The result."""
    notices.say(
        tx, ballot.committee, "ballot-declared", key=str(ballot.id), at=at, facts={"ballot": ballot.id}
    )
    follow(tx, ballot)


def group_changed(tx: Tx, event: GroupChanged) -> None:
    """A group that is new, or speaks other languages, sees the ballots that run."""
    for ballot in records.undecided_in(tx, event.committee):
        show(tx, event.committee, ballot.id, event.at)
        follow(tx, ballot)


def _key(number: BallotId) -> str:
    return f"ballot/{number}"


def _card(tx: Tx, post: GroupPost, place: Place) -> Screen:
    ballot, finding = _of(tx, post)
    known = roster.constituencies_of(tx, ballot.committee)
    progress = Progress.of(records.voted(tx, ballot.id), [c.code for c in known])

    def say(t: Translator) -> Markup:
        lines = [_headed(finding, _standing(t, ballot))]
        if ballot.running:
            lines.append(t("Deadline: {date}", date=t.moment(ballot.ends_at, weekday=True)))
        if ballot.standing is not Standing.SUPERSEDED:
            lines.append(words.progress(t, progress, known))
        return Markup("\n").join(lines)

    return posted(place, f"b{ballot.id}", say)


def _standing(t: Translator, ballot: Ballot) -> Markup:
    match ballot.standing:
        case Standing.RUNNING:
            return t("Voting is open.")
        case Standing.SUPERSEDED:
            return t("A new version has ended the voting on a finding.")
        case Standing.DECLARED:
            assert ballot.outcome is not None
            return t("Declared outcome: {outcome}", outcome=words.outcome(t, ballot.outcome))
        case _:
            return t("The vote is closed and its result is not declared yet.")


def _extended(tx: Tx, post: GroupPost, place: Place) -> Screen | None:
    ballot, finding = _of(tx, post)
    if not ballot.running or as_fact(ballot.ends_at) != post.facts["deadline"]:
        return None

    def say(t: Translator) -> Markup:
        until = t("Deadline: {date}", date=t.moment(ballot.ends_at, weekday=True))
        return _headed(finding, t("The deadline of a vote was extended.")) + Markup("\n") + until

    return posted(place, f"b{ballot.id}", say)


def _declared(tx: Tx, post: GroupPost, place: Place) -> Screen | None:
    ballot, finding = _of(tx, post)
    if ballot.standing is not Standing.DECLARED:
        return None
    return posted(place, f"b{ballot.id}", lambda t: _headed(finding, _standing(t, ballot)))


def _headed(finding: Finding, sentence: Markup) -> Markup:
    return Markup("<b>{}</b> · ").format(finding.label) + sentence


def _of(tx: Tx, post: GroupPost) -> tuple[Ballot, Finding]:
    ballot = records.ballot(tx, BallotId(post.facts["ballot"]))
    assert ballot is not None, "ballots are never removed"
    return ballot, findings.finding_of(tx, findings.version(tx, ballot.version))


POSTS: dict[str, PostKind] = {
    CARD: PostKind(_card),
    "ballot-extended": PostKind(_extended),
    "ballot-declared": PostKind(_declared),
}
