"""The cards of the meetings' forms, question by question, without the buttons that every form has."""

from markupsafe import Markup

from bot.forms import Field, Open
from bot.forms.actions import FormPick
from bot.forms.cards import picks
from bot.forms.deadline import SURE
from bot.i18n import OWN_NAMES, Translator
from bot.meetings import forms, part_fields, words
from bot.meetings.model import NOTE_LIMIT, AgendaLine, Audience, Meeting, Standing
from bot.meetings.part_fields import ASK, CALL, KEEP, PROPOSE, YES
from bot.meetings.part_views import Asked, echo, limit, part, screen
from bot.screens import Button, Screen, capitalised
from bot.texts import quoted, shortened
from bot.workdays import instant as at_wall_time

_TOPIC = 200
"""UTF-16 units of a line that was left open."""


def new_meeting(t: Translator, state: Open, field: Field, asked: Asked) -> Screen:
    """The form for a meeting."""
    title = t("<b>New meeting</b>")
    base = asked.asking.base
    if base is not None:
        title += Markup("\n") + t(
            "After the example of {meeting}", meeting=f"{base.label} · {base.title(t.language)}"
        )
    name, _, language = field.name.partition("-")
    match name:
        case "language":
            order = sorted(asked.committee.languages, key=lambda code: code != t.language)
            rows = tuple((Button(OWN_NAMES.get(c, c), FormPick(state.serial, c)),) for c in order)
            return screen(
                title, t("In which language do you write the title and the agenda first?"), rows=rows
            )
        case "carry":
            return _carry(t, state, field, asked, title)
        case "audience":
            options = [
                (
                    str(one),
                    capitalised(t.plain("{who} ({n})", who=t(words.AUDIENCES[one]), n=asked.invited[one])),
                )
                for one in Audience
            ]
            ask = t("Who is invited? Single people can be added or left out afterwards.")
            return screen(title, ask, rows=picks(state, options))
        case "look":
            ok = (Button(t.plain("Looks right"), FormPick(state.serial, "ok"), "primary"),)
            return screen(
                title,
                t("Preview: {language}", language=t.language_name(language)),
                *preview(t, state, asked, language),
                rows=(ok,),
            )
        case "publish":
            return _publish(t, state, asked, title)
    return part(t, state, field, asked, title)


def edit(t: Translator, state: Open, field: Field, asked: Asked) -> Screen:
    """The form that changes one part of a meeting."""
    meeting = asked.meeting
    assert meeting is not None
    title = words.heading(t, meeting)
    if field.name == SURE:
        return _confirm_edit(t, state, asked, title, meeting)
    if field.name == "note":
        ask = t("Why? Everybody reads it. Write one or two sentences, or skip.")
        return screen(title, ask, limit(t, NOTE_LIMIT))
    return part(t, state, field, asked, title)


def cancel(t: Translator, state: Open, field: Field, asked: Asked) -> Screen:
    """Why a meeting is cancelled, and then surely."""
    assert asked.meeting is not None
    title = words.heading(t, asked.meeting) + Markup("\n") + words.when(t, asked.meeting)
    if field.name == "reason":
        return screen(
            title, t("Why is the meeting cancelled? Everybody invited reads it."), limit(t, NOTE_LIMIT)
        )
    ask = t("Cancel this meeting? It cannot be taken back.")
    seen = FormPick(state.serial, str(asked.meeting.revision))
    rows = ((Button(t.plain("Yes, cancel the meeting"), seen, "danger"),),)
    return screen(title, t("Reason: {reason}", reason=state.values["reason"]), ask, rows=rows)


