"""The inputs' terms in the reader's words."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.committee.model import Constituency
from bot.committee.views import constituency_name
from bot.i18n import Translator, mark
from bot.inputs.model import Request, Way

WAYS = {
    Way.TEXT: mark("text"),
    Way.FILE: mark("file"),
    Way.CONTACT: mark("contact"),
    Way.NOTHING: mark("nothing to add"),
}


def asked(t: Translator, request: Request, known: Sequence[Constituency]) -> Markup:
    """A line that says whom a request is put to."""
    return t("Asked: {groups}", groups=groups(t, request, known))


def groups(t: Translator, request: Request, known: Sequence[Constituency]) -> Markup:
    """The groups that are asked."""
    if not request.groups:
        return t("the whole committee")
    by_code = {c.code: c for c in known}
    return Markup(", ").join(constituency_name(t, by_code.get(code, code)) for code in request.groups)
