"""A file that somebody sent: whether anything asks for it, how large it may be, and its bytes."""

import asyncio
from collections.abc import Sequence
from typing import NamedTuple, Never

import structlog
from markupsafe import Markup
from telegram import Contact, Document, Location, Message

from bot import forms
from bot.delivery import TryLater, Undeliverable, Unsure
from bot.errors import Refusal, Unavailable
from bot.files import IN_BYTES, clean_name
from bot.files.words import short, size
from bot.forms import Attached, Field, LeftOut, Open, Sent
from bot.i18n import Sentences, Translator
from bot.intake import Answered, AnswerLater
from bot.store import Tx
from handlers.turn import Turn

FETCH_AGAIN_SECONDS = 5.0
UNASKED = "unasked-file"
"""The form that asks what a file is that several forms would take."""
TABLE_BYTES = 1 << 20
"""A roster or a plan is a small table; anything larger is a mistake."""


log = structlog.get_logger(__name__)


class _Asked(NamedTuple):
    """What a file answers. `opens`: the form whose first question that is, where none is open.

    `late`: the form was opened after the file was sent, which took long to come.
    """

    kind: str
    question: forms.Field
    opens: str | None
    late: bool


async def file(
    turn: Turn, message: Message, document: Document
) -> tuple[Sent | Attached | LeftOut, str | None]:
    """The reply that a file is, and the form that it opens, if any; its bytes are on the shelf, or read as a table.

    One of several that an open form does not take is left out, and so is one that was meant for a form before it (the
    others refuse `file-late` then). Otherwise raises Refusal with the reason why it is not
    taken (`disk-full` is one); AnswerLater where it has not come yet.
    """
    name = clean_name(document.file_name or "")
    asked = await turn.read(lambda tx: _asked(turn, tx, name))
    if asked is None:
        _refuse_once(turn, message, "file-not-taken")
    if asked.late and not asked.question.files:
        raise Refusal("file-late", name=name)
    if asked.question.sent is None and not asked.question.files:
        raise Refusal("text-only")
    try:
        return await _fetched(turn, message, document, asked), asked.opens
    except Refusal as refusal:
        if asked.question.sent is not None or asked.opens is not None or refusal.code == "disk-full":
            raise  # where the disk is full, nothing can be kept of it either
        return LeftOut(name, refusal.code, dict(refusal.facts)), None


async def _fetched(turn: Turn, message: Message, document: Document, asked: _Asked) -> Sent | Attached:
    if asked.late:
        raise Refusal("file-late")
    name, known = clean_name(document.file_name or ""), document.file_size
    table = asked.question.sent is not None
    if known == 0:
        raise Refusal("file-empty")
    if (known or 0) > (TABLE_BYTES if table else IN_BYTES):
        raise _oversize(TABLE_BYTES if table else IN_BYTES)
    try:
        if table:
            return Sent(name, await _table(turn, asked.kind, document))
        digest, count = await turn.sender.receive(document.file_id)
    except TryLater as later:
        raise AnswerLater(later.seconds) from None
    except Unsure:
        raise AnswerLater(FETCH_AGAIN_SECONDS) from None
    except Undeliverable:
        raise Refusal("file-gone") from None
    except Unavailable as full:
        log.error("a file was not taken", why=full.code, bytes=known)
        raise Refusal(full.code) from None
    if count == 0:
        raise Refusal("file-empty")
    return Attached(name, digest, count, message.message_id)


async def media(turn: Turn, message: Message) -> LeftOut | None:
    """A photo or film, which Telegram changes, where a file is asked for: it is left out. None for anything else.

    Of what is neither a file nor a text, refuses `form-file-needed`; with no form open, `file-as-document`.
    """
    changed = any((message.photo, message.video, message.audio, message.voice, message.video_note))
    if not changed and not any((message.sticker, message.location, message.poll, message.dice)):
        return None
    asked = await turn.read(lambda tx: _asked(turn, tx, ""))
    if asked is None or not asked.question.files:
        return None
    if asked.opens is None:
        if not changed:
            raise Refusal("form-file-needed")
        return LeftOut("", "file-as-document")
    if changed:
        _refuse_once(turn, message, "file-as-document")
    return None


async def point(turn: Turn, location: Location) -> str:
    """The two numbers of a location, for a question that takes one. Refuses `text-only` where none is asked for."""
    if not (await _question(turn)).point:
        raise Refusal("text-only")
    return f"{location.latitude:.6f}, {location.longitude:.6f}"


async def contact(turn: Turn, card: Contact) -> str:
    """Name and number of somebody's contact. Refuses `text-only` where none is asked for: a number would be read by
    all who read the text."""
    if not (await _question(turn)).contact:
        raise Refusal("text-only")
    name = " ".join(filter(None, (card.first_name, card.last_name)))
    return ", ".join(filter(None, (name, card.phone_number)))


async def _question(turn: Turn) -> Field:
    asked = await turn.read(lambda tx: _asked(turn, tx, ""))
    if asked is None:
        raise Refusal("text-only")
    return asked.question


