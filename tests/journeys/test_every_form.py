"""Every form of the program, walked through question by question: none can be forgotten."""

import pytest

from bot.ballots.forms import VOTE_TEXT
from bot.committee.model import Role
from bot.forms.actions import FormBack, FormCancel
from bot.playground.stage import Stage
from tests.journeys.walking import DOORS, FORMS, HEADING, before

MOST = 40
"""Questions of one form."""
RECORDS_NOTHING = ("search-questions",)

FOR_ALL = {"ask", "search-questions"}
"""Forms that observers fill in, too."""


def test_how_each_form_is_opened_is_known() -> None:
    assert sorted(DOORS) == sorted(FORMS)


@pytest.mark.slow
@pytest.mark.parametrize("kind", FORMS)
async def test_a_form_goes_on_after_a_restart_a_vote_and_a_step_back_at_each_question(
    bot: Stage, kind: str
) -> None:
    walker = await before(bot, kind)
    kept, earlier = await walker.alpha.kept(), ""
    await walker.opens()
    for step in range(MOST):
        state = await walker.form()
        if state is None:
            break
        question = await walker.stands()
        await bot.restart()
        if kind != VOTE_TEXT:
            await walker.votes_in_beta(None if step % 2 else f"Beta change {step}")
            assert walker.xenia.screen.startswith(HEADING)
            assert walker.xenia.screen.endswith(question)
        assert await walker.stands() == question
        if state.answered:
            await walker.taps(FormBack)
            assert (await walker.stands()).startswith(earlier)
            await walker.answers()
            assert await walker.stands() == question
        earlier = question
        await walker.answers(restart=True)
        now = await walker.form()
        assert now is None or (now.kind, now.answered) != (state.kind, state.answered), walker.xenia.screen
    assert await walker.form() is None
    assert await walker.alpha.kept() != kept or kind in RECORDS_NOTHING


@pytest.mark.slow
@pytest.mark.parametrize("kind", FORMS)
async def test_a_form_given_up_at_any_question_leaves_everything_as_it_was(bot: Stage, kind: str) -> None:
    walker = await before(bot, kind)
    await walker.opens()
    kept = await walker.alpha.kept()
    for step in range(MOST):
        state = await walker.form()
        if state is None:
            break
        if step % 2:
            await walker.xenia.says("/cancel")
        else:
            await walker.taps(FormCancel)
        assert await walker.form() is None
        assert await walker.alpha.kept() == kept, state
        await walker.puts_back(state)
        await walker.answers()
    assert await walker.form() is None


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(FORMS.keys() - FOR_ALL))
async def test_nobody_is_asked_anything_in_a_form_that_they_may_not_finish(bot: Stage, kind: str) -> None:
    least = Role.OBSERVER if DOORS[kind].role is Role.MEMBER else Role.MEMBER
    walker = await before(bot, kind, least)
    await walker.tries()
    state = await walker.form()
    assert state is None or state.kind != kind, walker.xenia.screen
