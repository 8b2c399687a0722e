"""How this room's letters are drawn when they are sent: from what stands then, for whoever may still see it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Literal

from markupsafe import Markup

from bot.committee import records as roster
from bot.committee.model import Actor
from bot.committee.notices import addressee
from bot.committee.views import home_row
from bot.delivery import Letter, Reader
from bot.delivery.model import Draw, Kind
from bot.errors import Refusal
from bot.i18n import Translator, mark
from bot.ids import EntryId, MeetingId
from bot.meetings import words as of_meetings
from bot.meetings.model import Standing
from bot.screens import Attachment, Button, QrCode, Screen, Written
from bot.sessions import entry_views, minutes_views, paper, reading, records, views
from bot.sessions.actions import ShowMinutes, ShowSession
from bot.sessions.model import Minutes, MinutesStanding
from bot.sessions.reading import Desk, Paper, Sight
from bot.sessions.rights import conducts
from bot.store import Tx


def begun(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """The meeting goes on; stale once it is over."""
    who = addressee(tx, letter)
    found = None if who is None else _desk(tx, who, letter)
    if found is None or not found.goes_on:
        return None
    shown = views.desk(reader.t, found)
    news = reader.t("The meeting has begun.")
    return replace(shown, text=news + Markup("\n\n") + shown.text)


def _entry(tx: Tx, letter: Letter) -> Sight | None:
    who = addressee(tx, letter)
    if who is None:
        return None
    try:
        return reading.entry(tx, who, EntryId(letter.facts["entry"]))
    except Refusal:
        return None


def assigned(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """An action is yours; stale once it is done or somebody else's."""
    found = _entry(tx, letter)
    if found is None or not found.entry.open or found.entry.owner != found.who.membership:
        return None
    return entry_views.entry(reader.t, found, reader.t("You are asked to do this."))


def answered(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """What became of your comment."""
    found = _entry(tx, letter)
    if found is None or found.entry.disposition is None:
        return None
    return entry_views.entry(reader.t, found, reader.t("There is an answer to your comment."))


def _minutes(
    tx: Tx,
    letter: Letter,
    reader: Reader,
    *,
    news: Callable[[Translator, Paper], Markup | None],
) -> Screen | None:
    who = addressee(tx, letter)
    if who is None:
        return None
    number = MeetingId(letter.facts["meeting"])
    try:
        found = reading.paper(tx, who, number, letter.drawn_at)
    except Refusal:
        return None
    said = news(reader.t, found)
    return None if said is None else minutes_views.card(reader.t, found, said)


def _of_circulated(t: Translator, found: Paper) -> Markup | None:
    if found.minutes.standing is not MinutesStanding.CIRCULATED:
        return None
    return t("The minutes are here for you to read. You may comment or object.")


def _of_ripe(t: Translator, found: Paper) -> Markup | None:
    if found.minutes.standing is not MinutesStanding.CIRCULATED:
        return None
    if found.objections:
        return t("The time for objections is over. Some have no answer yet.")
    return t("The time for objections is over. The minutes can be approved.")


def _of_approved(t: Translator, found: Paper) -> Markup | None:
    return t("The minutes are approved.") if found.minutes.approved_at is not None else None


def file(tx: Tx, letter: Letter, reader: Reader) -> Attachment | None:
    """The minutes in a language: as they were circulated; of a draft, as the record makes them now."""
    who = addressee(tx, letter)
    if who is None:
        return None
    number, language = MeetingId(letter.facts["meeting"]), letter.facts["language"]
    try:
        found = reading.paper(tx, who, number, letter.drawn_at)
        words = _words(tx, who, found, language, letter)
    except Refusal:
        return None
    to: Literal["pdf", "docx"] = "docx" if letter.facts["word"] else "pdf"
    v = 0 if found.version is None else found.version.number
    name = f"{found.meeting.label}-v{v}-{language}.{to}" if v else f"{found.meeting.label}-{language}.{to}"
    caption = of_meetings.heading(reader.t, found.meeting) + Markup("\n")
    caption += reader.t("Minutes. Language: {language}", language=reader.t.language_name(language))
    made = letter.written_at if found.version is None else found.version.at
    # Who keeps the record edits it elsewhere; nobody else takes a draft out of the chat.
    protect = found.minutes.standing is not MinutesStanding.APPROVED and not conducts(who)
    rows = ((Button(reader.t.plain("Minutes"), ShowMinutes(number)), *home_row(reader.t)),)
    return Attachment(Written(words, to, made), name, caption, rows, protect=protect)


def _words(tx: Tx, who: Actor, found: Paper, language: str, letter: Letter) -> dict[str, object]:
    t = who.committee.voice(language)
    if found.version is None or (found.changed and found.writable):
        record = reading.draft(tx, who, found.meeting.id, t, letter.drawn_at)
        following = 1 if found.version is None else found.version.number + 1
        return paper.minutes(t, record, Minutes(found.meeting.id), following, letter.drawn_at).to_json()
    kept, by = dict(found.version.papers[language]), found.minutes.approved_by
    approver = "" if by is None else roster.author_name(tx, by)[0]
    return {**kept, "mark": paper.mark(t, found.minutes, approver)}


def room_code(tx: Tx, letter: Letter, reader: Reader, link: Callable[[str], str]) -> Attachment | None:
    """The code for the room; stale once the meeting is over."""
    who = addressee(tx, letter)
    found = None if who is None else _desk(tx, who, letter)
    code = None if found is None else records.room_code(tx, found.meeting.id)
    if found is None or code is None or not found.conducts or found.meeting.standing is Standing.ENDED:
        return None
    t = reader.t
    caption = of_meetings.heading(t, found.meeting) + Markup("\n")
    caption += t(
        "Show this in the room. Whoever scans it is checked in there. Please do not send it to anybody."
    )
    rows = ((Button(t.plain("Back"), ShowSession(found.meeting.id)), *home_row(t)),)
    return Attachment(QrCode(link(f"room{code}")), f"{found.meeting.label}.png", caption, rows, protect=True)


def _desk(tx: Tx, who: Actor, letter: Letter) -> Desk | None:
    try:
        return reading.desk(tx, who, MeetingId(letter.facts["meeting"]), letter.drawn_at)
    except Refusal:
        return None


def kinds(link: Callable[[str], str]) -> dict[str, Kind]:
    """The letters of this room. `link`: makes the address that opens an item in the chat."""
    code: Draw = lambda tx, letter, reader: room_code(tx, letter, reader, link)  # noqa: E731
    return {
        "session-begun": Kind(begun, once=True, outline=mark("A meeting has begun.")),
        "action-assigned": Kind(assigned, outline=mark("You are asked to do something.")),
        "remark-answered": Kind(answered, outline=mark("There is an answer to your comment.")),
        "minutes-circulated": Kind(
            partial(_minutes, news=_of_circulated), outline=mark("Minutes are there to be read.")
        ),
        "minutes-ripe": Kind(partial(_minutes, news=_of_ripe), outline=mark("Minutes can be approved.")),
        "minutes-approved": Kind(partial(_minutes, news=_of_approved), outline=mark("Minutes are approved.")),
        "minutes-file": Kind(file, outline=mark("Minutes that you asked for.")),
        "room-code": Kind(code, outline=mark("The code for a room.")),
    }
