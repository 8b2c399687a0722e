"""The ballot on F4: opened, voted on in three languages, reminded of, closed by its deadline."""

import re

from bot.playground.story.telling import ONE_A_LANGUAGE, Telling

APPROVE = ("sergei", "azamat", "bermet", "nurbek", "chynara", "elena", "chair")
"""Who approves in the end; one of them only after a first *Needs revision*."""
SHOWN_VOTES = ("sergei", "azamat")


async def open_ballot(tell: Telling) -> None:
    """Who votes is asked; who does not, sees nothing."""
    await tell.to("ballot_opens")
    tell.chapter("A ballot opens", "ballot_opens")
    await ask_to_vote(tell, "F4", tell.script.typed("ballot_closes"))
    for key in ONE_A_LANGUAGE:
        tell.sees(key)
    tell.people["observer"].does_not_see("F4")


async def ask_to_vote(tell: Telling, label: str, until: str, *, shown: bool = True) -> None:
    """The organizer opens a ballot on a finding until an hour, as typed."""
    await tell.people["organizer"].says("/findings")
    await tell.press("organizer", label, shown=False)
    await tell.press("organizer", "Open a ballot", shown=shown)
    await tell.type("organizer", until, shown=shown)
    await tell.press("organizer", "Open the ballot", shown=shown)


async def vote(tell: Telling) -> None:
    """Eight of nine vote; one changes their mind, one asks for a change."""
    tell.transcript.chapter("Members vote, each in their language", tell.stage.clock.now())
    await tell.press("sergei", "Needs revision")
    await tell.type("sergei", tell.script.content["reason_for_revision"])
    await tell.press("sergei", "Done")
    await tell.press("gulnara", "Approve with changes")
    await tell.type("gulnara", tell.script.content["change_text"])
    await tell.press("gulnara", "Done")
    for key in APPROVE:
        await tell.press(key, "Approve", shown=key in SHOWN_VOTES)


async def remind(tell: Telling) -> None:
    """On the Friday before, since the deadline's eve is a Sunday."""
    before = len(tell.people["azamat"].screens)
    await tell.to("friday")
    tell.chapter("Only who has not voted is reminded: on Friday, since Sunday is quiet", "friday")
    tell.sees(
        "olga",
        re.escape(str(tell.translator_for("olga").plain("You have not voted yet. One tap is enough."))),
    )
    assert len(tell.people["azamat"].screens) == before, "somebody who voted was reminded"


async def close(tell: Telling) -> None:
    """A tap after the deadline counts for nothing and is told so."""
    olga, approve = tell.people["olga"], tell.translator_for("olga").plain("Approve")
    card = olga.sees("F4")
    before = next(button["callback_data"] for button in card.buttons if button["text"] == approve)
    await tell.to("late_vote")
    tell.chapter("The deadline has closed the ballot; a late vote is not counted", "late_vote")
    tell.does("olga", f"[{approve}], on the card as her telephone showed it before the deadline")
    await olga.forges(before, card)
    refused = tell.translator_for("olga").plain(
        "Voting is closed, so this vote was not counted. Closed: {time}.", time="…"
    )
    tell.sees("olga", re.escape(refused.partition("…")[0]))
    tell.sees("chair")
