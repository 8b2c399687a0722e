"""The kick-off played through the bot's chat, as members would: join, share, comment, vote, close, declare, version 2,
and a ballot on the next finding, which stays open for whoever goes on.

Nothing is written into the database but what a terminal writes: the committee itself.
"""

import re

from bot.committee import service as committee
from bot.i18n import Translator, translator
from bot.playground.cast import Kickoff
from bot.playground.model import Message
from bot.playground.people import Someone
from bot.playground.stage import Stage
from bot.playground.transcript import Transcript
from bot.screens import capitalised

APPROVE = ("sergei", "azamat", "bermet", "nurbek", "chynara", "elena", "chair")
"""Who approves in the end; one of them only after a first *Needs revision*."""
SHOWN_VOTES = ("sergei", "azamat")
ONE_A_LANGUAGE = ("gulnara", "olga", "organizer")


class Story:
    """`play` raises AssertionError where somebody does not see what the contract promises."""

    def __init__(self, stage: Stage, script: Kickoff, transcript: Transcript) -> None:
        self._stage = stage
        self._script = script
        self._tell = transcript
        self.parts = {part.key: part for part in script.cast}
        self.people: dict[str, Someone] = {}

    async def play(self) -> None:
        """From the empty database to version 2 as declared and an open ballot on F5."""
        await self._join()
        await self._share()
        await self._comment()
        await self._open_ballot()
        await self._vote()
        await self._remind()
        await self._close()
        await self._declare()
        await self._publish_version_2()
        await self._open_the_last_ballot()

    async def _join(self) -> None:
        self._chapter("Joining by invitation", "starts")
        about = self._script.content["committee"]
        invitation = await self._stage.app.store.write(
            lambda tx: committee.create_committee(
                tx,
                code=about["code"],
                names=about["names"],
                country=about["country"],
                zone=about["zone"],
                languages=about["languages"],
                at=self._stage.clock.now(),
            )
        )
        for key, part in self.parts.items():
            first, _, last = part.name.partition(" ")
            self.people[key] = self._stage.someone(
                first, last, username=part.username, language=part.language
            )
        await self._take_seat("organizer", self._stage.app.links.invitation(invitation), shown=True)
        await self._press("organizer", "Committee")
        await self._press("organizer", "Import a roster")
        self._does("organizer", "roster.csv")
        await self.people["organizer"].sends_file("roster.csv", self._script.roster.encode())
        self._sees("organizer")
        await self._press("organizer", "Import")
        links = self._links()
        await self._press("organizer", "Next page", shown=False)
        links |= self._links()
        missing = {part.name for key, part in self.parts.items() if key != "organizer"} - set(links)
        assert not missing, f"no invitation link for {missing}"
        for key, link in ((key, links[part.name]) for key, part in self.parts.items() if part.name in links):
            await self._take_seat(key, link, shown=key == "gulnara")
        self.people["organizer"].sees("David Okafor")
        self._sees("organizer")

    def _links(self) -> dict[str, str]:
        """Who gets which link, by name, as the organizer reads it off the list."""
        entries = re.findall(
            r"^([^\n(,]+?)(?:,[^\n]*)? \([^\n]*\)\n(https://t\.me/\S+)",
            self.people["organizer"].screen,
            re.MULTILINE,
        )
        return dict(entries)

    async def _take_seat(self, key: str, link: str, *, shown: bool) -> None:
        person, part = self.people[key], self.parts[key]
        if shown:
            self._does(key, "t.me/…?start=…")
        await person.opens(link)
        if shown:
            self._sees(key)
        await person.press({"ky": "Кыргызча", "ru": "Русский", "en": "English"}[part.language])
        if shown:
            self._sees(key)
        await self._press(key, "I agree", shown=shown)
        self._expect(key, "Welcome! You have joined the committee.")

    async def _share(self) -> None:
        await self._to("share")
        self._chapter("A draft finding is shared for comments", "share")
        findings = self._script.content["findings"]
        for number, texts in enumerate(findings, start=1):
            until = self._script.typed("comments_until") if number == len(findings) else None
            await self._write_finding(texts, until, shown=until is not None)
        for key in ONE_A_LANGUAGE:
            self._sees(key, r"F4")
        assert self.people["gulnara"].sees("F4").protected, "a draft has to be protected"
        self.people["observer"].does_not_see("F4")

    async def _write_finding(self, texts: dict[str, str], until: str | None, *, shown: bool) -> None:
        """`until`: for how long it is open for comments, as typed; None keeps it as a draft."""
        key = "consultant"
        self._does(key, "/newfinding", shown)
        await self.people[key].says("/newfinding")
        await self._press(key, "finding", shown=shown)
        await self._press(key, "English", shown=shown)
        await self._type(key, texts["en"], shown=shown)
        await self._press(key, "Done", shown=False)
        await self._press(key, "Skip", shown=False)  # no files
        for language in ("ky", "ru"):
            await self._type(key, texts[language], shown=False)
            await self._press(key, "Done", shown=False)
            await self._press(key, "Yes", shown=False)
            await self._press(key, "Skip", shown=False)
        for _ in ("ky", "ru", "en"):
            self._sees(key, shown=shown)
            await self._press(key, "Next", shown=False)
        if until is None:
            await self._press(key, "Keep as a draft", shown=False)
            return
        await self._type(key, until, shown=shown)
        await self._press(key, "Share for comments", shown=shown)

    async def _comment(self) -> None:
        self._tell.chapter("Members comment, the consultant answers", self._stage.clock.now())
        comment = self._script.content["comment"]
        await self._press("bermet", "Comment")
        await self._type("bermet", comment["ky"])
        await self._press("bermet", "Done")
        await self.people["consultant"].says("/todo")
        self._sees("consultant")
        await self._press("consultant", "{label}: comments to answer: {n}", label="F4", n=1)
        await self._press("consultant", "Answer No. {n}", shown=False, n=1)
        await self._press("consultant", "accepted", shown=False)
        await self._type("consultant", comment["answer"])
        self._sees("bermet")

    async def _open_ballot(self) -> None:
        await self._to("ballot_opens")
        self._chapter("A ballot opens", "ballot_opens")
        await self._ask_to_vote("F4", self._script.typed("ballot_closes"))
        for key in ONE_A_LANGUAGE:
            self._sees(key)
        self.people["observer"].does_not_see("F4")

    async def _ask_to_vote(self, label: str, until: str, *, shown: bool = True) -> None:
        await self.people["organizer"].says("/findings")
        await self._press("organizer", label, shown=False)
        await self._press("organizer", "Open a ballot", shown=shown)
        await self._type("organizer", until, shown=shown)
        await self._press("organizer", "Open the ballot", shown=shown)

    async def _vote(self) -> None:
        self._tell.chapter("Members vote, each in their language", self._stage.clock.now())
        await self._press("sergei", "Needs revision")
        await self._type("sergei", self._script.content["reason_for_revision"])
        await self._press("sergei", "Done", shown=False)
        await self._press("gulnara", "Approve with changes")
        await self._type("gulnara", self._script.content["change_text"])
        await self._press("gulnara", "Done")
        for key in APPROVE:
            await self._press(key, "Approve", shown=key in SHOWN_VOTES)

    async def _remind(self) -> None:
        before = len(self.people["azamat"].screens)
        await self._to("friday")
        self._chapter("Only who has not voted is reminded: on Friday, since Sunday is quiet", "friday")
        self._sees(
            "olga", re.escape(str(self._t("olga").plain("You have not voted yet. One tap is enough.")))
        )
        assert len(self.people["azamat"].screens) == before, "somebody who voted was reminded"

    async def _close(self) -> None:
        olga, approve = self.people["olga"], self._t("olga").plain("Approve")
        card = olga.sees("F4")
        before = next(button["callback_data"] for button in card.buttons if button["text"] == approve)
        await self._to("late_vote")
        self._chapter("The deadline has closed the ballot; a late vote is not counted", "late_vote")
        self._does("olga", f"[{approve}], on the card as her telephone showed it before the deadline")
        await olga.forges(before, card)
        refused = self._t("olga").plain(
            "Voting is closed, so this vote was not counted. Closed: {time}.", time="…"
        )
        self._sees("olga", re.escape(refused.partition("…")[0]))
        self._sees("chair")

    async def _declare(self) -> None:
        await self._to("declared")
        self._chapter("The chair marks the change and declares", "declared")
        await self._press("chair", "Mark the texts ({n})", n=1)
        await self._press("chair", "Taken in")
        t = self._t("chair")
        await self._press("chair", "Declare: {outcome}", outcome=t("validated with amendments"))
        for key in (*ONE_A_LANGUAGE, "observer"):
            self._sees(key)
            self._check_result(key)

    async def _publish_version_2(self) -> None:
        await self._to("version_2")
        self._chapter("Version 2 takes the change in; the chair finds it as declared", "version_2")
        texts = self._script.content["version_2"]
        key = "consultant"
        await self._press(key, "New version")
        for language in ("en", "ky", "ru"):
            await self._type(key, texts[language], shown=language == "en")
            await self._press(key, "Done", shown=False)
            if language != "en":
                await self._press(key, "Yes", shown=False)
                await self._press(key, "Skip", shown=False)
        await self._press(key, "Skip", shown=False)  # no files
        await self._type(key, texts["note"])
        for _ in ("en", "ky", "ru"):
            await self._press(key, "Next", shown=False)
        await self._press(key, "Publish")
        self._sees("chair")
        await self._press("chair", "As declared")
        for reader in (*ONE_A_LANGUAGE, "observer"):
            self._sees(reader, "F4")

    async def _open_the_last_ballot(self) -> None:
        await self._to("share_last")
        self._chapter("The next finding is shared; its ballot stays open", "share_last")
        until = self._script.typed("last_comments_until")
        await self._write_finding(self._script.content["last_finding"], until, shown=False)
        await self._to("last_ballot_opens")
        await self._ask_to_vote("F5", self._script.typed("last_ballot_closes"), shown=False)
        for key in ONE_A_LANGUAGE:
            self._sees(key, "F5")
        assert self.people["olga"].latest.buttons, "nobody asks Olga to vote on F5"

    def _check_result(self, key: str) -> None:
        """The figures of the fixture, in the person's words."""
        t, person = self._t(key), self.people[key]
        counted = {
            "Government": [("for {n}", 2), ("with changes {n}", 1)],
            "Trade unions": [("for {n}", 2)],
            "SSE organizations": [("for {n}", 3), ("not voted {n}", 1)],
        }
        for group, counts in counted.items():
            words = ".*".join(re.escape(t.plain(msgid, n=n)) for msgid, n in counts)
            person.sees(rf"{re.escape(t.plain(group))}[^\n]*{words}")
        person.sees(re.escape(t.plain("{group}: not represented", group=t("Employers"))))
        person.sees(
            re.escape(
                t.plain(
                    "Quorum: yes ({voted} of {seats} voted, {needed} needed).", voted=8, seats=9, needed=5
                )
            )
        )
        person.sees(re.escape(t.plain("validated with amendments")))

    def _chapter(self, title: str, hour: str) -> None:
        self._tell.chapter(title, self._script.at(hour))

    async def _to(self, hour: str) -> None:
        await self._stage.move(self._script.at(hour))

    def _t(self, key: str) -> Translator:
        zone = self._script.zone
        return translator(self.parts[key].language, zone, zone)

    async def _press(self, key: str, words: str, *, shown: bool = True, **facts: object) -> None:
        """Presses the button that says `words`, filled with `facts`, in the person's language."""
        label = capitalised(self._t(key).plain(words, **facts))
        self._does(key, f"[{label}]", shown)
        await self.people[key].press(label)
        self._show(key, self.people[key].latest, shown)

    async def _type(self, key: str, text: str, *, shown: bool = True) -> None:
        self._does(key, f"«{text}»", shown)
        await self.people[key].says(text)
        self._sees(key, shown=shown)

    def _expect(self, key: str, sentence: str) -> None:
        self.people[key].sees(re.escape(str(self._t(key).plain(sentence))))

    def _does(self, key: str, what: str, shown: bool = True) -> None:
        if shown:
            self._tell.does(self.parts[key], what)

    def _sees(self, key: str, pattern: str = "", *, shown: bool = True) -> None:
        """The newest card that matches."""
        self._show(key, self.people[key].sees(pattern), shown)

    def _show(self, key: str, card: Message, shown: bool = True) -> None:
        if shown:
            self._tell.sees(self.parts[key], card)
