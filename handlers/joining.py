"""/start: an invitation taken up, an item opened, or simply home."""

import re

from bot.committee import joining_views as views
from bot.committee import service as committee
from bot.committee.actions import AboutData, Agree, Decline, JoinIn
from bot.committee.links import HOME, invitation_number
from bot.committee.model import Committee, Membership, Person
from bot.errors import Refusal
from bot.i18n import LANGUAGES, interface_language
from bot.intake import Outcome
from bot.screens import Screen
from bot.store import Tx
from bot.texts import one_line
from handlers import home
from handlers.context import Answer, Room
from handlers.turn import Turn

_ITEM = re.compile(r"([a-z]+)([0-9]{1,18})")


async def start(turn: Turn) -> Answer:
    """/start with or without a payload."""
    payload = (turn.args or [""])[0]
    item = _ITEM.fullmatch(payload)
    opened = turn.rooms.items.get(item[1]) if item else None
    if turn.person is None:  # a link out of the group is no invitation, and none that failed
        return views.stranger() if opened or payload == HOME else await _invitation(turn, payload)
    if invitation_number(payload) is not None:
        return await _invitation(turn, payload)
    if item and opened:
        return await opened(turn, int(item[2]))
    here = await home.screen(turn)
    return here.noted(turn.say("link-unknown", {})) if payload not in ("", HOME) else here


async def _invitation(turn: Turn, payload: str) -> Answer:
    try:
        committee_here, _, invited = await turn.read(lambda tx: _invited(turn, tx, payload))
    except Refusal as refusal:
        return await _refused(turn, refusal)
    if turn.person is not None:  # they chose their language already
        return await consent(turn, JoinIn(turn.t.language, payload))
    return views.choose_first_language(payload, interface_language(invited.language), committee_here)


async def consent(turn: Turn, action: JoinIn) -> Answer:
    """A language was chosen: purpose and consent in that language."""
    try:
        here, membership, invited = await turn.read(lambda tx: _invited(turn, tx, action.payload))
    except Refusal as refusal:
        return await _refused(turn, refusal)
    return views.consent(here.voice(action.language), action.payload, here, membership, invited)


async def about_data(turn: Turn, action: AboutData) -> Answer:
    """What consent is asked for, in full; nothing is kept for having read it."""
    try:
        here, _, _ = await turn.read(lambda tx: _invited(turn, tx, action.payload))
    except Refusal as refusal:
        return await _refused(turn, refusal)
    return views.before_consent(here.voice(action.language), action.payload, here)


async def agree(turn: Turn, action: Agree) -> Answer:
    """Consent given: only now is anything kept, and the invitation spent."""
    user = turn.incoming.effective_user
    assert user is not None
    language = action.language if action.language in LANGUAGES else "en"

    def body(tx: Tx) -> Outcome:
        return committee.join(
            tx,
            action.payload,
            turn.rooms.links,
            telegram_id=turn.telegram_id,
            telegram_name=one_line(user.full_name),
            username=user.username,
            language=language,
            at=turn.at,
        )

    outcome = await turn.write(body)
    if outcome.code == "invitation-yours":  # tapped twice: who has just come in is welcomed
        outcome = Outcome("joined")
    if outcome.refused:
        return await _refused(turn, Refusal(outcome.code, **outcome.facts))
    await turn.learn_who()
    return (await home.screen(turn)).noted(turn.note(outcome))


async def decline(turn: Turn, action: Decline) -> Answer:
    """No consent. Whoever has agreed already, or has no invitation any more, is told what stands."""
    try:
        here, _, _ = await turn.read(lambda tx: _invited(turn, tx, action.payload))
    except Refusal as refusal:
        return await _refused(turn, refusal)
    return views.declined(here.voice(action.language))


async def _refused(turn: Turn, refusal: Refusal) -> Screen:
    if turn.person is None:
        return views.bad_invitation(refusal.code, refusal.facts)
    return (await home.screen(turn)).noted(turn.say(refusal.code, refusal.facts))


def _invited(turn: Turn, tx: Tx, payload: str) -> tuple[Committee, Membership, Person]:
    return committee.invited_to(tx, payload, turn.rooms.links, turn.telegram_id, turn.at)


ROOM = Room(
    commands={"start": start},
    buttons={JoinIn: consent, AboutData: about_data, Agree: agree, Decline: decline},
)
