"""How a chapter is told: people press, type and see, each in their language, and the transcript says so."""

import re

from bot.i18n import Translator, translator
from bot.playground.cast import Kickoff
from bot.playground.model import Message
from bot.playground.people import Someone
from bot.playground.stage import Stage
from bot.playground.transcript import Transcript
from bot.screens import capitalised

ONE_A_LANGUAGE = ("gulnara", "olga", "organizer")
"""Whose screens are shown where everybody gets the same: one who reads ky, one ru, one en."""


class Telling:
    """The stage, the fixture and the people by key. What is not as it should be raises AssertionError.

    Words on buttons and sentences are given in English and looked for in the person's language.
    """

    def __init__(self, stage: Stage, script: Kickoff, transcript: Transcript) -> None:
        self.stage = stage
        self.script = script
        self.transcript = transcript
        self.parts = {part.key: part for part in script.cast}
        self.people: dict[str, Someone] = {}
        self.unopened: dict[str, str] = {}
        """Who was invited and has not joined yet, with their link."""
        self.group: Someone
        """The organizer in the committee's group, once that is connected."""

    def chapter(self, title: str, hour: str) -> None:
        """A heading, at an hour that the fixture names."""
        self.transcript.chapter(title, self.script.at(hour))

    async def to(self, hour: str) -> None:
        """Moves the clock to an hour that the fixture names."""
        await self.stage.move(self.script.at(hour))

    def translator_for(self, key: str) -> Translator:
        """The person's words."""
        zone = self.script.zone
        return translator(self.parts[key].language, zone, zone)

    async def press(self, key: str, words: str, *, shown: bool = True, **facts: object) -> None:
        """Presses the button that says `words`, filled with `facts`, in the person's language."""
        label = capitalised(self.translator_for(key).plain(words, **facts))
        self.does(key, f"[{label}]", shown)
        await self.people[key].press(label)
        self.show(key, self.people[key].latest, shown)

    async def type(self, key: str, text: str, *, shown: bool = True) -> None:
        """Sends a message and shows what is answered."""
        self.does(key, f"“{text}”", shown)
        await self.people[key].says(text)
        self.sees(key, shown=shown)

    def expect(self, key: str, sentence: str) -> None:
        """The person sees the sentence, in their language."""
        self.people[key].sees(re.escape(str(self.translator_for(key).plain(sentence))))

    def does(self, key: str, what: str, shown: bool = True) -> None:
        """A line of the transcript: what somebody does."""
        if shown:
            self.transcript.does(self.parts[key], what)

    def gets(self, key: str, file: str) -> None:
        """A line of the transcript: a file that came with the card."""
        self.transcript.gets(self.parts[key], file)

    def sees(self, key: str, pattern: str = "", *, shown: bool = True) -> None:
        """The newest card that matches."""
        self.show(key, self.people[key].sees(pattern), shown)

    def show(self, key: str, card: Message, shown: bool = True) -> None:
        """A card as its reader sees it."""
        if shown:
            self.transcript.sees(self.parts[key], card)

    def posted(self, pattern: str) -> Message:
        """The group's newest post that matches."""
        post = self.group.sees(pattern)
        self.transcript.posted(post)
        return post
