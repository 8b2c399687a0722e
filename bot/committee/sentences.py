"""What the committee's outcomes and refusals say to whoever tapped or wrote."""

from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.committee.settings import ZONE_TYPED
from bot.errors import Facts
from bot.i18n import OWN_NAMES, Sentences, Translator, instant, mark

_FAULTS = {
    "columns": mark("wrong number of columns: {cell}"),
    "role": mark("unknown role: {cell}"),
    "constituency": mark("unknown constituency: {cell}"),
    "constituency-missing": mark("constituency is missing"),
    "letters-lost": mark(
        "letters were lost when the file was saved (save it as XLSX or as CSV UTF-8): {cell}"
    ),
    "organization-missing": mark("organization is missing"),
    "organization-names": mark("another line calls this organization otherwise: {cell}"),
    "name-missing": mark("name is missing"),
    "language": mark("unknown language: {cell}"),
    "duplicate": mark("the same as line {cell}"),
    "second-chair": mark("the committee has a chair already: {cell}"),
    "second-alternate": mark("each seat of this organization has its alternate already: {cell}"),
    "merged": mark("merged cells: {cell}"),
    "formula": mark("a formula without a value: {cell}"),
    "number": mark("a number or date where text is needed: {cell}"),
    "too-long": mark("The text is too long. Limit: {limit} characters."),
}
FAULTS_SHOWN = 15


def _roster_faults(t: Translator, facts: Facts) -> Markup:
    """What is wrong with a roster, line by line."""
    lines = [t("The roster has mistakes. Nothing was imported.")]
    lines += [
        t("Line {number}: {fault}", number=number, fault=t(_FAULTS[code], cell=cell, limit=cell))
        for number, code, cell in facts["faults"][:FAULTS_SHOWN]
    ]
    more = len(facts["faults"]) - FAULTS_SHOWN
    if more > 0:
        lines.append(t("More mistakes: {n}", n=more))
    return Markup("\n").join(lines)


def _expired(t: Translator, facts: Facts) -> Markup:
    return t(
        "This invitation has expired ({date}). Nothing was stored. Please ask your secretariat for a new one.",
        date=t.day_of(instant(facts["expired_at"])),
    )


def _no_room(t: Translator, facts: Facts) -> Markup:
    """Why one invitation cannot be made."""
    msgid = _FAULTS[facts["fault"]]
    return t("Nothing was recorded: {fault}", fault=t(msgid, cell=facts["cell"]))


SENTENCES: Sentences = {
    "stranger": lambda t, f: t("You are not a member of a committee here. Please ask your secretariat."),
    "not-a-member": lambda t, f: t(
        "You are not a member of this committee, so nothing was done. Please ask your secretariat."
    ),
    "organizers-only": lambda t, f: t(
        "Only organizers can do this. If this seems wrong, please contact the secretariat."
    ),
    "link-unknown": lambda t, f: t(
        "This link is incomplete or belongs to another bot. Please ask whoever sent it for the whole link."
    ),
    "invitation-unknown": lambda t, f: t(
        "This invitation link is not valid. Nothing was stored. Please ask your secretariat for a new one."
    ),
    "invitation-used": lambda t, f: t(
        "This invitation has already been used by somebody else. Nothing was stored. Please tell your secretariat."
    ),
    "invitation-yours": lambda t, f: t("You have joined with this invitation already."),
    "invitation-revoked": lambda t, f: t(
        "This invitation was revoked. Nothing was stored. Please ask your secretariat for a new one."
    ),
    "invitation-expired": _expired,
    "already-a-member": lambda t, f: t(
        "You are a member of this committee already. The invitation was not used: it is for somebody else."
    ),
    "joined": lambda t, f: t("Welcome! You have joined the committee."),
    "language-chosen": lambda t, f: t("Language: {language}", language=OWN_NAMES[f["language"]]),
    "language-unknown": lambda t, f: t("This language is not available."),
    "zone-chosen": lambda t, f: t(
        "Time zone: {city}",
        city=t.zone_city(ZoneInfo(f["zone"]) if f["zone"] else t.committee_zone),
    ),
    "zone-unknown": lambda t, f: t(
        "This time zone is not known. Nothing was changed. Please write it so: {example}", example=ZONE_TYPED
    ),
    "committee-chosen": lambda t, f: t("Commands now act in this committee."),
    "roster-imported": lambda t, f: t(
        "Invitations made: {n}. On the roster already: {known}.", n=len(f["invited"]), known=f["known"]
    ),
    "on-the-roster": lambda t, f: t("This person is on the roster already. Nothing was changed."),
    "invitation-made": lambda t, f: t("A new link was made. The earlier one no longer opens anything."),
    "invitation-revoked-now": lambda t, f: t("The link was revoked."),
    "already-joined": lambda t, f: t("This person has joined already. Nothing was changed."),
    "not-yourself": lambda t, f: t("This is your own seat. Nothing was changed."),
    "seat-freed": lambda t, f: t("The seat is free. Their running votes are void. A new link was made."),
    "roster-no-room": _no_room,
    "member-gone": lambda t, f: t("This person is no longer on the roster. Nothing was changed."),
    "roster-empty": lambda t, f: t("The roster is empty. Nothing was imported."),
    "roster-header": lambda t, f: t(
        "The first line must name these columns: {wanted}. Found: {found}. Nothing was imported.",
        wanted=", ".join(f["wanted"]),
        found=", ".join(f["found"]),
    ),
    "roster-faults": _roster_faults,
    "name-empty": lambda t, f: t("Please write a name."),
    "name-too-long": lambda t, f: t("The text is too long. Limit: {limit} characters.", limit=f["limit"]),
}
