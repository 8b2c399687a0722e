"""What a committee decides for itself: read as it was typed or picked, checked against the rest, kept."""

from datetime import datetime
from typing import Any

from bot.committee import records
from bot.committee.model import Actor, Committee, SettingChanged
from bot.committee.rights import organizer
from bot.errors import Refusal
from bot.events import publish
from bot.i18n import LANGUAGES
from bot.intake import Outcome
from bot.settings import About, Setting
from bot.store import Tx
from bot.texts import one_line

USUAL = "~"
"""Picked: what stands where a committee has said nothing."""


def languages_of(here: Committee) -> tuple[str, ...]:
    """In which languages a setting can be worded: those of the committee's texts and of the interface."""
    return tuple(dict.fromkeys((*here.languages, *LANGUAGES)))


def read(of: Setting[Any], here: Committee, text: str, at: datetime, language: str | None = None) -> Any:
    """What was typed, or picked, as it is kept.

    Refuses what cannot be read, what does not go with the rest, and `setting-same` where it stands so already.
    """
    kept = of.kept(here)
    about = About(here, at, kept, language)
    said = None if text == USUAL else of.kind.read(one_line(text), about)
    value = changed(of, here, said, language)
    if value == kept:
        raise Refusal("setting-same")
    if of.check is not None:
        of.check(here, value, at)
    return said


def changed(of: Setting[Any], here: Committee, said: Any, language: str | None = None) -> Any:
    """What would stand. `said`: as `read` gave it."""
    if language is not None:
        return of.kind.merged(of.kept(here), said, language)
    return of.default if said is None else said


def decide(tx: Tx, who: Actor, of: Setting[Any], value: Any, at: datetime) -> Outcome:
    """From now on it stands so. Refuses `organizers-only`, and what does not go with the rest."""
    organizer(who)
    here = who.committee
    if of.check is not None:
        of.check(here, value, at)
    records.set_setting(tx, here.id, of.name, value)
    publish(tx, SettingChanged(here.id, of.name, at))
    return Outcome(f"setting-{of.name}", {"committee": here.id})
