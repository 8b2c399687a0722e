"""Who was not reached by a notice, and what an organizer can send them by other means."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.committee.actions import ShowNotReached
from bot.committee.model import Person
from bot.committee.roster_views import back_to
from bot.committee.views import REACH, pages
from bot.i18n import Translator
from bot.ids import CommitteeId
from bot.screens import Button, Screen


def not_reached(
    t: Translator,
    committee: CommitteeId,
    found: Sequence[tuple[Person, Markup]],
    page: int,
) -> Screen:
    """One person a page: why, and the text to send by other means."""
    if not found:
        return Screen(t("Everybody was reached by every notice."), (back_to(t, committee),))
    page = min(page, len(found) - 1)
    person, text = found[page]
    lines = [
        t("<b>Not reached</b>: {n} of {total}", n=page + 1, total=len(found)),
        t("Name: {name}", name=person.name or t("no name")),
        t("Reach: {reach}", reach=t(REACH[person.reach])),
        t("Text to send by other means:"),
    ]
    body = Markup("\n").join(lines) + Markup("\n<blockquote>{}</blockquote>").format(text)
    rows = pages(t, page, len(found) - 1, lambda p: Button("", ShowNotReached(committee, p)))
    return Screen(body, (*rows, back_to(t, committee)))


def by_other_means(t: Translator, notice: Markup, link: str | None, protected: bool) -> Markup:
    """A notice as plain text for a letter, a call or another messenger; a draft's own words stay inside."""
    if protected:
        text = t("A new draft is available to members in the private chat with the bot.")
    else:
        text = Markup("\n").join(line.striptags() for line in notice.splitlines() if line.strip())
    if link is None:
        return text
    return text + Markup("\n") + t("Link: {link}", link=link)
