"""What the committee's group is told of findings."""

from datetime import timedelta

from bot.delivery.board.model import GroupPost, Place, State
from bot.findings.group import POSTS
from bot.ids import TelegramId
from bot.screens import Screen
from tests.findings.drawn import READERS
from tests.findings.house import UNTIL, House


def test_the_group_is_not_told_that_a_draft_is_open_for_comments_once_their_deadline_has_passed(
    house: House,
) -> None:
    version = house.shared()
    place = Place(TelegramId(-1), tuple(READERS), lambda item: f"https://t.me/nac_bot?start={item}")
    facts = {"finding": version.finding, "version": version.id}
    for at, told in {UNTIL - timedelta(seconds=1): True, UNTIL: False}.items():
        here = house.member.committee.id
        post = GroupPost(1, here, "f", "finding-shared", facts, False, False, State.WAITING, None, 0, at)
        drawn = POSTS["finding-shared"].draw(house.tx, post, place)
        assert isinstance(drawn, Screen) is told
