"""The minutes' screens: how they stand, their comments, of what they shall say more."""

from markupsafe import Markup

from bot.committee.views import home_row, pages
from bot.i18n import LANGUAGES, OWN_NAMES, Translator
from bot.ids import MeetingId
from bot.meetings import words as of_meetings
from bot.meetings.actions import ShowMeeting
from bot.meetings.model import Meeting
from bot.screens import Button, Row, Screen, leaf
from bot.sessions import words
from bot.sessions.actions import (
    ApproveMinutes,
    ChooseNote,
    CirculateMinutes,
    CommentMinutes,
    NoteMinutes,
    SendMinutes,
    ShowEntries,
    ShowEntry,
    ShowMinutes,
    ShowSession,
)
from bot.sessions.model import Minutes, MinutesStanding
from bot.sessions.reading import Paper
from bot.sessions.rights import conducts
from bot.sessions.views import ITEMS_A_PAGE, item_label, way_in
from bot.texts import shortened

_COMMENTS = 6
"""How many comments have a button; the record has them all."""
_LINE = 120


def card(t: Translator, found: Paper, news: Markup | None = None) -> Screen:
    """How the minutes stand, what was said of them, and their files."""
    lines = [] if news is None else [news]
    lines.append(of_meetings.heading(t, found.meeting) + Markup("\n") + _standing(t, found))
    if found.comments:
        lines.append(Markup("\n").join(_comments(t, found)))
    if (news_of := _approval(t, found)) is not None:
        lines.append(news_of)
    if found.version is not None and found.changed:
        lines.append(t("The record was changed since version {v} was circulated.", v=found.version.number))
    if found.minutes.standing is not MinutesStanding.APPROVED:
        lines.append(t("Not for circulation."))
    return Screen(Markup("\n\n").join(lines), tuple(_rows(t, found)))


def _standing(t: Translator, found: Paper) -> Markup:
    present, version = found.minutes, found.version
    said = t(words.STANDINGS[present.standing])
    if version is not None:
        said += Markup(" · ") + t("version {v} · {hash}", v=version.number, hash=version.hash[:8])
    if present.standing is MinutesStanding.CIRCULATED and present.object_until is not None:
        until = t.moment(present.object_until, weekday=True)
        over = found.at >= present.object_until
        said += Markup("\n") + (
            t("The time for objections is over: {date}", date=until)
            if over
            else t("Objections until: {date}", date=until)
        )
    if present.approved_at is not None:
        said += Markup("\n") + t("Approved: {time}", time=t.moment(present.approved_at))
    return said


def _approval(t: Translator, found: Paper) -> Markup | None:
    """To whoever approves them, below the date until which one may object: that they can then, or what keeps them."""
    if found.approves_from is not None:
        return t("You can approve the minutes after that.")
    if found.approver and found.minutes.standing is MinutesStanding.CIRCULATED and found.objections:
        return t("The minutes can be approved once every objection has an answer.")
    return None


def _comments(t: Translator, found: Paper) -> list[Markup]:
    lines = [
        t("Comments: {n}. Objections without an answer: {m}.", n=len(found.comments), m=found.objections)
    ]
    for each in found.comments[-_COMMENTS:]:
        became = t("open") if each.disposition is None else t(words.DISPOSITIONS[each.disposition])
        what = t("objection") if each.objects else t("comment")
        lines.append(
            Markup("{} · {} · {}: {}").format(
                each.label, what, became, shortened(each.text(t.language), _LINE)
            )
        )
    return lines