def _asked(turn: Turn, tx: Tx, name: str) -> _Asked | None:
    """What a file of that name would answer; None where nothing is open and no form begins with one."""
    who = turn.who(tx)
    top = forms.on_top(tx, who.person.id)
    opens = None
    if top is not None:
        state = top[1]
    else:
        begins = [k for k, room in turn.rooms.forms.items() if room.unasked and room.unasked.takes(who, name)]
        if not begins:
            return None
        opens = begins[0] if len(begins) == 1 else UNASKED
        state = Open(opens, who.committee.id, {})
    who = turn.who(tx, state.committee)
    question = forms.step_of(turn.rooms.form(state.kind).form(tx, who, turn.at, state), state)
    return None if question is None else _Asked(state.kind, question, opens, state.follows(turn.at))


def _refuse_once(turn: Turn, message: Message, code: str) -> Never:
    """Refuses what comes with no form open; of an album only the first, the others count as answered with it."""
    album, update = message.media_group_id, turn.stored.update_id
    if album is not None:
        known, first = turn.rooms.albums.get(turn.telegram_id, (None, update))
        if known == album and first != update:  # not the first one answered again, whose answer was put off
            raise Answered
        turn.rooms.albums[turn.telegram_id] = (album, update)
    raise Refusal(code)


async def _table(turn: Turn, kind: str, document: Document) -> bytes:
    data = await turn.sender.fetch(document.file_id)
    prepare = turn.rooms.forms[kind].prepare
    return data if prepare is None else await asyncio.to_thread(prepare, data)


def left_out(t: Translator, files: Sequence[LeftOut]) -> list[Markup]:
    """Which files were not taken, each with the reason; nothing where all were."""
    if not files:
        return []
    named = Markup("\n").join(
        Markup("• {} — {}").format(short(file.name) or t("a photo or a film"), _WHY[file.code](t, file.facts))
        for file in files
    )
    return [t("<b>Not added:</b>"), Markup("<blockquote expandable>{}</blockquote>").format(named)]


def _oversize(limit: int) -> Refusal:
    return Refusal("file-oversize", limit=limit)


_WHY: Sentences = {
    "file-gone": lambda t, f: t("it could not be fetched; please send it again"),
    "file-too-slow": lambda t, f: t(
        "it did not come within {n} minutes; please send it again over a better line, or in parts",
        n=f["minutes"],
    ),
    "file-oversize": lambda t, f: t("it is too big; limit: {limit}", limit=size(t, f["limit"])),
    "file-empty": lambda t, f: t("it is empty"),
    "file-late": lambda t, f: t(
        "it was sent before this form was opened; please send it again if it belongs here"
    ),
    "file-as-document": lambda t, f: t("please send it as a file: Telegram changes photos and films"),
    "form-file-twice": lambda t, f: t("it is there already"),
    "form-files-full": lambda t, f: t(
        "there are {limit} files already, more cannot be added", limit=f["limit"]
    ),
}
"""Why a file was left out, said after its name."""
SENTENCES: Sentences = {
    "file-gone": lambda t, f: t("The file could not be fetched. Please send it again."),
    "disk-full": lambda t, f: t(
        "There is no room left where the bot keeps files, so this one was not taken. The form stands as it was. "
        "Please tell the secretariat."
    ),
    "file-too-slow": lambda t, f: t(
        "The file did not come within {n} minutes, so it was not taken. The form stands as it was. "
        "Please send it again over a better line, or in parts.",
        n=f["minutes"],
    ),
    "file-late": lambda t, f: t(
        "This file came only now, and was sent before what is asked here. It was not taken: {name}",
        name=f["name"],
    ),
    "file-not-taken": lambda t, f: t("Nothing here asks for a file now. Nothing was recorded."),
    "file-oversize": lambda t, f: t(
        "The file is too big. Limit: {limit}. Nothing was recorded.", limit=size(t, f["limit"])
    ),
    "file-empty": lambda t, f: t("The file is empty. Nothing was recorded."),
    "table-unreadable": lambda t, f: t("This is not a CSV or XLSX file. Nothing was imported."),
    "table-locked": lambda t, f: t(
        "This workbook has a password, or it is of the old format (.xls). Please save it as XLSX without a "
        "password. Nothing was imported."
    ),
    "table-unpacks": lambda t, f: t(
        "This workbook is too big. Limit when unpacked: {limit} MB. Nothing was imported.", limit=f["limit"]
    ),
    "table-too-long": lambda t, f: t(
        "The table is too long. Limit: {limit} lines. Nothing was imported.", limit=f["limit"]
    ),
    "table-sheets": lambda t, f: t(
        "More than one sheet holds such a table: {sheets}. Please put all of it on one sheet. "
        "Nothing was imported.",
        sheets=", ".join(f["sheets"]),
    ),
    "file-as-document": lambda t, f: t(
        "Please send it as a file: Telegram changes photos and films. Nothing was recorded."
    ),
    "form-file-twice": lambda t, f: t("This file is there already: {name}", name=f["name"]),
    "form-files-full": lambda t, f: t(
        "No more than {limit} files. Not added: {name}", limit=f["limit"], name=f["name"]
    ),
}
