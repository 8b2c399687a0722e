"""`nac-bot committee`: a committee is set up, and an organizer invited, where nobody in the chat can do it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.clock import Clock
from bot.committee import service as committees
from bot.committee.links import Links
from bot.committee.model import Invitation
from bot.config import Settings
from bot.errors import Refusal
from bot.i18n import known_language
from bot.store import Tx
from bot.terminal.opening import database, key_of, ready, telegram_bot


async def create_committee(
    *, code: str, names: Mapping[str, str], country: str, zone: str, languages: Sequence[str]
) -> int:
    """`nac-bot committee create`: prints the organizer's link, or without a token the /start payload."""
    chosen = Settings.read()
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise Refusal("zone-unknown", zone=zone) from None
    from holidays import list_supported_countries  # noqa: PLC0415  # 4 MB that a running bot needs later, if at all

    if country not in list_supported_countries():
        raise Refusal("country-unknown", country=country)
    languages = list(dict.fromkeys(filter(None, languages)))
    for tag in (*languages, *names):
        if not known_language(tag):
            raise Refusal("language-tag-unknown", tag=tag)

    def made(tx: Tx, at: datetime) -> Invitation:
        return committees.create_committee(
            tx, code=code, names=names, country=country, zone=zone, languages=languages, at=at
        )

    return await _invited(chosen, made)


async def invite_organizer(code: str) -> int:
    """`nac-bot committee organizer`: prints a link for one more organizer, where no other can make one.

    Whoever organizes hears who took it, as of every link.
    """
    return await _invited(Settings.read(), lambda tx, at: committees.invite_organizer(tx, code=code, at=at))


async def _invited(chosen: Settings, body: Callable[[Tx, datetime], Invitation]) -> int:
    await ready(chosen)
    bot = None
    if chosen.token is not None:
        async with telegram_bot(chosen) as telegram:
            bot = telegram.username
    async with database(chosen) as store:
        key = await key_of(chosen, store)
        invitation = await store.write(lambda tx: body(tx, Clock().now()))
    print(Links(key, bot).invitation(invitation))  # noqa: T201
    return 0
