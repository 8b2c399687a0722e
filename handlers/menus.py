"""The command menu by role: at most eight are shown, the others work when typed."""

from collections.abc import Sequence

from bot.committee.model import Actor
from bot.i18n import Translator
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
