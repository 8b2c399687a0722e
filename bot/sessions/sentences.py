"""What this room's outcomes and refusals say to whoever tapped or wrote."""

from markupsafe import Markup

from bot.errors import Facts
from bot.i18n import Sentences, Translator, instant
from bot.sessions.model import Mode


def _checked_in(t: Translator, facts: Facts) -> Markup:
    if facts["mode"] == Mode.ROOM:
        return t("You are checked in, in the room.")
    return t("You are checked in, online.")


def _moved(t: Translator, facts: Facts) -> Markup:
    if facts["number"] is None:
        return t("Somebody else has changed the item meanwhile. No item is on now.")
    return t("Item {n} is on already. Nothing was changed.", n=facts["number"])


SENTENCES: Sentences = {
    "session-begun-now": lambda t, f: t("{meeting} has begun.", meeting=f["label"]),
    "session-begun": lambda t, f: t("{meeting} has begun already. Nothing was changed.", meeting=f["label"]),
    "session-ended": lambda t, f: t("{meeting} is over. The minutes can be written now.", meeting=f["label"]),
    "session-over": lambda t, f: t("{meeting} is over. Nothing was recorded.", meeting=f["label"]),
    "session-not-begun": lambda t, f: t(
        "{meeting} has not begun yet. Nothing was recorded.", meeting=f["label"]
    ),
    "session-not-over": lambda t, f: t(
        "{meeting} is not over yet, so its minutes cannot be circulated.", meeting=f["label"]
    ),
    "session-early": lambda t, f: t(
        "{meeting} can be begun {n} minutes before its time at the earliest.",
        meeting=f["label"],
        n=f["minutes"],
    ),
    "session-late": lambda t, f: t(
        "{meeting} can be begun no more. Planned end: {time}. Please choose another date for it, or cancel it.",
        meeting=f["label"],
        time=t.moment(instant(f["ended"])),
    ),
    "session-conductors-only": lambda t, f: t(
        "Only organizers and the chair can do this. If this seems wrong, please contact the secretariat."
    ),
    "item-begun": lambda t, f: t("Item {n} is on now.", n=f["number"]),
    "item-moved": _moved,
    "checked-in": _checked_in,
    "check-in-stands": lambda t, f: t("You are checked in already. Nothing was changed."),
    "check-in-stands-by-hand": lambda t, f: t("They are checked in like this already. Nothing was changed."),
    "checked-in-by-hand": lambda t, f: t("Recorded: somebody is there."),
    "checked-out": lambda t, f: t("Recorded: you have left. You can check in again."),
    "checked-out-by-hand": lambda t, f: t("Recorded: somebody has left."),
    "not-checked-in": lambda t, f: t("You are not checked in. Nothing was changed."),
    "not-checked-in-by-hand": lambda t, f: t("They are not checked in. Nothing was changed."),
    "mode-impossible": lambda t, f: t("This meeting cannot be attended in that way. Nothing was recorded."),
    "room-code-unknown": lambda t, f: t(
        "This code is not in use any more. Please scan the one that hangs in the room, or ask the secretariat."
    ),
    "room-code-coming": lambda t, f: t("The code for the room is being sent."),
    "room-code-renewed": lambda t, f: t("Another code is being sent. The one before opens nothing any more."),
    "entry-added": lambda t, f: t("Recorded as {label}.", label=f["entry_label"]),
    "entry-struck": lambda t, f: t("{label} is taken out of the record.", label=f["entry_label"]),
    "entry-translated": lambda t, f: t(
        "{label}: the text is recorded. Language: {language}",
        label=f["entry_label"],
        language=t.language_name(f["language"]),
    ),
    "entry-unknown": lambda t, f: t("There is no such line in the records that you can see."),
    "remark-words-are-its-authors": lambda t, f: t(
        "{label}: these words are their author's. Nothing was changed.", label=f["entry_label"]
    ),
    "remark-answered": lambda t, f: t("{label}: your answer is recorded.", label=f["entry_label"]),
    "remark-answerers-only": lambda t, f: t(
        "Only organizers, the chair and the consultant can do this. "
        "If this seems wrong, please contact the secretariat."
    ),
    "action-done-now": lambda t, f: t("{label} is done.", label=f["entry_label"]),
    "action-done": lambda t, f: t("{label} is done already. Nothing was changed.", label=f["entry_label"]),
    "action-owner-only": lambda t, f: t("Only its owner, an organizer or the chair can say that it is done."),
    "owner-unknown": lambda t, f: t("Nobody in the committee has that name. Please choose, or write a name."),
    "owner-ambiguous": lambda t, f: t("Several people have that name: {names}", names=t.list(f["names"])),
    "words-overtaken": lambda t, f: t(
        "Somebody else has written here meanwhile, so nothing was changed. Please cancel this form and look at it "
        "first; what you wrote stays in this chat."
    ),
    "minutes-noted": lambda t, f: t("The minutes are changed."),
    "minutes-circulated": lambda t, f: t(
        "The minutes are circulated as version {v}. Objections until: {date}. Notices sent: {n}.",
        v=f["v"],
        date=t.moment(instant(f["until"]), weekday=True),
        n=f["told"],
    ),
    "minutes-unchanged": lambda t, f: t(
        "Version {v} says the same already, so nothing was sent again.", v=f["v"]
    ),
    "minutes-commented": lambda t, f: (
        t("Your objection No. {n} is recorded.", n=f["n"])
        if f["objects"]
        else t("Your comment No. {n} is recorded.", n=f["n"])
    ),
    "minutes-not-circulated": lambda t, f: t("These minutes are not circulated yet. Nothing was recorded."),
    "minutes-unknown": lambda t, f: t("There are no minutes of this meeting that you can see."),
    "minutes-locked": lambda t, f: t(
        "The minutes of {meeting} are approved, so nothing can be changed in them.", meeting=f["label"]
    ),
    "minutes-chair-only": lambda t, f: t("Only the chair can approve minutes."),
    "minutes-overtaken": lambda t, f: t(
        "Version {v} has been circulated meanwhile. Please read it first.", v=f["v"]
    ),
    "minutes-open": lambda t, f: t(
        "Members may object until {date}. The minutes can be approved after that.",
        date=t.moment(instant(f["until"]), weekday=True),
    ),
    "minutes-objected": lambda t, f: t("An objection has no answer yet. The minutes were not approved."),
    "minutes-approved": lambda t, f: t(
        "The minutes are approved as version {v} and locked. Notices sent: {n}.", v=f["v"], n=f["told"]
    ),
    "objection-late": lambda t, f: t(
        "The time for objections was over at {date}. You can still write a comment.",
        date=t.moment(instant(f["until"]), weekday=True),
    ),
    "minutes-file-coming": lambda t, f: t("The minutes are being sent as a file."),
}
