"""The next finding is shared and its ballot opened: it waits for whoever goes on with the demonstration."""

from bot.playground.story.ballot import APPROVE, ask_to_vote
from bot.playground.story.finding import write_finding
from bot.playground.story.telling import ONE_A_LANGUAGE, Telling


async def open_the_last_ballot(tell: Telling) -> None:
    """On F5; most members have voted, three have not."""
    await tell.to("share_last")
    tell.chapter("The next finding is shared; its ballot stays open", "share_last")
    until = tell.script.typed("last_comments_until")
    await write_finding(tell, tell.script.content["last_finding"], until, shown=False)
    await tell.to("last_ballot_opens")
    await ask_to_vote(tell, "F5", tell.script.typed("last_ballot_closes"), shown=False)
    for key in ONE_A_LANGUAGE:
        tell.sees(key, "F5")
    for key in APPROVE:
        await tell.press(key, "Approve", shown=False)
    assert tell.people["olga"].latest.buttons, "nobody asks Olga to vote on F5"
