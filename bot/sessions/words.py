"""The words of a meeting's record: ways of taking part, kinds of entries, what became of them."""

from markupsafe import Markup

from bot.committee.model import Constituency
from bot.committee.views import constituency_name
from bot.i18n import Translator, mark
from bot.sessions.model import Disposition, Kind, MinutesStanding, Mode, Presence

MODES = {Mode.ROOM: mark("in the room"), Mode.ONLINE: mark("online")}
KINDS = {
    Kind.REMARK: mark("comment or suggestion"),
    Kind.DECISION: mark("decision"),
    Kind.ACTION: mark("action item"),
    Kind.MINUTES: mark("comment on the minutes"),
}
DISPOSITIONS = {
    Disposition.TAKEN_UP: mark("taken up"),
    Disposition.NOTED: mark("noted"),
    Disposition.DECLINED: mark("declined with a reason"),
}
STANDINGS = {
    MinutesStanding.DRAFT: mark("draft minutes"),
    MinutesStanding.CIRCULATED: mark("minutes circulated"),
    MinutesStanding.APPROVED: mark("minutes approved"),
}


def quorum(t: Translator, found: Presence, constituencies: tuple[Constituency, ...]) -> Markup:
    """`Quorum: yes (7 of 9 seats present, 5 needed).`, with the constituencies that are missing."""
    facts = {"present": found.present, "seats": found.seats, "needed": found.needed}
    if found.quorum:
        return t("Quorum: yes ({present} of {seats} seats present, {needed} needed).", **facts)
    text = t("Quorum: no ({present} of {seats} seats present, {needed} needed).", **facts)
    if found.missing:
        known = {c.code: c for c in constituencies}
        names = t.list(constituency_name(t, known.get(code, code)) for code in found.missing)
        text += Markup(" ") + t("Nobody is there from: {groups}.", groups=names)
    return text
