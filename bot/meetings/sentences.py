"""What the meetings' outcomes and refusals say to whoever tapped or wrote."""

from markupsafe import Markup

from bot.errors import Facts
from bot.findings.sentences import SENTENCES as DATES
from bot.i18n import Sentences, Translator, instant
from bot.meetings import words
from bot.meetings.model import Answer, Availability


def _answered(t: Translator, facts: Facts) -> Markup:
    said = Answer(facts["answer"])
    match said:
        case Answer.ONLINE:
            text = t("Thank you. You will take part online.")
        case Answer.IN_PERSON:
            text = t("Thank you. You will take part in person.")
        case Answer.ALTERNATE:
            text = (
                t("Thank you. Your alternate is told and asked.")
                if facts.get("reached", True)
                else t("Thank you. The bot cannot reach your alternate now: please tell them yourself.")
            )
        case Answer.ABSENT:
            text = t("Thank you. It is noted that you cannot attend.")
    return text + Markup(" ") + t("You can change your answer before the meeting starts.")


def _begun_unanswered(t: Translator, facts: Facts) -> Markup:
    text = t("The meeting has started, so this answer was not recorded.")
    if facts["answer"]:
        text += Markup(" ") + t(
            "Your answer stands: {answer}", answer=t(words.ANSWERS[Answer(facts["answer"])])
        )
    return text


def _slot_unread(t: Translator, facts: Facts) -> Markup:
    why = SENTENCES.get(facts["why"]) or DATES.get(facts["why"])
    text = t("Line {n} cannot be taken: {text}", n=facts["line"], text=facts["text"])
    return text + Markup("\n") + why(t, facts["facts"]) if why else text


