"""The room's forms: the text of a vote, the opening of a ballot, a new deadline."""

from bot.ballots.model import TEXT_LIMIT
from bot.findings.model import typed
from bot.forms import Field, Form

VOTE_TEXT = "vote-text"


def vote_text() -> Form:
    """The text that *Approve with changes* and *Needs revision* need. It may come in several messages."""
    return Form(
        VOTE_TEXT, lambda values: (Field("text", said=lambda text, v: vote_words(text), collects=True),)
    )


def vote_words(text: str) -> str:
    """A vote's text, canonical and trimmed. Refuses `text-empty` and `text-too-long`."""
    return typed(text, TEXT_LIMIT)
