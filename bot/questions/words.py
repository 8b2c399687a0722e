"""The questions' terms in the reader's words: standings, who asked, a text with whoever translated it."""

from markupsafe import Markup

from bot.committee.views import constituency_name
from bot.i18n import Translator, mark
from bot.questions.cards import Line, Named
from bot.questions.choice import Which
from bot.questions.model import Attribution, Standing
from bot.translations.views import brief

STANDINGS = {
    Standing.PENDING: mark("waits to be accepted"),
    Standing.ACCEPTED: mark("waits for an answer"),
    Standing.DECLINED: mark("declined"),
    Standing.ASSIGNED: mark("being answered"),
    Standing.ANSWERED: mark("answered"),
    Standing.CLOSED: mark("closed"),
    Standing.MERGED: mark("merged"),
    Standing.WITHDRAWN: mark("withdrawn"),
}
WHICH = {
    Which.ALL: mark("all"),
    Which.OPEN: mark("unanswered"),
    Which.ANSWERED: mark("answered"),
    Which.PENDING: mark("to accept"),
    Which.ASIDE: mark("declined, merged or withdrawn"),
}
ATTRIBUTIONS = {
    Attribution.NAME: mark("By my name"),
    Attribution.ORGANIZATION: mark("My organization only"),
    Attribution.CONSTITUENCY: mark("My group only"),
    Attribution.NONE: mark("Without a name"),
}
SHORT = 90
"""UTF-16 units of a question in a list."""


def standing(t: Translator, line: Line) -> Markup:
    """Where it stands; one that was answered in the room says so."""
    found = line.question
    if found.in_room and found.standing is Standing.ASSIGNED:
        return t("answered in the room, note to follow")
    return t(STANDINGS[found.standing])


def asker(t: Translator, named: Named) -> Markup:
    """Who asked, as far as they let it be known."""
    if named.guest:
        return t("a participant of the group chat")
    if named.name is not None:
        name = Markup.escape(named.name or t("former holder"))
        if named.organization is None:
            return name
        return Markup("{}, {}").format(name, t.organization(named.organization))
    if named.organization is not None:
        return Markup.escape(t.organization(named.organization))
    if named.constituency is not None:
        return constituency_name(t, named.constituency)
    return t("without a name")


def short(t: Translator, line: Line) -> str:
    """The question in one line."""
    return brief(t, line.wording, SHORT)
