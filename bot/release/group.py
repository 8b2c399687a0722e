"""What the committee's group is told of a public finding: that there is one, and where to read it."""

from datetime import datetime

from markupsafe import Markup

from bot.delivery.board import GroupPost, Place, PostKind
from bot.findings import records as findings
from bot.group import notices
from bot.group.views import posted
from bot.i18n import Translator
from bot.ids import CommitteeId, ReleaseId
from bot.release import records
from bot.screens import Screen
from bot.store import Tx


def say_released(tx: Tx, committee: CommitteeId, number: ReleaseId, at: datetime) -> None:
    """A finding is public."""
    notices.say(tx, committee, "finding-released", key=str(number), at=at, facts={"release": number})


def say_withdrawn(tx: Tx, committee: CommitteeId, number: ReleaseId, at: datetime) -> None:
    """It is public no more."""
    notices.say(tx, committee, "release-withdrawn", key=str(number), at=at, facts={"release": number})


def _post(tx: Tx, post: GroupPost, place: Place, *, public: bool) -> Screen | None:
    found = records.release(tx, ReleaseId(post.facts["release"]))
    finding = None if found is None else findings.finding(tx, found.finding)
    if found is None or finding is None or found.public is not public:
        return None

    def say(t: Translator) -> Markup:
        said = (
            t("This finding was made public: its text and the result may be forwarded.")
            if public
            else t("This finding is no longer public: the bot gives out no further copies.")
        )
        return Markup("<b>{}</b> · ").format(finding.label) + said

    return posted(place, f"p{finding.id}", say)


POSTS: dict[str, PostKind] = {
    "finding-released": PostKind(lambda tx, post, place: _post(tx, post, place, public=True)),
    "release-withdrawn": PostKind(lambda tx, post, place: _post(tx, post, place, public=False)),
}
