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
    """Whom a request is put to."""
    if not request.groups:
        return t("Asked: {groups}", groups=t("the whole committee"))
    by_code = {c.code: c for c in known}
    names = (constituency_name(t, by_code.get(code, code)) for code in request.groups)
    return t("Asked: {groups}", groups=Markup(", ").join(names))
