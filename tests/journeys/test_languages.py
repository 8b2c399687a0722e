"""Every room walked through by everybody at every stage, in ky, ru and en: no word of another language, no dead end."""

import asyncio
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from bot.actions import Action, unpack
from bot.ballots.actions import CastVote, Declare, MarkText, MarkVersion
from bot.committee import service as committee
from bot.committee.actions import NewLink, RevokeLink, Speak, UseZone
from bot.committee.constituency_actions import RaiseConstituency
from bot.committee.invitation_actions import SetValidity
from bot.committee.model import CONSTITUENCIES, Role
from bot.committee.roster import HEADER
from bot.findings.actions import ShowFinding, ShowVersion
from bot.forms.actions import FormCancel, FormDiscard, FormDone, FormPick, FormSkip
from bot.group.actions import GroupSpeaks
from bot.i18n import LANGUAGES, Sentences, translator
from bot.ids import FindingId, MilestoneId
from bot.intake import records as intake
from bot.meetings.actions import AnswerMeeting, AnswerSlot, Invite
from bot.playground.people import Someone
from bot.playground.stage import Stage
from bot.questions.actions import (
    AcceptQuestion,
    CallUpQuestion,
    ClaimQuestion,
    CloseQuestion,
    FollowQuestion,
    ModerateQuestions,
    PublishAnswer,
    SeparateQuestion,
    SupportQuestion,
)
from bot.sessions.actions import (
    ActionDone,
    AddEntry,
    CheckIn,
    CheckOut,
    CirculateMinutes,
    CommentMinutes,
    Dispose,
    EndSession,
    RecordPresence,
    TurnTo,
)
from bot.sessions.model import Kind
from bot.store import Tx
from bot.timeline import modalities, posting
from bot.timeline import records as timeline
from bot.timeline.actions import GiveTo, PutStanding, TakeWorkingDay, ToggleLink, ToggleNeed
from bot.timeline.model import Link
from tests.journeys.house import NAMES, OWN_NAMES, UTC, words
from tests.journeys.scenes import CAST, CLOSES, DAY, MINUTE, TEXTS, Part, Scene, assemble, voting
from tests.meetings.house import AGENDA, LINK, PEOPLE, TITLES, VENUES, ask_dates, convene, lives_in, wall
from tests.sessions.house import begun
from tests.timeline.house import adds_days_off
from tests.timeline.plans import lines

LATIN, CYRILLIC = re.compile(r"[A-Za-z]{2,}"), re.compile(r"[А-Яа-яЁёҢңӨөҮү]+")
ALLOWED = {
    "Telegram",
    "ID",
    "CSV",
    "XLSX",
    "Excel",
    "QR",
    "KG",
    "en",
    "ru",
    "ky",
    *HEADER,
    *Role,
    *CONSTITUENCIES,
}
"""What Telegram and files call things, and what a roster's columns and cells say in every language."""
CODES = {"uz", "Asia", "Bishkek", "Tashkent"}
"""How other languages and time zones are written where a setting is typed."""
WORDED = [
    words(language, msgid)
    for language in LANGUAGES
    for msgid in (
        *("Government", "Trade unions", "Employers", "{sse} organizations"),
        *("SSE", "social and solidarity economy"),
    )
]
"""What organizers see in each of its languages, to change it."""
WRITES = (
    AcceptQuestion,
    ActionDone,
    AnswerMeeting,
    AnswerSlot,
    CallUpQuestion,
    CastVote,
    CheckIn,
    CheckOut,
    ClaimQuestion,
    CloseQuestion,
    Dispose,
    FollowQuestion,
    FormDiscard,
    FormDone,
    FormPick,
    FormSkip,
    GiveTo,
    GroupSpeaks,
    Invite,
    MarkText,
    MarkVersion,
    ModerateQuestions,
    NewLink,
    PublishAnswer,
    PutStanding,
    RaiseConstituency,
    RecordPresence,
    RevokeLink,
    SeparateQuestion,
    Speak,
    SupportQuestion,
    TakeWorkingDay,
    ToggleLink,
    ToggleNeed,
    TurnTo,
    UseZone,
)
COMMANDS = (
    *("/menu", "/todo", "/findings", "/votes", "/committee", "/language", "/timezone", "/privacy", "/help"),
    *(
        "/newfinding",
        "/cancel",
        "/invite",
        "/cancel",
        "/cancel",
        "/nonsense",
        "/start f1",
        "/start b1",
        "just words",
    ),
)
RECORDED = (
    "/menu",
    "/todo",
    "/start m1",
    "/start min1",
    "/questions",
    "/start q1",
    "/requests",
    "/start r1",
    "/ask",
)
SAID = {
    "question": "Суроо 1?",
    "answer": "Ответ 1",
    "request": "Запрос 1",
    "input": "Маалымат 1",
    "decision": "Чечим 1",
    "action": "Тапшырма 1",
    "remark": "Пикир 1",
    "objection": "Каршы пикир 1",
}
"""What the committee says in the session and after it."""
WALKERS = ("anna", "nazira", "cholpon", "damir", "olivia")
OF_A_KIND = 2
GONE = 10**9
"""The number of no message."""


