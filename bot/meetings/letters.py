"""How the meetings' letters are drawn when they are sent: from what stands then, for whoever may still see it."""

from collections.abc import Callable
from datetime import datetime

from markupsafe import Markup

from bot.committee import service as committee
from bot.committee.model import Actor
from bot.committee.notices import addressee
from bot.delivery import Letter, Reader, TryLater
from bot.delivery import records as delivery
from bot.delivery.model import Draw, Kind, State
from bot.errors import Refusal
from bot.i18n import Translator, as_fact, instant, mark
from bot.ids import AgendaItemId, MeetingId, MembershipId
from bot.meetings import calendar, news, notices, poll_views, reading, records, schedule, views, words
from bot.meetings.model import Answer, Change, Meeting, Reply, Standing
from bot.meetings.reading import Sheet
from bot.meetings.rights import titulars_of
from bot.screens import Attachment, Kept, Made, MapPoint, Screen
from bot.store import Tx

TEXT_SECONDS = 2.0
"""How long a file gives way to its text."""
_SAID: dict[str, Callable[[Translator, Sheet, Letter], Markup]] = {
    "called": lambda t, found, _: news.called(t, found),
    "edited": lambda t, found, letter: news.edited(t, letter.facts["parts"]),
    "cancelled": lambda t, found, _: news.cancelled(t),
    "note": lambda t, found, letter: news.note(
        t, found, letter.facts["note"], letter.facts.get("language"), letter.drawn_at
    ),
    "poll": lambda t, found, _: news.poll(t),
    "alternate-gone": lambda t, found, _: news.alternate_gone(t),
    "uninvited": lambda t, found, _: news.uninvited(t),
    "link": lambda t, found, _: news.link(t),
}
_STANDS = {
    "cancelled": (Standing.CANCELLED,),
    "poll": (Standing.POLL,),
    "link": (Standing.CALLED, Standing.STARTED),
}
"""How a meeting stands of which such news is told; called where nothing is said here."""

_TIMES = ("called", "rescheduled")


