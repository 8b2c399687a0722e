"""What the group is told of requests for input: to whom, until when; what is asked stands in the private chat."""

from datetime import datetime

from markupsafe import Markup

from bot.committee import records as people
from bot.delivery.board import GroupPost, Place, PostKind
from bot.group import notices
from bot.group.views import posted
from bot.i18n import Translator
from bot.ids import InputRequestId
from bot.inputs import records, words
from bot.inputs.model import Request
from bot.screens import Screen
from bot.store import Tx


def say_requested(tx: Tx, request: Request, at: datetime) -> None:
    """Input is asked for."""
    facts = {"request": request.id}
    notices.say(tx, request.committee, "input-requested", key=str(request.id), at=at, facts=facts)


def _requested(tx: Tx, post: GroupPost, place: Place) -> Screen | None:
    request = records.request(tx, InputRequestId(post.facts["request"]))
    if request is None or request.ended_at is not None:
        return None
    known = people.constituencies_of(tx, post.committee)

    def say(t: Translator) -> Markup:
        lines = [
            Markup("<b>{}</b> · ").format(request.label) + t("The consultant asks for input."),
            words.asked(t, request, known),
            t("Deadline: {date}", date=t.moment(request.until, weekday=True)),
        ]
        return Markup("\n").join(lines)

    return posted(place, f"r{request.id}", say)


POSTS: dict[str, PostKind] = {"input-requested": PostKind(_requested)}