def _harmless(action: Action) -> bool:
    if getattr(action, "sure", False):
        return False
    if isinstance(action, SetValidity):
        return action.days is None
    if isinstance(action, Declare):
        return action.outcome is None
    if isinstance(action, (ShowFinding, ShowVersion)) and action.language is not None:
        return False  # the same card in another language, which the text's author wrote
    return not isinstance(action, WRITES)


async def _walk(
    scene: Scene,
    name: str,
    commands: Sequence[str] = COMMANDS,
    of_a_kind: int = OF_A_KIND,
    gone: bool = False,
) -> None:
    """Presses buttons that change nothing, from every command on, so many of each kind, until no new one appears.

    A form that opens is given up, and leads back to the card with its button.
    `gone`: the phone shows cards that are there no more, so every screen is sent anew.
    """
    person = scene[name]
    refusals = _refusals(scene, name)
    seen: set[str] = set()
    kinds: Counter[type[Action]] = Counter()
    for command in commands:
        await person.says(command)
        assert person.buttons, f"{name} is left without a way back from {command}: {person.screen}"
        ahead = _ahead(scene, name)
        while ahead:
            data = ahead.pop()
            kind = type(unpack(data))
            if data in seen or kinds[kind] == of_a_kind:
                continue
            seen.add(data)
            kinds[kind] += 1
            number = GONE if gone else max(person.chat.messages)
            scene.bot.telegram.press(person.user, number, data, person.chat, forge=True)
            await scene.bot.settle()
            assert person.buttons, f"{name} is left without a way back from {data}: {person.screen}"
            assert not person.screen.startswith(refusals), f"{name} was offered {data}: {person.screen}"
            if kind is not FormCancel and (cancel := _cancels(person)):
                tapped = max(person.chat.messages)
                await person.forges(cancel)
                # Another walks at the same time: what that tells this one may stand below the answer.
                back = {type(action) for action in _taps(person, since=tapped)}
                assert kind in back, f"{name} gave up the form of {data} and is led to {person.screen}"
            ahead += _ahead(scene, name)
    await person.says("/cancel")
    await person.says("/cancel")


def _refusals(scene: Scene, name: str) -> tuple[str, ...]:
    """What somebody reads where they may not do something, which a button of theirs never leads to."""
    sentences: Sentences = scene.bot.app.telegram.bot_data["rooms"].sentences
    t = translator(scene.cast[name].language, UTC, UTC)
    facts: dict[str, Any] = defaultdict(int)
    codes = [code for code in sentences if code.endswith("-only")]
    assert len(codes) > 10
    codes += ["no-translation-rights", "consultant-answers", "not-a-member", "vote-observer", "vote-no-seat"]
    return tuple(str(sentences[code](t, facts).striptags()) for code in codes)


def _ahead(scene: Scene, name: str) -> list[str]:
    return [action.pack() for action in _taps(scene[name]) if _harmless(action)]


def _taps(person: Someone, since: int | None = None) -> list[Action]:
    """The buttons of the newest card, or of all from a number on."""
    cards = [card for card in person.cards if since is not None and card.message_id >= since]
    buttons = [button for card in cards or person.cards[-1:] for button in card.buttons]
    return [unpack(button["callback_data"]) for button in buttons if "callback_data" in button]


def _cancels(person: Someone) -> str | None:
    """What gives up the form that was just opened; None where none was."""
    return next((action.pack() for action in _taps(person) if isinstance(action, FormCancel)), None)


def _foreign(scene: Scene, name: str, known: Sequence[str]) -> set[str]:
    """Words in another alphabet than the reader's, in cards and on buttons, but for what people wrote themselves."""
    alphabet = CYRILLIC if scene.cast[name].language == "en" else LATIN
    found: set[str] = set()
    for call in scene.bot.telegram.calls:
        if call.fields.get("chat_id") != scene[name].chat.id:
            continue
        markup = call.fields.get("reply_markup") or {}
        labels = [button["text"] for row in markup.get("inline_keyboard", ()) for button in row]
        texts = (str(call.fields.get(name, "")) for name in ("text", "caption"))
        said = unescape(re.sub(r"<[^>]+>", "", " ".join([*texts, *labels])))
        for own in known:
            said = said.replace(own, " ")
        said = re.sub(r"https?://\S+|/[a-z]+|@\w+|\b[0-9a-f]{8}\b", " ", said)
        found |= {word for word in alphabet.findall(said) if word not in ALLOWED | CODES}
    return found