def remind(t: Translator, state: Open, field: Field, asked: Asked) -> Screen:
    """A reminder by hand: to whom, with which words, and then surely."""
    assert asked.meeting is not None
    assert asked.audiences is not None
    title = words.heading(t, asked.meeting) + Markup("\n") + words.when(t, asked.meeting)
    if field.name == "audience":
        options = [
            (to, capitalised(t.plain("{who} ({n})", who=name(t), n=n)))
            for to, (name, n) in asked.audiences.items()
            if n
        ]
        return screen(title, t("Whom to remind now?"), rows=picks(state, options))
    to = state.values["audience"]
    name, n = asked.audiences[to]
    who = t("To: {who} ({n})", who=name(t), n=n)
    if field.name == "note":
        return screen(title, who, t("Write a note for them, or skip."), limit(t, NOTE_LIMIT))
    note = state.values.get("note")
    said = quoted(note) if note else t("Without a note.")
    rows = ((Button(t.plain("Send the reminder"), FormPick(state.serial, YES), "success"),),)
    return screen(title, who, said, rows=rows)


def files(t: Translator, _state: Open, _field: Field, asked: Asked) -> Screen:
    """The files of a line of the agenda."""
    assert asked.meeting is not None
    assert asked.item is not None
    line = Markup("{}. {}").format(asked.item.number, asked.item.text_for(t.language).topic)
    ask = t(
        "Send the files for this agenda item, then press Done. Members get them in private, when they ask."
    )
    return screen(words.heading(t, asked.meeting), line, ask)


def preview(t: Translator, state: Open, asked: Asked, language: str) -> list[Markup]:
    """The meeting in a language, as it will be read."""
    plan = forms.plan_of(state.values, asked.asking)
    title = plan.titles.get(language) or plan.titles[plan.main]
    lines = [Markup("<b>{}</b>").format(title), t("Format: {format}", format=t(words.FORMATS[plan.format]))]
    if plan.wall is not None:
        starts = at_wall_time(plan.wall.date(), plan.wall.time(), asked.committee.zone)
        lines.append(t("When: {moment}", moment=t.moment(starts, weekday=True)))
    else:
        lines.append(t("Dates to choose from: {n}", n=len(state.values[part_fields.SLOTS])))
    lines.append(t("Duration: {length}", length=words.length(t, plan.minutes)))
    if plan.venues:
        lines.append(t("Venue: {venue}", venue=plan.venues.get(language) or plan.venues[plan.main]))
    if plan.link:
        lines.append(t("Join link: {url}", url=plan.link))
    if plan.agenda:
        texts = [
            (line.minutes, line.texts.get(language) or next(iter(line.texts.values())))
            for line in plan.agenda
        ]
        lines.append(words.planned(t, sum(m for m, _ in texts), plan.minutes))
        shown = [words.agenda_line(t, n, m, text) for n, (m, text) in enumerate(texts, 1)]
        lines.append(quoted(words.fitting(shown)))
        if (credit := words.translated(t, plan.agenda, language)) is not None:
            lines.append(credit)
    return lines


def _carry(t: Translator, state: Open, field: Field, asked: Asked, title: Markup) -> Screen:
    """What was left open before: all of it, or one after the other."""
    line = part_fields.offered(field.name, asked.asking)
    if line is not None:
        options = [(YES, t.plain("Put it on the agenda")), (part_fields.NONE, t.plain("Leave it out"))]
        return screen(title, _open_line(t, line), rows=picks(state, options))
    found = asked.asking.left_open
    ask = t("Left open before. Put it on the agenda?")
    shown = quoted(words.fitting([_open_topic(t, line) + _came_from(line) for line in found]))
    options = [
        (part_fields.ALL, t.plain("All of it ({n})", n=len(found))),
        (part_fields.EACH, t.plain("Choose one by one")),
        (part_fields.NONE, t.plain("None of it")),
    ]
    return screen(title, ask, shown, rows=picks(state, options))


def _open_line(t: Translator, line: AgendaLine) -> Markup:
    assert line.carried is not None
    return _open_topic(t, line) + Markup("\n   ") + words.carried(t, line.carried)


def _open_topic(t: Translator, line: AgendaLine) -> Markup:
    text = line.texts.get(t.language) or next(iter(line.texts.values()))
    return Markup("• {}").format(shortened(text.topic, _TOPIC))