def _rows(t: Translator, found: Paper) -> list[Row]:
    number, version = found.meeting.id, found.version
    rows: list[Row] = []
    if found.approvable and version is not None:
        rows.append(
            (Button(t.plain("Approve the minutes"), ApproveMinutes(number, version.number), "success"),)
        )
    if found.circulable:
        rows.append((Button(t.plain("Circulate"), CirculateMinutes(number), "primary"),))
    rows += _files(t, number, everything=conducts(found.who))
    if found.writable:
        rows.append((Button(t.plain("Write in them"), ChooseNote(number)),))
    if found.commentable:
        rows.append((Button(t.plain("Comment on the minutes"), CommentMinutes(number)),))
    if found.objectable:
        rows.append((Button(t.plain("Object"), CommentMinutes(number, objects=True), "danger"),))
    rows += [
        (Button(f"{each.label} · {shortened(each.text(t.language), 30)}", ShowEntry(each.id)),)
        for each in found.comments[-_COMMENTS:]
    ]
    rows.append((Button(t.plain("The record"), ShowEntries(number)),))
    rows.append((Button(t.plain("Meeting"), ShowMeeting(number)), *home_row(t)))
    return rows


def _files(t: Translator, number: MeetingId, *, everything: bool) -> list[Row]:
    """The reader's language first; who keeps the record may edit them all."""
    others = [code for code in LANGUAGES if code != t.language]

    def pdf(code: str) -> Button:
        return Button(f"PDF · {OWN_NAMES[code]}", SendMinutes(number, code))

    def word(code: str) -> Button:
        return Button(f"DOCX · {OWN_NAMES[code]}", SendMinutes(number, code, word=True))

    if everything:
        return [(pdf(code), word(code)) for code in (t.language, *others)]
    return [(pdf(t.language), word(t.language)), tuple(map(pdf, others))]


def choose_note(t: Translator, found: Paper, noted: frozenset[int], page: int) -> Screen:
    """Of which item the minutes shall say more. `noted`: items (0: the whole) of which they do."""
    agenda, number = found.meeting.agenda, found.meeting.id
    shown, page, last = leaf(agenda, page, ITEMS_A_PAGE)
    text = of_meetings.heading(t, found.meeting) + Markup("\n\n")
    text += t("What the record says stands in the minutes by itself. Where shall they say more?")
    whole = ("✓ " if 0 in noted else "") + t.plain("Summary of the meeting")
    rows: list[Row] = [(Button(whole, NoteMinutes(number, None)),)]
    rows += [
        (Button(("✓ " if item.id in noted else "") + item_label(t, item), NoteMinutes(number, item.id)),)
        for item in shown
    ]
    rows += pages(t, page, last, lambda p: Button("", ChooseNote(number, p)))
    return Screen(text, (*rows, (Button(t.plain("Back"), ShowMinutes(number)),)))


def confirm_approval(t: Translator, found: Paper) -> Screen:
    """Asks once."""
    assert found.version is not None
    number, version = found.meeting.id, found.version.number
    text = of_meetings.heading(t, found.meeting) + Markup("\n\n")
    text += t(
        "Approve the minutes as version {v} says? They are locked then. This cannot be undone.", v=version
    )
    return Screen(
        text,
        (
            (Button(t.plain("Approve the minutes"), ApproveMinutes(number, version, sure=True), "success"),),
            (Button(t.plain("Back"), ShowMinutes(number)),),
        ),
    )


def waiting_row(t: Translator, meeting: Meeting, present: Minutes) -> Row:
    """On home and in /todo."""
    if present.standing is MinutesStanding.DRAFT:
        return (
            Button(
                t.plain("{meeting}: minutes to circulate", meeting=meeting.label), ShowMinutes(meeting.id)
            ),
        )
    return (Button(t.plain("{meeting}: minutes to approve", meeting=meeting.label), ShowMinutes(meeting.id)),)


def card_rows(
    t: Translator, meeting: Meeting, *, begins: bool, goes_on: bool, minutes: bool
) -> tuple[Row, ...]:
    """What a meeting's own card offers of this room."""
    rows: list[Row] = []
    if goes_on:
        rows.append(way_in(t, meeting))
    elif begins:
        rows.append((Button(t.plain("Begin, check in, room code"), ShowSession(meeting.id)),))
    if minutes:
        rows.append((Button(t.plain("Minutes"), ShowMinutes(meeting.id)),))
    return tuple(rows)