def _unprotected(scene: Scene, drafts: Sequence[str]) -> Iterator[str]:
    """Cards with words of a draft, or of what was said about it, that could be passed on."""
    protected: set[tuple[int, int]] = set()
    for call in scene.bot.telegram.calls:
        shown = call.answer.get("result")
        if not isinstance(shown, dict) or "message_id" not in shown:
            continue
        message = (call.fields["chat_id"], shown["message_id"])
        if call.fields.get("protect_content"):
            protected.add(message)
        said = unescape(f"{call.fields.get('text', '')} {call.fields.get('caption', '')}")
        if message not in protected and any(words in said for words in drafts):
            yield said


def _own(cast: Mapping[str, Part], *written: str) -> list[str]:
    """What people wrote themselves, the longest first: that is in whatever language it is in."""
    people = [part for one in cast.values() for part in (one.name, one.organization) if part]
    return sorted([*written, *people, *NAMES.values(), *OWN_NAMES.values(), *WORDED], key=len, reverse=True)


class _Walks:
    """Walks of everybody at once, each in a language and at the next stage in the next one."""

    def __init__(self, scene: Scene, known: Sequence[str]) -> None:
        self.scene, self.known = scene, known
        self.foreign: dict[str, set[str]] = {}
        self.drafts: Sequence[str] = ()
        """Words of what is not adopted yet: they stand on protected cards only."""
        self.unprotected: list[str] = []

    async def everybody(
        self,
        commands: Sequence[str] = COMMANDS,
        names: Sequence[str] = WALKERS,
        of_a_kind: int = OF_A_KIND,
        gone: bool = False,
    ) -> None:
        scene = self.scene
        scene.bot.telegram.calls.clear()
        await asyncio.gather(*(_walk(scene, name, commands, of_a_kind, gone) for name in names))
        self.unprotected += _unprotected(scene, self.drafts)
        for name in names:
            if words := _foreign(scene, name, self.known):
                self.foreign.setdefault(scene.cast[name].language, set()).update(words)
            await scene.speaks(name, {"ky": "ru", "ru": "en", "en": "ky"}[scene.cast[name].language])

    async def found_nothing(self) -> None:
        """No word of another language, no draft to be passed on, and no update that the bot gave up on."""
        assert self.foreign == {}
        assert self.unprotected == []
        assert await self.scene.bot.app.store.read(intake.parked) == []


@pytest.mark.slow
async def test_everybody_walks_through_everything_at_every_stage_in_their_language(bot: Stage) -> None:
    scene = await voting(bot)
    written = [part for text in TEXTS for part in (text.title, text.body)]
    comment, change = "Remark-1", "Change-1"
    await scene["damir"].says("/start f1")
    await scene.press("damir", "Comment")
    await scene.writes("damir", comment)
    walks = _Walks(scene, _own(CAST, *written, comment, change, "just words"))
    walks.drafts = [*written, comment, change]
    await walks.everybody(gone=True)
    for name in ("cholpon", "damir"):
        await scene[name].says("/start b1")
    await scene.vote("Approve", "cholpon", "damir", "temir")
    await scene.vote("Approve with changes", "aigul", text=change)
    await bot.move(CLOSES + MINUTE)
    await walks.everybody()
    await scene["cholpon"].says("/start b1")
    await scene.press("cholpon", "Extend the voting")
    await scene["cholpon"].says("26.12.2022 12:00")
    await scene.press("cholpon", "Extend the voting")
    await scene.vote("Abstain", "bermet")
    await bot.move(CLOSES.replace(day=26))
    await walks.everybody(gone=True)
    await scene["cholpon"].says("/start b1")
    await scene.press("cholpon", "Mark the texts ({n})", n=1)
    await scene.press("cholpon", "Taken in")
    outcome = scene.words("cholpon", "validated with amendments")
    await scene.press("cholpon", "Declare: {outcome}", outcome=outcome)
    await scene["nazira"].says("/start f1")
    await scene.press("nazira", "New version")
    await scene.writes("nazira", f"{TEXTS[0].title} 2")
    await scene.press("nazira", "Keep this text")
    await scene.press("nazira", "Keep this text")
    await scene.press("nazira", "Skip")
    await scene["nazira"].says("…1")
    await scene.press("nazira", "Next")
    await scene.press("nazira", "Publish")
    walks.drafts = [f"{TEXTS[0].title} 2"]
    await walks.everybody()
    await walks.found_nothing()


