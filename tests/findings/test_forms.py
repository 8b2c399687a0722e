"""Each form from its first question to its last, the way back from every step, and what it refuses on the way."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.errors import Refusal
from bot.findings import forms
from bot.findings.model import (
    BODY_LIMIT,
    COMMENT_LIMIT,
    Disposition,
    Kind,
    Standing,
    Text,
    Version,
    version_hash,
)
from bot.forms import Back, Done, Form, Open, Picked, Reply, Said, Skip, advance, begin, finished, step_of
from bot.forms.deadline import Deadline, chosen
from bot.ids import CommitteeId, FindingId, MembershipId, VersionId
from bot.workdays import WorkCalendar
from tests.findings.drawn import BISHKEK
from tests.findings.house import AT, UNTIL

LANGUAGES = ("ky", "ru", "en")
CALENDAR = WorkCalendar("KG", BISHKEK)
HERE = CommitteeId(1)
EARLIER = Version(
    id=VersionId(7),
    finding=FindingId(3),
    number=1,
    author=MembershipId(1),
    created_at=AT,
    change_note="",
    texts=(Text("en", "Title", "Body"), Text("ru", "Заголовок", "", True, "А. Переводчик")),
    authoritative="en",
    hash=version_hash([]),
    standing=Standing.COMMENTS,
    comments_until=AT,
    shared_at=AT,
)


def deadline(*, optional: bool = True) -> Deadline:
    return Deadline(CALENDAR, AT, 10, optional)


def sharing() -> Form:
    return forms.new_finding(LANGUAGES, deadline())


def following(standing: Standing = Standing.COMMENTS, until: datetime | None = AT) -> Form:
    before = replace(EARLIER, standing=standing, comments_until=until)
    return forms.new_version(EARLIER, LANGUAGES, deadline(), before_committee=before)


def asked(form: Form, state: Open) -> str | None:
    field = step_of(form, state)
    return None if field is None else field.name


def pick(state: Open, value: str) -> Picked:
    return Picked(state.serial, value)


def fill(form: Form, *replies: str | Reply, state: Open | None = None) -> tuple[Open, list[str]]:
    """Answers question after question: a word picks where there are buttons, else (or after `!`) it is said."""
    state = state or begin(form, HERE)
    names = []
    for reply in replies:
        field = step_of(form, state)
        assert field is not None, f"nothing is asked any more, {reply!r} is left over"
        names.append(field.name)
        if not isinstance(reply, str):
            state = advance(form, state, reply)
        elif field.picked is not None and not reply.startswith("!"):
            state = advance(form, state, pick(state, reply))
        else:
            state = advance(form, state, Said(reply.removeprefix("!"), 1))
            if field.collects:
                state = advance(form, state, Done())
    return state, names


WHOLE: list[str | Reply] = [
    "gap",
    "ru",
    "Заголовок\nТекст",
    Skip(),
    "Аталыш\nТекст",
    "yes",
    "Котормочу",
    "Title\nBody",
    "no",
    Skip(),
    "ru",
    "ok",
    "ok",
    "ok",
    "usual",
    "yes",
]


def test_the_sharing_form_asks_in_the_order_of_the_contract() -> None:
    state, names = fill(sharing(), *WHOLE)
    assert finished(sharing(), state)
    assert names == [
        *("kind", "language", "text-ru", "files"),
        *("text-ky", "unofficial-ky", "credit-ky"),
        *("text-en", "unofficial-en", "credit-en"),
        "authoritative",
        *("look-ky", "look-ru", "look-en"),
        *("until", "sure"),
    ]
    assert Kind(state.values["kind"]) is Kind.GAP
    assert forms.texts_of(state.values) == [
        Text("ru", "Заголовок", "Текст"),
        Text("ky", "Аталыш", "Текст", True, "Котормочу"),
        Text("en", "Title", "Body"),
    ]
    assert forms.authoritative_of(state.values, LANGUAGES) == "ru"
    assert chosen(state.values) == datetime.fromisoformat("2022-12-22T12:00:00+00:00")


def test_languages_without_a_text_are_skipped_and_not_asked_about() -> None:
    state, names = fill(sharing(), "need", "en", "Title", Skip(), Skip(), Skip(), "ok", "keep")
    assert finished(sharing(), state)
    assert names == ["kind", "language", "text-en", "files", "text-ky", "text-ru", "look-en", "until"]
    assert forms.texts_of(state.values) == [Text("en", "Title")]
    assert forms.authoritative_of(state.values, LANGUAGES) == "en"
    assert chosen(state.values) is None


def test_an_unofficial_translation_is_not_offered_as_authoritative() -> None:
    replies = ("need", "en", "Title", Skip(), "Аталыш", "yes", Skip(), "Заголовок", "yes", Skip())
    state, _ = fill(sharing(), *replies)
    assert asked(sharing(), state) == "look-ky"
    assert forms.authoritative_of(state.values, LANGUAGES) == "en"


def test_a_committee_of_one_language_is_not_asked_for_it() -> None:
    form = forms.new_finding(("mn",), deadline())
    state, names = fill(form, "need", "Гарчиг", Skip(), "ok", "keep")
    assert names == ["kind", "text-mn", "files", "look-mn", "until"]
    assert forms.authoritative_of(state.values, ("mn",)) == "mn"


def test_the_way_back_leads_through_every_step_to_the_first() -> None:
    state, names = fill(sharing(), *WHOLE[:-1])
    assert asked(sharing(), state) == "sure"
    for name in reversed(names):
        state = advance(sharing(), state, Back())
        assert asked(sharing(), state) == name
    with pytest.raises(Refusal, match="form-first-step"):
        advance(sharing(), state, Back())


def test_after_going_back_the_form_can_be_filled_differently() -> None:
    state, _ = fill(sharing(), *WHOLE[:7])
    for _ in range(3):
        state = advance(sharing(), state, Back())
    assert asked(sharing(), state) == "text-ky"
    state, _ = fill(sharing(), Skip(), Skip(), "ok", "keep", state=state)
    assert finished(sharing(), state)
    assert [text.language for text in forms.texts_of(state.values)] == ["ru"]


def test_a_text_that_telegram_split_is_joined() -> None:
    form = sharing()
    state, _ = fill(form, "need", "en")
    state = advance(form, state, Said("Title\nFirst half", 1))
    state = advance(form, state, Said("second half", 2))
    assert asked(form, state) == "text-en"
    state = advance(form, state, Done())
    assert state.values["text-en"] == {"title": "Title", "body": "First half\nsecond half"}


def test_a_text_that_grows_too_long_is_refused_with_the_part_that_was_too_much() -> None:
    form = sharing()
    state, _ = fill(form, "need", "en")
    state = advance(form, state, Said("Title\n" + "b" * BODY_LIMIT, 1))
    with pytest.raises(Refusal, match="body-too-long"):
        advance(form, state, Said("c", 2))
    assert advance(form, state, Done()).values["text-en"]["body"] == "b" * BODY_LIMIT


@pytest.mark.parametrize("value", ["", "nonsense", "GAP", "gap "])
def test_a_forged_pick_is_refused(value: str) -> None:
    state = begin(sharing(), HERE)
    with pytest.raises(Refusal, match="form-stale"):
        advance(sharing(), state, pick(state, value))


def test_text_where_a_button_is_asked_for_is_refused() -> None:
    with pytest.raises(Refusal, match="form-button-needed"):
        advance(sharing(), begin(sharing(), HERE), Said("gap", 1))


# A new version


def test_a_new_version_keeps_some_texts_and_changes_others() -> None:
    form = following()
    state, names = fill(
        form, "!New title\nBody", "keep", Skip(), Skip(), "Title changed.", "ok", "usual", "yes"
    )
    assert finished(form, state)
    assert names == ["text-en", "text-ru", "files", "text-ky", "note", "look-en", "until", "sure"]
    assert forms.texts_of(state.values, EARLIER.texts) == [Text("en", "New title", "Body"), EARLIER.texts[1]]


def test_a_translation_written_anew_is_credited_anew() -> None:
    form = following()
    state, names = fill(form, "keep", "!Другой", "yes", "Б. Другая", Skip(), Skip())
    assert names == ["text-en", "text-ru", "unofficial-ru", "credit-ru", "files", "text-ky"]
    assert forms.texts_of(state.values, EARLIER.texts)[1] == Text("ru", "Другой", "", True, "Б. Другая")


def test_a_further_language_alone_is_a_change() -> None:
    form = following()
    state, _ = fill(form, "keep", "keep", Skip(), "Аталыш", "no", Skip(), "Kyrgyz added.", "ok")
    assert asked(form, state) == "until"


def test_a_version_in_which_everything_was_kept_is_refused_before_it_is_published() -> None:
    form = following()
    state, _ = fill(form, "keep", "keep", Skip(), Skip())
    with pytest.raises(Refusal, match="version-unchanged"):
        advance(form, state, Said("Nothing.", 1))


@pytest.mark.parametrize(("standing", "until"), [(Standing.AMENDED, AT), (Standing.COMMENTS, None)])
def test_after_a_declared_version_no_window_is_asked_for(standing: Standing, until: datetime | None) -> None:
    form = following(standing, until)
    state, names = fill(form, "!New", "keep", Skip(), Skip(), "Takes the change in.", "ok", "publish")
    assert finished(form, state)
    assert names[-1] == "publish"


def test_before_the_chair_has_declared_a_new_version_can_only_be_kept() -> None:
    form = following(Standing.AWAITING)
    state, _ = fill(form, "!New", "keep", Skip(), Skip(), "Changed.", "ok")
    with pytest.raises(Refusal, match="form-stale"):
        advance(form, state, pick(state, "publish"))
    assert finished(form, advance(form, state, pick(state, "keep")))


# The shorter forms


def test_a_further_language_is_asked_for_where_several_are_missing() -> None:
    state, names = fill(forms.add_text(("ky", "en")), "en", "Title", "yes", "B. Translator")
    assert names == ["language", "text-en", "unofficial-en", "credit-en"]
    assert forms.texts_of(state.values) == [Text("en", "Title", "", True, "B. Translator")]


def test_the_only_missing_language_is_not_asked_for() -> None:
    state, names = fill(forms.add_text(("ky",)), "Аталыш", "no", Skip())
    assert names == ["text-ky", "unofficial-ky", "credit-ky"]
    assert forms.texts_of(state.values) == [Text("ky", "Аталыш")]


def test_a_draft_is_shared_with_a_deadline_only() -> None:
    form = forms.share(deadline(optional=False))
    with pytest.raises(Refusal, match="form-stale"):
        fill(form, "keep")
    state, _ = fill(form, "!13.12.2022", "yes")
    assert chosen(state.values) == UNTIL


def test_a_comment_may_come_in_parts_up_to_its_limit() -> None:
    form = forms.comment()
    state, _ = fill(form, "x" * COMMENT_LIMIT)
    assert finished(form, state)
    with pytest.raises(Refusal, match="text-too-long"):
        fill(form, "x" * (COMMENT_LIMIT + 1))


@pytest.mark.parametrize(
    ("disposition", "later", "names"),
    [
        (Disposition.ACCEPTED, [VersionId(8)], ["disposition", "reason", "version"]),
        (Disposition.PARTLY, [VersionId(8)], ["disposition", "reason", "version"]),
        (Disposition.NOT_ACCEPTED, [VersionId(8)], ["disposition", "reason"]),
        (Disposition.ACCEPTED, [], ["disposition", "reason"]),
    ],
)
def test_the_version_that_takes_a_comment_in_is_asked_for_where_one_can(
    disposition: Disposition, later: list[VersionId], names: list[str]
) -> None:
    form = forms.answer(later)
    replies = [disposition.value, "Because.", "8"][: len(names)]
    state, found = fill(form, *replies)
    assert finished(form, state)
    assert found == names
    assert forms.taken_into(state.values) == (VersionId(8) if "version" in names else None)


def test_the_version_may_be_unknown_and_no_other_one_can_be_forged() -> None:
    form = forms.answer([VersionId(8)])
    state, _ = fill(form, "accepted", "Because.", "later")
    assert forms.taken_into(state.values) is None
    with pytest.raises(Refusal, match="form-stale"):
        fill(form, "accepted", "Because.", "9")


# Deadlines


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("13.12.2022", "2022-12-13T12:00:00+00:00"),
        ("13.12.2022 10:30", "2022-12-13T04:30:00+00:00"),
        ("эртең саат 15:00", "2022-12-09T09:00:00+00:00"),
        ("завтра", "2022-12-09T12:00:00+00:00"),
        ("17 December", "2022-12-17T12:00:00+00:00"),
    ],
)
def test_a_deadline_without_an_hour_is_the_end_of_the_working_day_there(typed: str, read: str) -> None:
    assert deadline().read(typed).isoformat() == read


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("8.12.2022 16:30", "deadline-past"),
        ("вчера", "deadline-past"),
        ("31.02.2023", "date-impossible"),
        ("25:00", "date-impossible"),
        ("18:00", "date-no-day"),
        ("12/08/22", "date-ambiguous"),
        ("soon", "date-not-understood"),
        ("<b>&", "date-not-understood"),
        ("🙂", "date-not-understood"),
        ("13.12.2032", "deadline-too-far"),
        ("01.01.0001", "date-impossible"),
        ("31.12.9999", "date-impossible"),
    ],
)
def test_a_deadline_that_cannot_be_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        deadline().read(typed)
    assert refused.value.code == code


def test_the_suggested_working_day_keeps_the_hour() -> None:
    form = forms.share(deadline(optional=False))
    state, _ = fill(form, "!17.12.2022 10:00", "working-day")
    assert chosen(state.values) == datetime.fromisoformat("2022-12-19T04:00:00+00:00")


def test_a_deadline_that_passes_while_its_echo_stands_is_refused() -> None:
    form = forms.share(deadline(optional=False))
    state, _ = fill(form, "!13.12.2022")
    later = forms.share(Deadline(CALENDAR, UNTIL + timedelta(seconds=1), 10))
    with pytest.raises(Refusal, match="deadline-past"):
        advance(later, state, pick(state, "yes"))
