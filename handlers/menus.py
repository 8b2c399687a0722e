"""The command menu by role: at most eight are shown, the others work when typed."""

import hashlib
import json
from collections.abc import Iterator, Sequence

from bot.committee.model import SEATED, Actor, Committee, Person, Role, Seat
from bot.committee.service import UTC_ZONE
from bot.i18n import LANGUAGES, Translator, translator
from bot.ids import CommitteeId, MembershipId, PersonId, SeatId
from bot.timeline.rights import plans

SHOWN = 8


def commands_for_strangers(t: Translator) -> tuple[tuple[str, str], ...]:
    """What a chat shows before somebody has joined."""
    return ("start", t.plain("Start")), ("help", t.plain("Help"))


def commands_for_groups(voices: Sequence[Translator]) -> tuple[tuple[str, str], ...]:
    """The only commands that act in a group, with what they do in each of its languages."""

    def said(*words: str) -> str:
        return " · ".join(dict.fromkeys(words))

    return (
        ("ask", said(*(t.plain("Ask a question") for t in voices))),
        ("help", said(*(t.plain("Help") for t in voices))),
    )


def commands_for(t: Translator, who: Actor, *, everything: bool = False) -> tuple[tuple[str, str], ...]:
    """(name, description) in the order of use. Nobody is offered what they may not do."""
    offers = [
        ("menu", t.plain("Menu"), True),
        ("todo", t.plain("What waits for me"), True),
        ("meetings", t.plain("Meetings"), True),
        ("newmeeting", t.plain("New meeting"), who.organizes or who.chairs),
        ("findings", t.plain("Findings"), True),
        ("newfinding", t.plain("Share a new finding"), who.consults),
        ("invite", t.plain("Invite people"), who.organizes),
        ("votes", t.plain("My votes"), who.votes),
        ("questions", t.plain("Questions"), True),
        ("ask", t.plain("Ask a question"), True),
        ("timeline", t.plain("Timeline"), True),
        ("committee", t.plain("Committee"), True),
        ("language", t.plain("Language"), True),
        ("help", t.plain("Help"), True),
        ("requests", t.plain("Requests for input"), everything and who.reads_drafts),
        ("newtimeline", t.plain("Post a plan"), everything and plans(who)),
        ("timezone", t.plain("Time zone"), everything),
        ("privacy", t.plain("Your data"), everything),
        ("mydata", t.plain("Send my data"), everything),
        ("leave", t.plain("Leave the committee"), everything),
        ("cancel", t.plain("Discard the open form"), everything),
    ]
    allowed = [(name, words) for name, words, may in offers if may]
    return tuple(allowed if everything else allowed[:SHOWN])


def fingerprint() -> str:
    """Tells the commands of one version of the program from another's: all that anybody is shown, in every language."""
    voices = [translator(language, UTC_ZONE, UTC_ZONE) for language in LANGUAGES]
    shown = [(commands_for_groups([t]), *(commands_for(t, who) for who in _everybody())) for t in voices]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


def _everybody() -> Iterator[Actor]:
    """One of each standing: commands depend on nothing else."""
    person = Person(PersonId(0), "", "")
    here = Committee(CommitteeId(0), "", {}, "", UTC_ZONE, (), ())
    for role in Role:
        for chair in (False, True) if role in SEATED else (None,):
            seat = None if chair is None else Seat(SeatId(0), here.id, "", "", chair)
            yield Actor(person, here, MembershipId(0), role, seat)
