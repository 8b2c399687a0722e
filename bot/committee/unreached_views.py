"""Who was not reached by a notice, and what an organizer can send them by other means."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.committee.actions import ShowNotReached
from bot.committee.model import Committee, Person
from bot.committee.views import back_to, pages, reach_name
from bot.dataclasses import dataclass
from bot.i18n import Translator, mark
from bot.ids import CommitteeId
from bot.screens import Button, Screen
from bot.texts import shortened

NOTICE = 600
"""Characters of a notice: three of them go into one message, were they all emoji."""
NEWS = mark("There is news from the committee in the private chat with the bot.")
"""What is said of a protected notice that has no sentence of its own."""


@dataclass(frozen=True)
class Unreached:
    """Somebody who missed notices. `text`: what to send them, in their language; None where nothing is current."""

    person: Person
    text: Markup | None


def everybody_reached(t: Translator, committee: CommitteeId) -> Screen:
    """Nobody missed anything."""
    return Screen(t("Everybody was reached by every notice."), (back_to(t, committee),))


def not_reached(t: Translator, committee: CommitteeId, found: Unreached, page: int, total: int) -> Screen:
    """One person a page: why, and the text to send by other means."""
    place = f" ({page + 1}/{total})" if total > 1 else ""
    lines = [
        t("<b>Not reached</b>: {n}", n=total),
        t("Name: {name}", name=found.person.name or t("no name")) + place,
        t("Reach: {reach}", reach=reach_name(t, found.person)),
    ]
    if found.text is None:
        lines.append(t("What they missed is no longer current. There is nothing to send."))
    else:
        lines.append(t("Text to send by other means:"))
        lines.append(Markup("<blockquote>{}</blockquote>").format(found.text))
    rows = pages(t, page, total - 1, lambda p: Button("", ShowNotReached(committee, p)))
    return Screen(Markup("\n").join(lines), (*rows, back_to(t, committee)))


def in_words(notice: Markup) -> Markup:
    """A notice as plain text for a letter, a call or another messenger; of a long one its beginning."""
    text = "\n".join(line.striptags() for line in notice.splitlines() if line.strip())
    return Markup.escape(shortened(text, NOTICE))


def by_other_means(
    t: Translator, committee: Committee, notices: Sequence[Markup], link: str | None
) -> Markup:
    """What somebody missed, in one text, and where they find it. It stands alone, so it says from which committee."""
    lines = [Markup.escape(committee.name(t.language)), *dict.fromkeys(notices)]
    if link is not None:
        lines.append(t("Link: {link}", link=link))
    return Markup("\n\n").join(lines)
