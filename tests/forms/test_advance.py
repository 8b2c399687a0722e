"""A form is data: what a reply does to it, with nobody asking and nothing stored."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.files import MOST
from bot.forms import (
    Attached,
    Back,
    Done,
    Dropped,
    Field,
    Form,
    LeftOut,
    Open,
    Part,
    Picked,
    Reply,
    Said,
    Sent,
    Skip,
    advance,
    attached,
    begin,
    finished,
    note_edit,
    step_of,
    take_edit,
    whole,
)
from bot.forms.model import Values
from bot.ids import CommitteeId, Digest

LIMIT = 20


def short(text: str, _values: Values) -> str:
    if len(text) > LIMIT:
        raise Refusal("too-long")
    return text


def kind(value: str, _values: Values) -> str:
    if value not in ("clause", "gap"):
        raise Refusal("form-stale")
    return value


def size(data: bytes, _values: Values) -> int:
    return len(data)


def questions(values: Values) -> tuple[Field, ...]:
    asked = [
        Field("kind", picked=kind),
        Field("text", said=short, collects=True),
        Field("note", said=short, optional=True),
    ]
    if values.get("kind") == "gap":
        asked.append(Field("file", sent=size))
    return tuple(asked)


FORM = Form("finding", questions)
START = begin(FORM, CommitteeId(1), {"finding": 4})


def after(*replies: Reply, start: Open = START) -> Open:
    for reply in replies:
        start = advance(FORM, start, reply)
    return start


def asks(state: Open) -> str | None:
    question = step_of(FORM, state)
    return None if question is None else question.name


def refused(state: Open, reply: Reply) -> str:
    with pytest.raises(Refusal) as caught:
        advance(FORM, state, reply)
    return caught.value.code


WRITING = after(Picked(1, "clause"), Said("one", 11), Said("two", 12))
AT_NOTE = after(Done(), start=WRITING)


def test_a_form_goes_from_question_to_question_until_it_is_finished() -> None:
    assert [asks(s) for s in (START, after(Picked(1, "clause")), WRITING, AT_NOTE)] == [
        "kind",
        "text",
        "text",
        "note",
    ]
    done = after(Said("why", 13), start=AT_NOTE)
    assert finished(FORM, done)
    assert done.values == {"kind": "clause", "text": "one\ntwo", "note": "why"}
    assert done.facts == {"finding": 4}


def test_a_later_question_may_hang_on_an_earlier_answer() -> None:
    state = after(Picked(1, "gap"), Said("one", 1), Done(), Skip())
    assert asks(state) == "file"
    assert after(Sent("a.pdf", b"1234"), start=state).values["file"] == 4


def test_a_question_that_may_stay_open_is_skipped_and_no_other() -> None:
    assert after(Skip(), start=AT_NOTE).values["note"] is None
    assert refused(START, Skip()) == "form-not-optional"
    assert refused(WRITING, Skip()) == "form-not-optional"


def test_back_takes_the_last_answer_away() -> None:
    assert refused(START, Back()) == "form-first-step"
    back = after(Back(), start=AT_NOTE)
    assert asks(back) == "text"
    assert back.values == {"kind": "clause"}
    assert asks(after(Back(), Back(), start=AT_NOTE)) == "kind"


def test_back_while_writing_takes_the_text_back_first() -> None:
    back = after(Back(), start=WRITING)
    assert asks(back) == "text"
    assert back.parts == ()
    assert asks(after(Back(), start=back)) == "kind"


def test_the_wrong_kind_of_reply_says_which_is_wanted() -> None:
    assert refused(START, Said("clause", 1)) == "form-button-needed"
    assert refused(START, Sent("a", b"1")) == "form-button-needed"
    assert refused(WRITING, Picked(WRITING.serial, "clause")) == "form-text-needed"
    assert refused(WRITING, Sent("a", b"1")) == "form-text-needed"
    assert refused(after(Picked(1, "clause")), Done()) == "form-text-needed"
    assert refused(AT_NOTE, Done()) == "form-text-needed"


def test_a_button_of_an_earlier_step_answers_nothing() -> None:
    assert refused(WRITING, Picked(1, "clause")) == "form-stale"
    assert refused(after(Back(), Back(), start=WRITING), Picked(1, "clause")) == "form-stale"
    assert refused(START, Picked(1, "no such kind")) == "form-stale"


def test_nothing_answers_a_finished_form() -> None:
    done = after(Skip(), start=AT_NOTE)
    for reply in (Said("x", 1), Picked(done.serial, "clause"), Skip(), Done(), Sent("a", b"")):
        assert refused(done, reply) == "form-stale"


def test_too_long_a_text_is_refused_when_it_comes_and_what_was_written_stays() -> None:
    assert refused(WRITING, Said("x" * LIMIT, 13)) == "too-long"
    assert after(Done(), start=WRITING).values["text"] == "one\ntwo"


def test_an_edited_message_changes_nothing_until_told_to() -> None:
    noted = note_edit(WRITING, 11, "ONE")
    assert noted is not None
    assert after(Done(), start=noted).values["text"] == "one\ntwo"
    taken = take_edit(FORM, noted)
    assert taken.parts == (Part(11, "ONE"), Part(12, "two"))
    assert taken.edited == ()
    assert after(Done(), start=taken).values["text"] == "ONE\ntwo"


def test_two_edited_messages_are_both_taken() -> None:
    state = WRITING
    for message, text in ((11, "ON"), (12, "TWO"), (11, "ONE")):
        noted = note_edit(state, message, text)
        assert noted is not None
        state = noted
    assert take_edit(FORM, state).parts == (Part(11, "ONE"), Part(12, "TWO"))


def test_an_edit_that_says_what_the_message_said_is_none_and_takes_an_earlier_one_back() -> None:
    assert note_edit(WRITING, 11, "one") == WRITING
    noted = note_edit(WRITING, 11, "ONE")
    assert noted is not None
    back = note_edit(noted, 11, "one")
    assert back is not None
    assert (back.edited, back.serial) == ((), noted.serial + 1)


def test_an_edit_of_another_message_is_none_of_the_forms_business() -> None:
    assert note_edit(WRITING, 99, "x") is None
    assert note_edit(AT_NOTE, 11, "x") is None
    with pytest.raises(Refusal, match="form-stale"):
        take_edit(FORM, WRITING)


def test_an_edit_that_makes_the_text_too_long_is_refused() -> None:
    noted = note_edit(WRITING, 11, "x" * LIMIT)
    assert noted is not None
    with pytest.raises(Refusal, match="too-long"):
        take_edit(FORM, noted)


replies = st.one_of(
    st.builds(Picked, st.integers(1, 12), st.sampled_from(["clause", "gap", "x"])),
    st.builds(Said, st.text(max_size=30), st.integers(1, 50)),
    st.builds(Sent, st.just("a"), st.binary(max_size=4)),
    st.sampled_from([Back(), Skip(), Done()]),
)


@given(st.lists(replies, max_size=25))
def test_whatever_is_replied_the_form_goes_on_or_stays(said: list[Any]) -> None:
    state = START
    for reply in said:
        try:
            further = advance(FORM, state, reply)
        except Refusal:
            continue
        assert further.serial == state.serial + 1
        assert set(further.values) == set(further.answered)
        state = further
    names = [f.name for f in questions(state.values)]
    assert list(state.answered) == names[: len(state.answered)]


def test_a_text_that_was_cut_in_the_middle_is_joined_without_a_break() -> None:
    cut = Part(1, "ө" * 4096)
    assert whole([cut, Part(2, "end"), Part(3, "next")]) == "ө" * 4096 + "end\nnext"
    assert whole([Part(1, "🙂" * 2048), Part(2, "🙂")]) == "🙂" * 2049


def test_what_only_the_whole_can_be_judged_by_is_judged_at_the_end() -> None:
    def pair(text: str, _values: Values) -> list[str]:
        if text.count("\n") != 1:
            raise Refusal("no-pair")
        return text.split("\n")

    form = Form("f", lambda _: (Field("pair", said=pair, partly=short, collects=True),))
    state = advance(form, begin(form, None), Said("one", 1))
    with pytest.raises(Refusal, match="no-pair"):
        advance(form, state, Done())
    with pytest.raises(Refusal, match="too-long"):
        advance(form, state, Said("x" * LIMIT, 2))
    state = advance(form, advance(form, state, Said("two", 2)), Done())
    assert state.values == {"pair": ["one", "two"]}


# Files


def file(name: str, message: int = 1) -> Attached:
    return Attached(f"{name}.pdf", Digest(name * 64), 10, message)


GIVEN = (file("a", 0), file("b", 0))
FILES = Form(
    "files",
    lambda _: (
        Field("before", said=short),
        Field("files", files=True, optional=True, given=GIVEN),
        Field("last", said=short),
    ),
)
AT_FILES = advance(FILES, begin(FILES, CommitteeId(1)), Said("x", 1))


def through(*replies: Reply, start: Open = AT_FILES) -> Open:
    for reply in replies:
        start = advance(FILES, start, reply)
    return start


def names(state: Open) -> list[str]:
    question = FILES.fields({})[1]
    return [kept.name for kept in attached(state, question)]


def fails(state: Open, reply: Reply) -> str:
    with pytest.raises(Refusal) as caught:
        advance(FILES, state, reply)
    return caught.value.code


def test_files_are_kept_dropped_and_added_until_done() -> None:
    assert names(AT_FILES) == ["a.pdf", "b.pdf"]
    assert through(Done()).values["files"] == ["a" * 64, "b" * 64]
    changed = through(Dropped(AT_FILES.serial, 0), file("c"))
    assert names(changed) == ["b.pdf", "c.pdf"]
    assert through(Done(), start=changed).values["files"] == ["b" * 64, "c" * 64]


def test_the_same_bytes_are_taken_once_whatever_they_are_called() -> None:
    twice = through(replace(file("a"), name="other.pdf"))
    assert names(twice) == ["a.pdf", "b.pdf"]
    assert twice.left_out == (LeftOut("other.pdf", "form-file-twice"),)
    assert names(through(Dropped(AT_FILES.serial, 0), file("a"))) == ["b.pdf", "a.pdf"]


def test_there_is_room_for_ten_files() -> None:
    full = through(*(file(str(n)) for n in range(MOST - len(GIVEN))))
    assert len(names(full)) == MOST
    more = through(file("z"), file("y"), start=full)
    assert names(more) == names(full)
    assert [(one.name, one.code) for one in more.left_out] == [
        ("z.pdf", "form-files-full"),
        ("y.pdf", "form-files-full"),
    ]
    taken = through(Dropped(more.serial, 9), file("z"), start=more)
    assert [one.name for one in taken.left_out] == ["y.pdf"], "there was room for the other now"
    assert through(Done(), start=taken).left_out == ()
    assert len(names(through(Dropped(full.serial, 9), file("z"), start=full))) == MOST


def test_without_files_the_question_is_skipped_and_not_done() -> None:
    none = through(Dropped(AT_FILES.serial, 1), Dropped(AT_FILES.serial + 1, 0))
    assert fails(none, Done()) == "form-file-needed"
    assert through(Skip(), start=none).values["files"] is None
    assert names(through(Skip())) == [], "skipping takes away what was given"


def test_files_stay_on_the_way_back_and_forth() -> None:
    state = through(file("c"), Back())
    assert step_of(FILES, state) == FILES.fields({})[0]
    assert names(through(Said("y", 2), start=state)) == ["a.pdf", "b.pdf", "c.pdf"]
    assert names(through(Done(), Back(), start=through(file("c")))) == ["a.pdf", "b.pdf", "c.pdf"]


def test_a_file_where_none_is_asked_for_and_a_text_where_one_is_are_told_so() -> None:
    assert fails(begin(FILES, CommitteeId(1)), file("c")) == "form-text-needed"
    assert refused(START, file("c")) == "form-button-needed"
    assert fails(AT_FILES, Said("x", 2)) == "form-file-needed"
    assert fails(AT_FILES, Dropped(AT_FILES.serial - 1, 0)) == "form-stale"
    for place in (-1, 2, 10**9):
        assert fails(AT_FILES, Dropped(AT_FILES.serial, place)) == "form-stale"


def test_a_question_that_a_button_answers_collects_files_and_is_not_done_by_them() -> None:
    form = Form("what", lambda _: (Field("what", picked=kind, files=True),))
    state = advance(form, begin(form, CommitteeId(1)), file("c"))
    with pytest.raises(Refusal, match="form-button-needed"):
        advance(form, state, Done())
    chosen = advance(form, state, Picked(state.serial, "gap"))
    assert (chosen.values, [kept.name for kept in chosen.files or ()]) == ({"what": "gap"}, ["c.pdf"])
