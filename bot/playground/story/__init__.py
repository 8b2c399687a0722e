"""The kick-off played through the bot's chat, as members would, chapter by chapter.

Nothing is written into the database but what a terminal writes: the committee itself.
"""

from bot.playground.story import (
    afterwards,
    ballot,
    calling,
    finding,
    group,
    inputs,
    joining,
    kick_off,
    newcomer,
    next_ballot,
    plan,
    questions,
    result,
)
from bot.playground.story.telling import Telling

CHAPTERS = (
    joining.join,
    group.connect,
    calling.call,
    calling.answer,
    calling.remind,
    kick_off.begin,
    kick_off.discuss,
    questions.ask,
    questions.answer,
    kick_off.conclude,
    finding.share,
    group.notice,
    finding.comment,
    inputs.ask,
    kick_off.circulate,
    plan.post,
    plan.move,
    ballot.open_ballot,
    ballot.vote,
    group.follow,
    questions.remind,
    ballot.remind,
    kick_off.approve,
    ballot.close,
    result.declare,
    result.publish_version_2,
    afterwards.compare,
    afterwards.reserve,
    afterwards.release,
    newcomer.invite,
    next_ballot.open_the_last_ballot,
)
"""In the order of the clock: each begins where the one before it ended."""


class Story(Telling):
    """`play` raises AssertionError where somebody does not see what the contract promises."""

    async def play(self) -> None:
        """From the empty database to a ballot that waits for whoever goes on."""
        for chapter in CHAPTERS:
            await chapter(self)
