"""Every kind of letter that carries a draft has a sentence that says what it is about and nothing of what it says."""

import pytest

from bot.ballots import letters as ballots
from bot.ballots.reservations import letters as reservations
from bot.findings import letters as findings
from bot.inputs import letters as inputs
from bot.questions.letters import Letters
from bot.release import letters as release
from bot.seal import Seal
from tests.questions.no_meetings import NoMeetings

QUESTIONS = Letters(NoMeetings(), Seal(b"tests"))
DRAFTS = {
    **findings.KINDS,
    **ballots.KINDS,
    **reservations.KINDS,
    **release.KINDS,
    **QUESTIONS.kinds(),
    **inputs.KINDS,
}


@pytest.mark.parametrize("kind", DRAFTS)
def test_a_letter_about_a_draft_has_a_sentence_of_its_own_to_be_told_by_other_means(kind: str) -> None:
    outline = DRAFTS[kind].outline
    assert outline is not None
    assert "{" not in outline, "it is told without any facts"
    assert [k for k, other in DRAFTS.items() if other.outline == outline] == [kind]
