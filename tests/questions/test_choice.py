"""A choice of questions survives the way through a button, however much is chosen."""

from hypothesis import given
from hypothesis import strategies as st

from bot.actions import LIMIT_BYTES, unpack
from bot.documents.sheets import Format
from bot.ids import CommitteeId, FindingId, MeetingId
from bot.questions.actions import FilterQuestions, ListQuestions, SearchQuestions, SendQuestions
from bot.questions.cards import Part
from bot.questions.choice import Choice, Which

WHERE = CommitteeId(99999)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
choices = st.builds(
    Choice,
    st.sampled_from(Which),
    st.booleans(),
    st.booleans(),
    st.none() | st.integers(0, 99999).map(MeetingId),
    st.none() | st.integers(0, 99999).map(FindingId),
    st.sampled_from(["", "sse", "government"]),
    texts,
)


@given(choices)
def test_it_is_read_as_it_was_packed_but_for_the_ends_of_long_words(choice: Choice) -> None:
    read = Choice.read(choice.pack())
    whole = iter(choice.words.split())
    for word in read.words.split():  # in the same order; a word of which nothing fits is left out
        assert any(long.startswith(word) for long in whole), word
    assert read == Choice(
        choice.which, choice.mine, choice.wanted, choice.meeting, choice.finding, choice.group, read.words
    )
    assert Choice.read(read.pack()) == read


@given(choices)
def test_every_button_that_carries_it_is_within_telegrams_limit(choice: Choice) -> None:
    packed = choice.pack()
    for action in (
        ListQuestions(WHERE, 999, packed),
        FilterQuestions(WHERE, Part.MEETING, 999, packed),
        SearchQuestions(WHERE, packed),
        SendQuestions(WHERE, Format.XLSX, "ky", packed),
    ):
        assert len(action.pack().encode()) <= LIMIT_BYTES
        assert unpack(action.pack()) == action


@given(texts)
def test_what_makes_no_sense_is_no_condition(text: str) -> None:
    marks = text.partition('"')[0].split(";")
    found = Choice.read(text)
    assert found.mine <= any(mark.startswith("i") for mark in marks)
    assert found.which is Which.ALL or found.which.value in marks


def test_short_words_are_kept_whole() -> None:
    assert Choice(Which.OPEN, words="кооператив эмне").pack() == 'o"кооператив эмне'
    assert Choice.read('zz;m١;m7;"').meeting == 7