@pytest.mark.slow
async def test_everybody_walks_through_meetings_in_their_language(bot: Stage) -> None:
    scene = await assemble(bot, PEOPLE)
    await lives_in(scene, "damir", "Europe/Zurich")
    await convene(scene)
    await ask_dates(scene, wall(2022, 12, 21, 8), wall(2023, 1, 2, 14))
    commands = ("/meetings", "/newmeeting", "/cancel", "/start m1", "/start m2", "/todo", "/menu")
    written = [LINK, *TITLES.values(), *VENUES.values()]
    written += [
        part for line in AGENDA for text in line.texts.values() for part in (text.topic, text.speaker)
    ]
    walks = _Walks(scene, _own(PEOPLE, *written))
    for _ in range(3):
        await walks.everybody(commands)
    await walks.found_nothing()


@pytest.mark.slow
async def test_everybody_walks_through_a_session_its_minutes_questions_and_requests(bot: Stage) -> None:
    scene, number = await begun(bot)
    written = [*VENUES.values(), LINK, *TITLES.values(), *SAID.values()]
    written += [
        part for line in AGENDA for text in line.texts.values() for part in (text.topic, text.speaker)
    ]
    walks = _Walks(scene, _own(PEOPLE, *written))
    await scene["aigul"].says(f"/ask {SAID['question']}")
    await scene.press("aigul", "By my name")
    await scene["nazira"].says("/requests")
    await scene.press("nazira", "Ask for input")
    await scene.writes("nazira", SAID["request"])
    for _ in range(3):
        await scene.press("nazira", "Skip")
    await scene.press("nazira", "The whole committee")
    await scene["nazira"].press("10 рабочих дней")
    await scene.press("nazira", "Send the request")
    for kind, what in ((Kind.DECISION, "decision"), (Kind.ACTION, "action"), (Kind.REMARK, "remark")):
        await scene.taps("anna", AddEntry(number, kind))
        await scene.writes("anna", SAID[what])
        if kind is Kind.ACTION:
            await scene["anna"].press("Damir")
            await scene.press("anna", "No date")
    await walks.everybody(RECORDED)
    await scene.press("bermet", "Write input")
    await scene.writes("bermet", SAID["input"])
    await scene.press("bermet", "Skip")
    await scene["nazira"].says("/start q1")
    await scene.press("nazira", "Write the answer")
    await scene.writes("nazira", SAID["answer"])
    await scene.press("nazira", "Publish the answer")
    await scene.taps("anna", EndSession(number, sure=True))
    await scene.taps("anna", CirculateMinutes(number))
    await scene["anna"].press("5 иш күнү")
    await scene.press("anna", "Circulate")
    await scene.taps("aigul", CommentMinutes(number, objects=True))
    await scene.writes("aigul", SAID["objection"])
    await walks.everybody(RECORDED)
    await walks.found_nothing()


@pytest.mark.slow
async def test_organizers_walk_through_every_setting_in_each_language(bot: Stage) -> None:
    scene = await assemble(bot)
    walks = _Walks(scene, _own(CAST))
    for _ in range(3):
        await walks.everybody(("/committee", "/cancel"), ("anna",), of_a_kind=60)
    await walks.found_nothing()


MILESTONES = {
    "ky": ("Ачылыш жыйыны", "Баштапкы отчет", "Тастыктоо семинары"),
    "ru": ("Вводный брифинг", "Вводный отчёт", "Валидационный семинар"),
    "en": ("Kick-off briefing", "Inception report", "Validation workshop"),
}
PLAN = "08.12.2022 Один\nдо 5 января 2023 Два (после 1)\n22.06.2023 Три (после 2)"
"""The first is late soon, the second ends on a holiday, the third on a day off that is added by hand."""


@pytest.mark.slow
async def test_everybody_walks_through_the_plan(bot: Stage) -> None:
    scene = await voting(bot)

    def body(tx: Tx) -> None:
        at = bot.clock.now()
        who = next(a for a in committee.actors_in(tx, scene.where) if a.consults)
        plan = [
            replace(line, titles={code: titles[n] for code, titles in MILESTONES.items()})
            for n, line in enumerate(lines(PLAN))
        ]
        posting.post(tx, who, plan, revision=0, reason="", adding=False, at=at)
        timeline.add_link(tx, MilestoneId(3), Link(finding=FindingId(1)))
        for note in ("", "…"):
            modalities.put(tx, who, dict.fromkeys(MILESTONES, "…"), (), note, at)

    await bot.app.store.write(body)
    titles = [title for named in MILESTONES.values() for title in named]
    walks = _Walks(scene, _own(CAST, *titles, *(part for text in TEXTS for part in (text.title, text.body))))
    await adds_days_off(scene, "22.06.2023", "…")
    for _ in range(3):
        await walks.everybody(("/timeline", "/newtimeline", "/cancel"), ("anna", "nazira", "damir", "olivia"))
        await bot.move(bot.clock.now() + DAY)
    await walks.found_nothing()
