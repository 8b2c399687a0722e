"""What somebody did who had taken another's place: the notice to the organizers, and every act with its item."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from markupsafe import Markup

from bot.actions import Action
from bot.audit.words import act as words
from bot.committee.actions import SettleActs, ShowActs, ShowLinks
from bot.committee.impostors import Act
from bot.committee.model import Committee
from bot.committee.views import back_to, home_row, pages
from bot.i18n import Sentences, Translator
from bot.ids import CommitteeId, MembershipId
from bot.screens import Button, Row, Screen, capitalised, leaf
from bot.texts import shortened

PAGE = 6
_LABEL = 40
_MOST = 12


def notice(
    t: Translator, here: Committee, was: MembershipId, found: Sequence[Act], links: int, *, organized: bool
) -> Screen:
    """To every organizer, at once. `links`: how many were revoked. `organized`: they had taken an organizer's place."""
    counted = Counter(one.entry.what for one in found)
    said = Counter[str]()
    for what, n in counted.items():
        said[str(words(t, what))] += n
    lines = [
        t("<b>Somebody else had taken a place in the committee</b>"),
        t("Committee: {committee}", committee=here.name(t.language)),
        t("What they wrote no longer counts. What they did stands until you look at it:"),
        *(Markup("• {} · {}").format(Markup(act), n) for act, n in said.most_common(_MOST)),  # noqa: S704
    ]
    if links:
        lines.append(t("Links that they made and nobody used open nothing any more: {n}", n=links))
    if organized:
        lines.append(t("As an organizer they could also read the links that were not used yet."))
    rows: tuple[Row, ...] = (
        (Button(t.plain("See what they did"), ShowActs(here.id, was), "primary"),),
        (Button(t.plain("Invitation links"), ShowLinks(here.id)),),
        home_row(t),
    )
    return Screen(Markup("\n").join(lines), rows)


def acts(
    t: Translator,
    here: Committee,
    was: MembershipId,
    found: Sequence[Act],
    opens: Mapping[int, Action],
    labels: Mapping[int, str],
    notes: Mapping[int, Markup],
    page: int,
) -> Screen:
    """Each act, newest first. By its sequence, `opens`: what its button opens; `labels`: what it was done to (F1, Q2);
    `notes`: what is still under way. While nothing is, the list can be closed.
    """
    closes: Row = (Button(t.plain("Everything is settled"), SettleActs(here.id, was)),)
    if not found:
        return Screen(t("Nothing that they did is left to be looked at."), (closes, home_row(t)))
    shown, page, last = leaf(found, page, PAGE)
    lines = [
        t("<b>What the wrong person did</b>"),
        t("Newest first. A button opens what it was done to; there it can be changed or taken back."),
    ]
    rows: list[Row] = []
    for n, one in enumerate(shown, start=page * PAGE + 1):
        entry = one.entry
        act = words(t, entry.what)
        done_to = f" · {labels[entry.sequence]}" if entry.sequence in labels else ""
        said = [Markup("{}. {} · <b>{}</b>{}").format(n, t.moment(entry.at), act, done_to)]
        if entry.sequence in notes:
            said.append(notes[entry.sequence])
        if one.revoked:
            said.append(t("the link was revoked"))
        if one.joined:
            names = t.list(name or t("no name") for name in one.joined)
            said.append(t("⚠️ joined by that link: {names}", names=names))
        lines.append(Markup("\n").join(said))
        if entry.sequence in opens:
            label = shortened(f"{n}. {capitalised(act.striptags())}", _LABEL) + done_to
            rows.append((Button(label, opens[entry.sequence]),))
    rows += pages(t, page, last, lambda p: Button("", ShowActs(here.id, was, p)))
    if not notes:
        rows.append(closes)
    return Screen(Markup("\n").join(lines), (*rows, (*back_to(t, here.id), *home_row(t))))


def settle(t: Translator, here: CommitteeId, was: MembershipId) -> Screen:
    """Asks before the list goes."""
    text = t("Close the list for all organizers? What was done stays as it is now.")
    rows: tuple[Row, ...] = (
        (Button(t.plain("Yes, everything is settled"), SettleActs(here, was, sure=True), "success"),),
        (Button(t.plain("Back"), ShowActs(here, was)),),
    )
    return Screen(text, rows)


def chips(t: Translator, here: Committee, found: Sequence[tuple[MembershipId, datetime]]) -> list[Row]:
    """On the roster: the ways to what wrong persons did, until it is settled."""
    return [
        (
            Button(
                t.plain(
                    "What the wrong person did ({date})",
                    date=t.day(at.astimezone(here.zone).date(), year=False),
                ),
                ShowActs(here.id, was),
                "danger",
            ),
        )
        for was, at in found
    ]


SENTENCES: Sentences = {
    "acts-settled": lambda t, f: t("The list of what the wrong person did is closed."),
    "acts-unknown": lambda t, f: t("Nothing is known of such acts."),
}
