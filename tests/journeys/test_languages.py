"""Every room walked through by everybody at every stage, in ky, ru and en: no word of another language, no dead end."""

import asyncio
import re
from collections import Counter
from collections.abc import Sequence
from html import unescape

from bot.actions import Action, unpack
from bot.ballots.actions import CastVote, Declare, MarkText, MarkVersion
from bot.committee.actions import NewLink, RevokeLink, Speak, UseZone
from bot.committee.deciding_actions import RaiseConstituency
from bot.committee.invitation_actions import SetValidity
from bot.committee.model import CONSTITUENCIES, Role
from bot.committee.roster import HEADER
from bot.findings.actions import ShowFinding, ShowVersion
from bot.forms.actions import FormDiscard, FormDone, FormPick, FormSkip
from bot.group.actions import GroupSpeaks
from bot.i18n import LANGUAGES
from bot.intake import records as intake
from bot.meetings.actions import AnswerMeeting, AnswerSlot, Invite
from bot.playground.stage import Stage
from tests.journeys.house import NAMES, OWN_NAMES, words
from tests.journeys.scenes import CAST, CLOSES, MINUTE, TEXTS, Scene, assemble, voting
from tests.meetings.house import AGENDA, LINK, PEOPLE, TITLES, VENUE, ask_dates, convene, lives_in, wall

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
    CastVote,
    GroupSpeaks,
    MarkText,
    MarkVersion,
    NewLink,
    RaiseConstituency,
    RevokeLink,
    Speak,
    UseZone,
    AnswerMeeting,
    AnswerSlot,
    Invite,
    FormPick,
    FormDone,
    FormSkip,
    FormDiscard,
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
WALKERS = ("anna", "nazira", "cholpon", "damir", "olivia")
OF_A_KIND = 2


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


async def _walk(scene: Scene, name: str, commands: Sequence[str] = COMMANDS) -> None:
    """Presses buttons that change nothing, from every command on, twice of each kind, until no new one appears."""
    person = scene[name]
    seen: set[str] = set()
    kinds: Counter[type[Action]] = Counter()
    for command in commands:
        await person.says(command)
        assert person.buttons, f"{name} is left without a way back from {command}: {person.screen}"
        ahead = _ahead(scene, name)
        while ahead:
            data = ahead.pop()
            kind = type(unpack(data))
            if data in seen or kinds[kind] == OF_A_KIND:
                continue
            seen.add(data)
            kinds[kind] += 1
            await person.forges(data)
            assert person.buttons, f"{name} is left without a way back from {data}: {person.screen}"
            ahead += _ahead(scene, name)
    await person.says("/cancel")
    await person.says("/cancel")


def _ahead(scene: Scene, name: str) -> list[str]:
    buttons = scene[name].cards[-1].buttons
    taps = [button["callback_data"] for button in buttons if "callback_data" in button]
    return [data for data in taps if _harmless(unpack(data))]


def _foreign(scene: Scene, name: str, known: Sequence[str]) -> set[str]:
    """Words in another alphabet than the reader's, in cards and on buttons, but for what people wrote themselves."""
    alphabet = CYRILLIC if scene.cast[name].language == "en" else LATIN
    found: set[str] = set()
    for call in scene.bot.telegram.calls:
        if call.fields.get("chat_id") != scene[name].chat.id:
            continue
        markup = call.fields.get("reply_markup") or {}
        labels = [button["text"] for row in markup.get("inline_keyboard", ()) for button in row]
        said = unescape(re.sub(r"<[^>]+>", "", " ".join([str(call.fields.get("text", "")), *labels])))
        for own in known:
            said = said.replace(own, " ")
        said = re.sub(r"https?://\S+|/[a-z]+|@\w+|\b[0-9a-f]{8}\b", " ", said)
        found |= {word for word in alphabet.findall(said) if word not in ALLOWED | CODES}
    return found


async def test_everybody_walks_through_everything_at_every_stage_in_their_language(bot: Stage) -> None:
    scene = await voting(bot)
    written = [part for text in TEXTS for part in (text.title, text.body)]
    people = [part for one in CAST.values() for part in (one.name, one.organization) if part]
    known = sorted(
        [*written, *people, *NAMES.values(), *OWN_NAMES.values(), *WORDED, "just words"],
        key=len,
        reverse=True,
    )
    foreign: dict[str, set[str]] = {}

    async def everybody_walks() -> None:
        """All at once, each in a language; at the next stage each in the next one."""
        bot.telegram.calls.clear()
        await asyncio.gather(*(_walk(scene, name) for name in WALKERS))
        for name in WALKERS:
            if words := _foreign(scene, name, known):
                foreign.setdefault(scene.cast[name].language, set()).update(words)
            await scene.speaks(name, {"ky": "ru", "ru": "en", "en": "ky"}[scene.cast[name].language])

    await everybody_walks()
    for name in ("cholpon", "damir"):
        await scene[name].says("/start b1")
    await scene.vote("Approve", "cholpon", "damir", "temir")
    await scene.vote("Approve with changes", "aigul", text="…")
    await bot.move(CLOSES + MINUTE)
    await everybody_walks()
    await scene["cholpon"].says("/start b1")
    await scene.press("cholpon", "Extend the voting")
    await scene["cholpon"].says("26.12.2022 12:00")
    await scene.press("cholpon", "Extend the voting")
    await scene.vote("Abstain", "bermet")
    await bot.move(CLOSES.replace(day=26))
    await everybody_walks()
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
    await everybody_walks()
    assert foreign == {}
    assert await bot.app.store.read(intake.parked) == []


async def test_everybody_walks_through_meetings_in_their_language(bot: Stage) -> None:
    scene = await assemble(bot, PEOPLE)
    await lives_in(scene, "damir", "Europe/Zurich")
    await convene(scene)
    await ask_dates(scene, wall(2022, 12, 21, 8), wall(2023, 1, 2, 14))
    commands = ("/meetings", "/newmeeting", "/cancel", "/start m1", "/start m2", "/todo", "/menu")
    written = [VENUE, LINK, *TITLES.values()]
    written += [
        part for line in AGENDA for text in line.texts.values() for part in (text.topic, text.speaker)
    ]
    people = [part for one in PEOPLE.values() for part in (one.name, one.organization) if part]
    known = sorted([*written, *people, *NAMES.values(), *OWN_NAMES.values(), *WORDED], key=len, reverse=True)
    foreign: dict[str, set[str]] = {}
    for _ in range(3):
        bot.telegram.calls.clear()
        await asyncio.gather(*(_walk(scene, name, commands) for name in WALKERS))
        for name in WALKERS:
            if words := _foreign(scene, name, known):
                foreign.setdefault(scene.cast[name].language, set()).update(words)
            await scene.speaks(name, {"ky": "ru", "ru": "en", "en": "ky"}[scene.cast[name].language])
    assert foreign == {}
    assert await bot.app.store.read(intake.parked) == []
