"""`nac-bot committee`: a committee is set up, and an organizer invited, where nobody in the chat can do it."""

import re
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from zoneinfo import available_timezones

from bot.clock import Clock
from bot.committee import service as committees
from bot.committee.links import Links
from bot.committee.model import Invitation
from bot.committee.settings import NAME_CHARACTERS
from bot.config import Settings
from bot.errors import Refusal
from bot.i18n import LANGUAGES, known_language
from bot.store import Tx
from bot.terminal.opening import database, key_of, ready, telegram_bot

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,11}")
"""It stands in names of files."""
_USE = "This link makes whoever opens it an organizer: once, until {until:%Y-%m-%d %H:%M} UTC. Send it to nobody else."
_UNADDRESSED = (
    "NAC_BOT_TOKEN is not set, so this is only the end of the link. The link is "
    "https://t.me/NAME_OF_THE_BOT?start= and these letters; or send the bot: /start and these letters."
)


async def create_committee(
    *, code: str, names: Sequence[tuple[str, str]], country: str, zone: str, languages: Sequence[str]
) -> int:
    """`nac-bot committee create`: prints the organizer's link, or without a token the /start payload."""
    chosen = Settings.read()
    create = partial(
        committees.create_committee,
        code=_code(code),
        names={_language(tag): _name(name) for tag, name in names},
        country=_country(country),
        zone=_zone(zone),
        languages=list(dict.fromkeys(_language(tag) for tag in languages if tag)),
    )

    def made(tx: Tx, at: datetime) -> Invitation:
        return create(tx, at=at)

    return await _invited(chosen, made)


async def invite_organizer(code: str) -> int:
    """`nac-bot committee organizer`: prints a link for one more organizer, where no other can make one.

    Whoever organizes hears who took it, as of every link.
    """
    code = code.upper()
    return await _invited(Settings.read(), lambda tx, at: committees.invite_organizer(tx, code=code, at=at))


def _code(code: str) -> str:
    if not _CODE.fullmatch(code):
        raise Refusal("committee-code", committee=code)
    return code.upper()


def _name(name: str) -> str:
    if len(name) > NAME_CHARACTERS or not name.isprintable():
        raise Refusal("committee-name-long", limit=NAME_CHARACTERS)
    return name.strip()


def _country(country: str) -> str:
    from holidays import list_supported_countries  # noqa: PLC0415  # 4 MB that a running bot needs later, if at all

    if country.upper() not in list_supported_countries():
        raise Refusal("country-unknown", country=country)
    return country.upper()


def _zone(zone: str) -> str:
    found = next((key for key in available_timezones() if key.casefold() == zone.casefold()), None)
    if found is None:
        raise Refusal("zone-unknown", zone=zone)
    return found


def _language(tag: str) -> str:
    tag = tag.lower() if tag.lower() in LANGUAGES else tag
    if not known_language(tag):
        raise Refusal("language-tag-unknown", tag=tag)
    return tag


async def _invited(chosen: Settings, body: Callable[[Tx, datetime], Invitation]) -> int:
    """The link on standard output, alone; on the other what to do with it."""
    await ready(chosen)
    bot = None
    if chosen.token is not None:
        async with telegram_bot(chosen) as telegram:
            bot = telegram.username
    async with database(chosen) as store:
        key = await key_of(chosen, store)
        invitation = await store.write(lambda tx: body(tx, Clock().now()))
    print(Links(key, bot).invitation(invitation))  # noqa: T201
    print(_USE.format(until=invitation.expires_at), file=sys.stderr)  # noqa: T201
    if bot is None:
        print(_UNADDRESSED, file=sys.stderr)  # noqa: T201
    return 0