def card(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """The card with what is new.

    Stale once the meeting stands otherwise or was moved once more. Stale, too, where it no longer holds for its reader:
    they are not invited any more, or are again.
    """
    found, told = _sheet(tx, letter), letter.facts["news"]
    if found is None or found.meeting.standing not in _STANDS.get(told, (Standing.CALLED,)):
        return None
    meeting = found.meeting
    if told != "cancelled" and found.invited is (told == "uninvited"):
        return None
    if told == "link" and found.link is None:
        return None
    if told == "alternate-gone" and found.reply.answer is not None:
        return None
    if told in ("called", "edited") and meeting.missed(
        letter.drawn_at
    ):  # link and hall matter after the hour, too
        return None
    asks = told not in ("called", "cancelled", "link", "edited")
    if asks and meeting.wall is not None and meeting.begun(letter.drawn_at):
        return None
    if "starts" in letter.facts and letter.facts["starts"] != as_fact(meeting.starts_at):
        return None
    before = _last_told(tx, letter, instant(letter.facts["before"])) if told == "rescheduled" else None
    if told == "rescheduled" and before is None:
        told = "called"
    said = (
        _SAID[told](reader.t, found, letter) if before is None else news.rescheduled(reader.t, found, before)
    )
    if told == "called" and (titular := _counting_on(tx, found)) is not None:
        said = news.stand_in(reader.t, titular.person.name, comes=False)
    if told in ("edited", "link", "note") and found.reply.answer is None and found.may_answer:
        moved_from = _moved_from(tx, found)
        before = None if moved_from is None else _last_told(tx, letter, moved_from)
        if before is not None:  # this card folds the one that said so
            said += Markup("\n\n") + news.rescheduled(reader.t, found, before)
    if told == "poll":
        who = addressee(tx, letter)
        return None if who is None else poll_views.ballot(reader.t, _poll(tx, who, meeting, letter), said)
    return views.card(reader.t, found, news=said)


def _counting_on(tx: Tx, found: Sheet) -> Actor | None:
    """The titular who said, before this alternate was invited, that they will come."""
    replies = records.replies(tx, found.meeting.id)
    titulars = titulars_of(tx, found.who)
    return next((a for a in titulars if replies.get(a.membership, Reply()).answer is Answer.ALTERNATE), None)


def _moved_from(tx: Tx, found: Sheet) -> datetime | None:
    """When it was to begin before it was moved; None where it never was since its reader was told of it."""
    since = schedule.told_at(found.meeting, found.who)
    moves = [
        line.before
        for line in records.changes(tx, found.meeting.id)
        if line.kind is Change.RESCHEDULED and since is not None and line.at >= since
    ]
    return moves[-1] if moves else None


def _last_told(tx: Tx, letter: Letter, before: datetime) -> datetime | None:
    """The time that a letter's reader was told last: of two moves that crossed, the first never reached them.

    None where they were told of none, because the move overtook the call.
    """
    for one in delivery.earlier(tx, letter):
        if one.facts["news"] in _TIMES:
            if one.state is State.SENT:
                break
            if one.facts["news"] == "called":
                return None
            before = instant(one.facts["before"])
    return before


def calendar_file(tx: Tx, letter: Letter, reader: Reader, link: Callable[[str], str]) -> Attachment | None:
    """The calendar entry behind its card; stale as that is, and once there is a newer one.

    Raises TryLater until the card has gone.
    """
    found = _sheet(tx, letter)
    if found is None or found.meeting.wall is None or found.meeting.sequence != letter.facts["sequence"]:
        return None
    meeting, t = found.meeting, reader.t
    before, out = letter.facts.get("behind"), letter.facts.get("out", False)
    taken_out = meeting.standing is Standing.CANCELLED or out
    if before is not None and meeting.standing is not Standing.CANCELLED and found.invited is out:
        return None
    if before is not None and delivery.unsettled(tx, notices.CARD, letter.person, key=before):
        raise TryLater(TEXT_SECONDS)
    organizer = found.who.committee.name(t.language)
    address = link(f"m{meeting.id}")
    data = calendar.entry(meeting, t.language, organizer, address, letter.drawn_at, taken_out=taken_out)
    caption = words.heading(t, meeting) + Markup("\n")
    if taken_out:
        caption += t("Opening this file takes the meeting out of your calendar.")
    else:
        caption += t("Opening this file puts the meeting into your calendar, or brings it up to date.")
    return Attachment(Made(data), f"{meeting.label}.ics", caption, (views.back_row(t, meeting),))


def proposed(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """To organizers: the chair proposes a meeting; stale once it is called."""
    found = _sheet(tx, letter)
    if found is None or found.meeting.standing is not Standing.DRAFT:
        return None
    return views.card(reader.t, found, news=reader.t("The chair proposes a meeting."))


def stand_in(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """To an alternate: the titular counts on them, or comes after all."""
    found = _sheet(tx, letter)
    titular = committee.actor_of_membership(tx, MembershipId(letter.facts["titular"]))
    if found is None or titular is None or found.meeting.standing is not Standing.CALLED:
        return None
    if found.meeting.begun(letter.drawn_at):
        return None
    theirs = records.reply(tx, found.meeting.id, titular.membership).answer
    said = news.stand_in(reader.t, titular.person.name, comes=theirs is not Answer.ALTERNATE)
    return views.card(reader.t, found, news=said)


def no_stand_in(tx: Tx, letter: Letter, reader: Reader) -> Screen | None:
    """To a titular who counts on their alternate: they cannot come; stale once the titular answers otherwise."""
    found = _sheet(tx, letter)
    alternate = committee.actor_of_membership(tx, MembershipId(letter.facts["alternate"]))
    if found is None or alternate is None or not found.may_answer:
        return None
    theirs = records.reply(tx, found.meeting.id, alternate.membership).answer
    if found.reply.answer is not Answer.ALTERNATE or theirs is not Answer.ABSENT:
        return None
    return views.card(reader.t, found, news=news.no_stand_in(reader.t, alternate.person.name))


def agenda_file(tx: Tx, letter: Letter, reader: Reader) -> Attachment | None:
    """A file of a line of the agenda that its reader asked for."""
    found = _sheet(tx, letter)
    if found is None:
        return None
    item = next((i for i in found.meeting.agenda if i.id == AgendaItemId(letter.facts["item"])), None)
    place = letter.facts["place"]
    if item is None or place >= len(item.files):
        return None
    t, file = reader.t, item.files[place]
    caption = words.heading(t, found.meeting) + Markup("\n{}. {}").format(
        item.number, item.text_for(t.language).topic
    )
    lost = t("This file cannot be sent: {name}", name=file.name)
    lost += Markup("\n") + t("Its bytes are lost or damaged. Please tell the secretariat.")
    rows = (views.back_row(t, found.meeting),)
    return Attachment(Kept(file.digest), file.name, caption, rows, instead=Screen(lost, rows))


def spot(tx: Tx, letter: Letter, reader: Reader) -> MapPoint | None:
    """The venue on the map, for whoever asked for it."""
    found = _sheet(tx, letter)
    if found is None or found.meeting.spot is None:
        return None
    meeting, t = found.meeting, reader.t
    at, address = found.meeting.spot, meeting.venue(t.language) or meeting.label
    rows = (views.back_row(t, meeting),)
    return MapPoint(at.latitude, at.longitude, meeting.title(t.language), address, rows)


def _sheet(tx: Tx, letter: Letter) -> Sheet | None:
    who = addressee(tx, letter)
    return None if who is None else _seen(tx, who, MeetingId(letter.facts["meeting"]), letter)


def _seen(tx: Tx, who: Actor, number: MeetingId, letter: Letter) -> Sheet | None:
    try:
        return reading.sheet(tx, who, number, letter.drawn_at)
    except Refusal:
        return None


def _poll(tx: Tx, who: Actor, meeting: Meeting, letter: Letter) -> reading.Poll:
    return reading.poll(tx, who, meeting.id, letter.drawn_at)


def kinds(link: Callable[[str], str]) -> dict[str, Kind]:
    """The letters of this room. `link`: makes the address that opens an item in the chat."""
    ics: Draw = lambda tx, letter, reader: calendar_file(tx, letter, reader, link)  # noqa: E731
    return {
        notices.CARD: Kind(card, outline=mark("There is news of a meeting.")),
        notices.CALENDAR: Kind(ics, courtesy=True, outline=mark("The calendar file of a meeting.")),
        "meeting-proposed": Kind(proposed, outline=mark("The chair proposes a meeting.")),
        "meeting-stand-in": Kind(stand_in, outline=mark("A titular asks you to come to a meeting.")),
        "meeting-no-stand-in": Kind(no_stand_in, outline=mark("Your alternate cannot attend a meeting.")),
        "agenda-file": Kind(agenda_file, outline=mark("A file of an agenda that you asked for.")),
        "meeting-spot": Kind(spot, outline=mark("The venue of a meeting on the map.")),
    }
