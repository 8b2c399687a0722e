"""The reader's own words: sentences, moments, and dates as people type them."""

from bot.i18n.catalogs import LANGUAGES, interface_language
from bot.i18n.names import OWN_NAMES, known_language
from bot.i18n.sentences import Sentence, Sentences, as_fact, instant
from bot.i18n.translator import Terms, Translator, filled, joined, mark, translator

__all__ = [
    "LANGUAGES",
    "OWN_NAMES",
    "Sentence",
    "Sentences",
    "Terms",
    "Translator",
    "as_fact",
    "filled",
    "instant",
    "interface_language",
    "joined",
    "known_language",
    "mark",
    "translator",
]
