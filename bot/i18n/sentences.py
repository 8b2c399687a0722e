"""How an outcome or a refusal becomes a sentence: each room maps its codes, the edge puts the maps together."""

from collections.abc import Callable
from datetime import datetime

from markupsafe import Markup

from bot.errors import Facts
from bot.i18n.translator import Translator

Sentence = Callable[[Translator, Facts], Markup]
Sentences = dict[str, Sentence]


def instant(fact: str) -> datetime:
    """An instant out of JSON facts (`as_fact` put it in)."""
    return datetime.fromisoformat(fact)


def as_fact(at: datetime) -> str:
    """An instant for JSON facts."""
    return at.isoformat()