def _came_from(line: AgendaLine) -> Markup:
    """` (Q2 → M1)`, in a list that has said above that all of it was left open."""
    assert line.carried is not None
    return Markup(" ({})").format(" → ".join(line.carried.path))


def _publish(t: Translator, state: Open, asked: Asked, title: Markup) -> Screen:
    """Who is told, and the last tap."""
    n = asked.invited[Audience(state.values["audience"])]
    if part_fields.polls(state.values):
        ask = t("Ask everybody invited which dates suit them? Invited: {n}.", n=n)
        options = [(ASK, t.plain("Ask for dates"))]
    elif asked.asking.organizer:
        wall = part_fields.wall_of(state.values)
        title += Markup("\n\n") + echo(t, wall, asked, state.values["minutes"])
        ask = t("Call this meeting? Invited: {n}. Each gets a card and a calendar file.", n=n)
        options = [(CALL, t.plain("Call the meeting")), (KEEP, t.plain("Keep as a draft"))]
    else:
        ask = t("Propose this meeting to the organizers? One of them calls it.")
        options = [(PROPOSE, t.plain("Propose the meeting"))]
    return screen(title, ask, rows=picks(state, options))


def _confirm_edit(t: Translator, state: Open, asked: Asked, title: Markup, meeting: Meeting) -> Screen:
    """How it stands and what it becomes. The button says which state its editor has seen."""
    of = state.facts["part"]
    lines = [*_now(t, of, meeting), *_then(t, of, state, asked, meeting)]
    if meeting.standing is Standing.CALLED:
        lines.append(_who_is_told(t, of))
    label = t.plain("Make the change")
    return screen(title, *lines, rows=picks(state, [(str(meeting.revision), label)], "success"))


def _now(t: Translator, of: str, meeting: Meeting) -> list[Markup]:
    match of:
        case "title":
            now = Markup(" · ").join(meeting.titles.values())
        case "format":
            now = t(words.FORMATS[meeting.format])
        case "when":
            now = words.when(t, meeting)
        case "venue":
            now = Markup(" · ").join(meeting.venues.values()) or Markup("—")
        case "link":
            now = Markup.escape(meeting.link or "—")
        case _:
            now = t.plural("{n} item", "{n} items", len(meeting.agenda))
    return [t("As it stands: {what}", what=now)]


def _then(t: Translator, of: str, state: Open, asked: Asked, meeting: Meeting) -> list[Markup]:
    values = state.values
    if of == "when":
        lines = [
            echo(t, part_fields.wall_of(values), asked, values["minutes"]),
            words.length(t, values["minutes"]),
        ]
        if values.get("note"):
            lines.append(quoted(values["note"]))
        return lines
    change = forms.edit_of(values, asked.asking, of)
    match of:
        case "title":
            then = Markup(" · ").join((change.titles or {}).values())
        case "format":
            then = t(words.FORMATS[change.format or meeting.format])
        case "venue":
            then = Markup(" · ").join((change.venues or {}).values()) or Markup("—")
        case "link":
            then = Markup.escape(change.link or "—")
        case _:
            found = change.agenda or ()
            shown = [
                words.agenda_line(
                    t, n, line.minutes, line.texts.get(t.language) or next(iter(line.texts.values()))
                )
                for n, line in enumerate(found, 1)
            ]
            total = words.planned(t, sum(line.minutes for line in found), meeting.minutes)
            then = total + Markup("\n") + quoted(words.fitting(shown))
    return [t("As it will be: {what}", what=then)]


def _who_is_told(t: Translator, of: str) -> Markup:
    match of:
        case "when":
            return t("Everybody invited is told of the old and the new time and asked again.")
        case "link":
            return t("Only those who join online, or have not answered, are told.")
        case "agenda":
            return t("Everybody invited is told.")
    return t("Everybody invited is told and gets the calendar file anew.")