SENTENCES: Sentences = {
    "meeting-kept": lambda t, f: t(
        "{meeting} is kept as a draft. Only organizers and the chair see it.", meeting=f["label"]
    ),
    "meeting-proposed": lambda t, f: t(
        "{meeting} is proposed. The organizers are told; one of them calls it.", meeting=f["label"]
    ),
    "meeting-called-now": lambda t, f: t(
        "{meeting} is called. Notices sent: {n}.", meeting=f["label"], n=f["told"]
    ),
    "meeting-edited": lambda t, f: t(
        "{meeting} is changed. Notices sent: {n}.", meeting=f["label"], n=f["told"]
    ),
    "meeting-rescheduled": lambda t, f: t(
        "{meeting} has another time. Everybody is asked again. Notices sent: {n}.",
        meeting=f["label"],
        n=f["told"],
    ),
    "meeting-cancelled-now": lambda t, f: t(
        "{meeting} is cancelled. Notices sent: {n}.", meeting=f["label"], n=f["told"]
    ),
    "meeting-reminded": lambda t, f: t(
        "{meeting}: the reminder goes out. Notices sent: {n}.", meeting=f["label"], n=f["told"]
    ),
    "meeting-invited": lambda t, f: t("{meeting}: one more person is invited.", meeting=f["label"]),
    "meeting-uninvited": lambda t, f: t("{meeting}: one person is no longer invited.", meeting=f["label"]),
    "meeting-answered": _answered,
    "meeting-file-coming": lambda t, f: t("The calendar file is being sent."),
    "meeting-spot-coming": lambda t, f: t("The point on the map is being sent."),
    "agenda-files-coming": lambda t, f: t("The files are being sent: {n}", n=f["n"]),
    "agenda-files-set": lambda t, f: t(
        "{meeting}, agenda item {number}: files: {n}", meeting=f["label"], number=f["number"], n=f["n"]
    ),
    "poll-opened": lambda t, f: t(
        "{meeting}: everybody is asked which dates suit them. Notices sent: {n}.",
        meeting=f["label"],
        n=f["told"],
    ),
    "slot-answered": lambda t, f: t(
        "Recorded for date {n}: {answer}. You can change it until a date is chosen.",
        n=f["place"],
        answer=t(words.AVAILABILITIES[Availability(f["answer"])]),
    ),
    "meeting-unknown": lambda t, f: t("There is no such meeting among those that you can see."),
    "agenda-unknown": lambda t, f: t("There is no such agenda item among those that you can see."),
    "meeting-preparers-only": lambda t, f: t(
        "Only organizers can call a meeting; the chair can propose one. "
        "If this seems wrong, please contact the secretariat."
    ),
    "meeting-cancelled": lambda t, f: t("{meeting} is cancelled. Nothing was recorded.", meeting=f["label"]),
    "meeting-begun": lambda t, f: t(
        "{meeting} has started, so this can no longer be changed.", meeting=f["label"]
    ),
    "meeting-over": lambda t, f: t(
        "{meeting} is over, so this can no longer be changed.", meeting=f["label"]
    ),
    "meeting-begun-unanswered": _begun_unanswered,
    "meeting-moved-unanswered": lambda t, f: t(
        "{meeting} has another time now. Your answer to the earlier one was not recorded; please answer again.",
        meeting=f["label"],
    ),
    "meeting-called": lambda t, f: t(
        "{meeting} is called already. Nothing was sent again.", meeting=f["label"]
    ),
    "meeting-not-called": lambda t, f: t(
        "{meeting} is not called yet. Nothing was recorded.", meeting=f["label"]
    ),
    "meeting-not-invited": lambda t, f: t(
        "You see this meeting, but are not invited, so no answer was recorded."
    ),
    "meeting-answer-impossible": lambda t, f: t(
        "The meeting is not held in this way any more. Please choose again."
    ),
    "meeting-no-alternate": lambda t, f: t("Your seat has no alternate. Nothing was recorded."),
    "meeting-without-date": lambda t, f: t("{meeting} has no date yet.", meeting=f["label"]),
    "meeting-without-title": lambda t, f: t("A meeting needs a title."),
    "meeting-past": lambda t, f: t(
        "This time has passed: {moment}. Please give a later one.",
        moment=t.moment(instant(f["starts"]), weekday=True),
    ),
    "meeting-too-far": lambda t, f: t("This date is more than two years away. Please check the year."),
    "meeting-too-short": lambda t, f: t("A meeting lasts at least {n} minutes.", n=f["limit"]),
    "meeting-too-long": lambda t, f: t(
        "A meeting lasts at most {length}.", length=words.length(t, f["limit"])
    ),
    "meeting-unchanged": lambda t, f: t(
        "Nothing was changed: this is how {meeting} stands.", meeting=f["label"]
    ),
    "meeting-overtaken": lambda t, f: t(
        "Somebody else has changed {meeting} meanwhile. Below is how it stands now; your change is not in it yet. "
        "Confirm once more to make it, or cancel.",
        meeting=f["label"],
    ),
    "day-past": lambda t, f: t("This day has passed. Please give a later one."),
    "hour-needed": lambda t, f: t("The hour is missing."),
    "date-with-end": lambda t, f: t(
        "Please write only when it begins; how long it lasts is asked by itself."
    ),
    "hour-not-understood": lambda t, f: t("The hour was not understood. Please write it such as 14:00."),
    "length-not-understood": lambda t, f: t(
        "The duration was not understood. Please write minutes, such as 90, or hours and minutes, such as 1:30."
    ),
    "slot-unread": _slot_unread,
    "agenda-line": lambda t, f: t(
        "Line {n} does not begin with its minutes: {text}\nExample: 10 Opening (the chair)",
        n=f["line"],
        text=f["text"],
    ),
    "agenda-lines-differ": lambda t, f: t(
        "The agenda has {wanted} lines, here are {n}. Please write one for each.",
        wanted=f["wanted"],
        n=f["n"],
    ),
    "link-not-https": lambda t, f: t("The join link must begin with https:// so that nobody can read along."),
    "link-unreadable": lambda t, f: t(
        "This is not an address that can be opened. Please send the whole link."
    ),
    "link-several": lambda t, f: t(
        "There are several addresses in this text. Please send the join link alone."
    ),
    "spot-unreadable": lambda t, f: t(
        "Please send a location (📎 → Location), or two numbers such as 42.8746, 74.5698."
    ),
    "agenda-too-long": lambda t, f: t("An agenda has at most {n} items.", n=f["limit"]),
    "poll-closed": lambda t, f: t("A date has been chosen or the poll was cancelled. Nothing was recorded."),
    "poll-without-slots": lambda t, f: t("Please give at least one date."),
    "poll-too-many": lambda t, f: t("At most {n} dates can be asked for.", n=f["limit"]),
    "poll-slot-twice": lambda t, f: t("One of these dates is there twice."),
    "reminder-to-nobody": lambda t, f: t("Nobody is in this group now. Nothing was sent."),
}
