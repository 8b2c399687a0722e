"""Who may write, share, comment and answer; what a version becomes; who is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot import events
from bot.delivery import records as delivery
from bot.errors import Refusal
from bot.files import MOST, File
from bot.findings import records, service
from bot.findings.actions import EVERY_FILE
from bot.findings.model import (
    COMMENT_LIMIT,
    CommentKind,
    Disposition,
    Kind,
    Standing,
    Text,
    Version,
    VersionPublished,
    version_hash,
)
from bot.ids import CommentId, Digest, FindingId, MembershipId, VersionId
from bot.intake import Outcome
from tests.findings.house import AT, BACKENDS, EN, RU, UNTIL, House

pytestmark = BACKENDS

LATER = AT + timedelta(days=1)
READERS = ["organizer", "chair", "member", "other", "alternate"]


def comment(house: House, by: str, version: Version, text: str = "Align it.", at: object = AT) -> Outcome:
    return service.comment(
        house.tx,
        house.people[by],
        version.id,
        CommentKind.COMMENT,
        text,
        at,  # type: ignore[arg-type]
    )


def said(house: House, by: str, version: Version, **kwargs: object) -> CommentId:
    return CommentId(comment(house, by, version, **kwargs).facts["comment"])  # type: ignore[arg-type]


def answer(
    house: House, by: str, number: CommentId, into: VersionId | None = None, reason: str = "Agreed."
) -> Outcome:
    return service.answer_comment(
        house.tx, house.people[by], number, Disposition.ACCEPTED, reason, into, LATER
    )


def next_version(house: House, version: Version, until: object = UNTIL, by: str = "consultant") -> Outcome:
    texts = [replace(text, body=text.body + " Yet.") for text in version.texts]
    return service.new_version(
        house.tx,
        house.people[by],
        version.finding,
        texts=texts,
        authoritative=version.authoritative,
        change_note="Says yet.",
        comments_until=until,  # type: ignore[arg-type]
        at=LATER,
    )


def newest(house: House, version: Version) -> Version:
    return records.newest(house.tx, version.finding)


# Writing


def test_findings_are_numbered_within_their_committee(house: House, neighbour: House) -> None:
    house.draft()
    neighbour.draft()
    second = house.draft()
    found = records.finding(house.tx, second.finding)
    assert found is not None
    assert (found.label, found.kind) == ("F2", Kind.GAP)


def test_a_draft_is_kept_and_nobody_is_told(house: House) -> None:
    version = house.draft()
    assert (version.number, version.standing, version.shared_at) == (1, Standing.DRAFT, None)
    assert version.texts == (EN, RU)
    assert version.hash == version_hash([EN, RU])
    assert house.told("draft-shared") == set()


@pytest.mark.parametrize("name", [*READERS, "observer"])
def test_only_a_consultant_writes_findings(house: House, name: str) -> None:
    with pytest.raises(Refusal, match="consultants-only"):
        service.create(
            house.tx,
            house.people[name],
            kind=Kind.GAP,
            texts=[EN],
            authoritative="en",
            comments_until=None,
            at=AT,
        )


@pytest.mark.parametrize(
    ("texts", "authoritative", "code"),
    [
        ([], "en", "authoritative-missing"),
        ([RU], "en", "authoritative-missing"),
        ([EN, EN], "en", "language-twice"),
        ([EN, RU], "ru", "authoritative-unofficial"),
        ([Text("en", " ")], "en", "text-empty"),
        ([Text("en", "🙂🙂")], "en", "title-without-words"),
        ([Text("en", "a" * 201)], "en", "title-too-long"),
        ([Text("en", "a", "😀" * 1501)], "en", "body-too-long"),
        ([Text("en", "a", translator="x" * 101)], "en", "text-too-long"),
    ],
)
def test_texts_that_cannot_stand_are_refused(
    house: House, texts: list[Text], authoritative: str, code: str
) -> None:
    with pytest.raises(Refusal, match=code):
        service.create(
            house.tx,
            house.consultant,
            kind=Kind.GAP,
            texts=texts,
            authoritative=authoritative,
            comments_until=None,
            at=AT,
        )


def test_text_is_kept_as_typed_but_for_its_line_ends(house: House) -> None:
    version = house.draft(Text("en", "<b>A & B</b> 🙂", "one\r\n\r\n<i>two</i>"))
    assert version.texts[0].title == "<b>A & B</b> 🙂"
    assert version.texts[0].body == "one\n\n<i>two</i>"


def test_a_further_language_joins_a_draft_and_its_hash(house: House) -> None:
    version = house.draft(EN)
    service.add_text(house.tx, house.organizer, version.id, RU)
    now = house.now(version.id)
    assert now.languages == ("en", "ru")
    assert now.hash == version_hash([EN, RU]) != version.hash


@pytest.mark.parametrize("name", ["chair", "member", "alternate", "observer"])
def test_only_consultant_and_organizer_enter_translations(house: House, name: str) -> None:
    version = house.draft(EN)
    with pytest.raises(Refusal, match="no-translation-rights"):
        service.add_text(house.tx, house.people[name], version.id, RU)


def test_a_language_that_is_there_is_not_overwritten(house: House) -> None:
    version = house.draft(EN, RU)
    with pytest.raises(Refusal, match="language-present"):
        service.add_text(house.tx, house.consultant, version.id, RU)


def test_a_shared_version_takes_no_text_any_more(house: House) -> None:
    version = house.shared(EN)
    with pytest.raises(Refusal, match="version-immutable"):
        service.add_text(house.tx, house.consultant, version.id, RU)
    assert house.now(version.id) == version


# Sharing


def test_sharing_tells_everybody_who_reads_drafts_but_not_who_shared(house: House) -> None:
    version = house.shared()
    assert (version.standing, version.comments_until, version.shared_at) == (Standing.COMMENTS, UNTIL, AT)
    assert house.told("draft-shared") == set(READERS)


def test_a_notice_in_quiet_hours_comes_without_a_sound(house: House) -> None:
    version = house.draft()
    night = AT + timedelta(hours=5)
    service.share(house.tx, house.consultant, version.id, UNTIL, night)
    letters = house.letters("draft-shared")
    assert letters
    assert all(letter.silent and letter.written_at == night for letter in letters)


def test_a_notice_in_working_hours_is_heard(house: House) -> None:
    house.shared()
    assert not any(letter.silent for letter in house.letters("draft-shared"))


@pytest.mark.parametrize("name", READERS)
def test_only_a_consultant_shares(house: House, name: str) -> None:
    version = house.draft()
    with pytest.raises(Refusal, match="consultants-only"):
        service.share(house.tx, house.people[name], version.id, UNTIL, AT)


def test_a_window_that_is_over_before_it_opens_is_refused(house: House) -> None:
    version = house.draft()
    with pytest.raises(Refusal, match="deadline-past"):
        service.share(house.tx, house.consultant, version.id, AT, AT)


def test_what_was_shared_is_not_shared_again(house: House) -> None:
    version = house.shared()
    with pytest.raises(Refusal, match="version-shared"):
        service.share(house.tx, house.consultant, version.id, UNTIL, AT)


def test_another_committees_ids_open_nothing(house: House, neighbour: House) -> None:
    theirs = neighbour.shared()
    kept = neighbour.draft()
    number = said(neighbour, "member", theirs)
    attempts: list[Callable[[], Outcome]] = [
        lambda: service.share(house.tx, house.consultant, kept.id, UNTIL, AT),
        lambda: service.add_text(house.tx, house.consultant, kept.id, Text("ky", "Аныктама")),
        lambda: next_version(house, theirs),
        lambda: service.confirm_new_version(house.tx, house.chair, kept.id, AT),
        lambda: comment(house, "member", theirs),
        lambda: answer(house, "consultant", number),
    ]
    for act in attempts:
        with pytest.raises(Refusal, match="unknown"):
            act()


# A new version


def test_a_new_version_takes_the_place_of_one_that_was_never_declared(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[VersionPublished] = []
    first = house.shared()
    monkeypatch.setattr(events, "_listeners", {VersionPublished: [lambda _tx, news: heard.append(news)]})
    next_version(house, first)
    second = newest(house, first)
    assert (second.number, second.standing, second.change_note) == (2, Standing.COMMENTS, "Says yet.")
    assert house.now(first.id).standing is Standing.SUPERSEDED
    who = house.consultant
    assert heard == [
        VersionPublished(who.committee.id, first.finding, second.id, first.id, who.membership, LATER)
    ]
    assert len(house.letters("draft-shared")) == 2 * len(READERS)


@pytest.mark.parametrize("standing", [s for s in Standing if s.declared])
def test_a_declared_version_keeps_its_outcome(house: House, standing: Standing) -> None:
    first = house.moved(house.shared(), standing)
    next_version(house, first)
    assert house.now(first.id).standing is standing
    assert newest(house, first).standing is Standing.COMMENTS


def test_a_draft_is_replaced_without_anybody_hearing_of_it(house: House) -> None:
    first = house.draft()
    next_version(house, first, until=None)
    assert house.now(first.id).standing is Standing.SUPERSEDED
    assert newest(house, first).standing is Standing.DRAFT
    assert house.told("draft-shared") == set()


@pytest.mark.parametrize("name", [*READERS, "observer"])
def test_only_a_consultant_writes_a_new_version(house: House, name: str) -> None:
    with pytest.raises(Refusal, match="consultants-only"):
        next_version(house, house.shared(), by=name)


def test_a_new_version_keeps_the_languages_of_the_one_before(house: House) -> None:
    first = house.shared(EN, RU)
    with pytest.raises(Refusal, match="language-lost") as refused:
        service.new_version(
            house.tx,
            house.consultant,
            first.finding,
            texts=[replace(EN, body="Other.")],
            authoritative="en",
            change_note="x",
            comments_until=UNTIL,
            at=LATER,
        )
    assert refused.value.facts == {"languages": ["ru"]}


def test_a_new_version_without_a_change_is_refused(house: House) -> None:
    first = house.shared()
    with pytest.raises(Refusal, match="version-unchanged"):
        service.new_version(
            house.tx,
            house.consultant,
            first.finding,
            texts=first.texts,
            authoritative="en",
            change_note="x",
            comments_until=UNTIL,
            at=LATER,
        )


def test_while_a_ballot_runs_a_new_version_waits_for_chair_or_organizer(house: House) -> None:
    first = house.moved(house.shared(), Standing.BALLOT)
    outcome = next_version(house, first)
    second = newest(house, first)
    assert outcome.code == "version-waits"
    assert (second.standing, second.shared_at) == (Standing.DRAFT, None)
    assert house.now(first.id).standing is Standing.BALLOT
    assert house.told("version-waits") == {"organizer", "chair"}
    assert len(house.letters("draft-shared")) == len(READERS)


@pytest.mark.parametrize("name", ["chair", "organizer"])
def test_once_confirmed_it_takes_the_ballots_version_place(house: House, name: str) -> None:
    first = house.moved(house.shared(), Standing.BALLOT)
    next_version(house, first)
    second = newest(house, first)
    service.confirm_new_version(house.tx, house.people[name], second.id, LATER)
    assert house.now(second.id).standing is Standing.COMMENTS
    assert house.now(first.id).standing is Standing.SUPERSEDED
    with pytest.raises(Refusal, match="version-shared"):
        service.confirm_new_version(house.tx, house.people[name], second.id, LATER)


@pytest.mark.parametrize("name", ["member", "alternate", "consultant", "observer"])
def test_nobody_else_confirms_it(house: House, name: str) -> None:
    first = house.moved(house.shared(), Standing.BALLOT)
    next_version(house, first)
    with pytest.raises(Refusal, match="chair-or-organizer-only"):
        service.confirm_new_version(house.tx, house.people[name], newest(house, first).id, LATER)


@pytest.mark.parametrize("name", ["chair", "organizer"])
def test_a_draft_that_its_author_only_keeps_is_not_put_in_place(house: House, name: str) -> None:
    first = house.moved(house.shared(), Standing.BALLOT)
    next_version(house, first, until=None)
    second = newest(house, first)
    with pytest.raises(Refusal, match="version-kept-back"):
        service.confirm_new_version(house.tx, house.people[name], second.id, LATER)
    assert house.now(second.id).standing is Standing.DRAFT
    assert house.now(first.id).standing is Standing.BALLOT


def test_without_a_ballot_there_is_nothing_to_confirm(house: House) -> None:
    first = house.moved(house.shared(), Standing.BALLOT)
    next_version(house, first)
    house.moved(first, Standing.NO_QUORUM)
    with pytest.raises(Refusal, match="version-without-ballot"):
        service.confirm_new_version(house.tx, house.chair, newest(house, first).id, LATER)


def test_a_confirmation_after_the_asked_window_gives_the_usual_one(house: House) -> None:
    first = house.moved(house.shared(), Standing.BALLOT)
    next_version(house, first)
    after = UNTIL + timedelta(days=1)  # Wednesday 14 December
    service.confirm_new_version(house.tx, house.chair, newest(house, first).id, after)
    until = newest(house, first).comments_until
    assert until is not None
    assert until.isoformat() == "2022-12-28T12:00:00+00:00"


def test_before_a_result_is_declared_no_version_takes_its_place(house: House) -> None:
    first = house.moved(house.shared(), Standing.AWAITING)
    next_version(house, first, until=None)
    second = newest(house, first)
    with pytest.raises(Refusal, match="finding-awaits-chair"):
        service.share(house.tx, house.consultant, second.id, UNTIL, LATER)
    with pytest.raises(Refusal, match="finding-awaits-chair"):
        service.confirm_new_version(house.tx, house.chair, second.id, LATER)
    house.moved(first, Standing.AMENDED)
    service.share(house.tx, house.consultant, second.id, UNTIL, LATER)
    assert house.now(second.id).standing is Standing.COMMENTS


def test_a_version_can_carry_the_outcome_of_the_voted_one(house: House) -> None:
    first = house.moved(house.shared(), Standing.AMENDED)
    next_version(house, first)
    second = newest(house, first)
    service.move(house.tx, second.id, Standing.AMENDED, carries=first.id)
    assert (house.now(second.id).standing, house.now(second.id).carries) == (Standing.AMENDED, first.id)


# For the ballots


def test_a_ballot_is_about_the_version_that_the_committee_has_before_it(house: House) -> None:
    first = house.shared()
    next_version(house, first, until=None)
    assert service.version_for_ballot(house.tx, first.finding).id == first.id


def test_there_is_no_ballot_about_a_draft(house: House) -> None:
    with pytest.raises(Refusal, match="version-unshared"):
        service.version_for_ballot(house.tx, house.draft().finding)


def test_missing_languages_are_named(house: House) -> None:
    assert service.languages_missing(house.shared(EN, RU), ["ky", "ru", "en"]) == ["ky"]


# Comments


@pytest.mark.parametrize("name", READERS)
def test_everybody_on_the_committee_comments(house: House, name: str) -> None:
    version = house.shared()
    found = records.comment(house.tx, said(house, name, version))
    assert found is not None
    assert (found.number, found.version, found.late) == (1, version.id, False)
    assert found.author == house.people[name].membership


def test_observers_do_not_comment(house: House) -> None:
    with pytest.raises(Refusal, match="observers-read-only"):
        comment(house, "observer", house.shared())


def test_a_consultant_answers_instead_of_commenting(house: House) -> None:
    with pytest.raises(Refusal, match="consultant-answers"):
        comment(house, "consultant", house.shared())


def test_comments_are_numbered_within_a_finding_over_its_versions(house: House) -> None:
    first = house.shared()
    said(house, "member", first)
    next_version(house, first)
    second = newest(house, first)
    assert comment(house, "other", second, at=LATER).facts["number"] == 2
    assert comment(house, "other", house.shared()).facts["number"] == 1


def test_a_comment_at_the_end_of_the_window_is_late(house: House) -> None:
    version = house.shared()
    assert not comment(house, "member", version, at=UNTIL - timedelta(seconds=1)).facts["late"]
    assert comment(house, "member", version, at=UNTIL).facts["late"]


def test_a_ballot_before_the_end_of_the_window_does_not_make_a_comment_late(house: House) -> None:
    version = house.moved(house.shared(), Standing.BALLOT)
    assert not comment(house, "member", version).facts["late"]


@pytest.mark.parametrize(
    ("standing", "code"),
    [
        (Standing.SUPERSEDED, "version-replaced"),
        (Standing.VALIDATED, "version-declared"),
        (Standing.RETURNED, "version-declared"),
    ],
)
def test_what_is_settled_takes_no_comment(house: House, standing: Standing, code: str) -> None:
    version = house.moved(house.shared(), standing)
    with pytest.raises(Refusal, match=code):
        comment(house, "member", version)


def test_a_draft_is_unknown_to_members_and_takes_no_comment_of_the_chair(house: House) -> None:
    version = house.draft()
    with pytest.raises(Refusal, match="version-unknown"):
        comment(house, "member", version)
    with pytest.raises(Refusal, match="version-unshared"):
        comment(house, "chair", version)


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b\u200d"])
def test_a_comment_without_anything_to_see_is_refused(house: House, text: str) -> None:
    with pytest.raises(Refusal, match="text-empty"):
        comment(house, "member", house.shared(), text)


def test_a_comment_may_be_of_emoji_and_angle_brackets(house: House) -> None:
    found = records.comment(house.tx, said(house, "member", house.shared(), text="👍 <b>&"))
    assert found is not None
    assert found.text == "👍 <b>&"


def test_a_comment_one_unit_too_long_is_refused(house: House) -> None:
    version = house.shared()
    comment(house, "member", version, "😀" * (COMMENT_LIMIT // 2))
    with pytest.raises(Refusal, match="text-too-long") as refused:
        comment(house, "member", version, "😀" * (COMMENT_LIMIT // 2) + "a")
    assert refused.value.facts == {"length": COMMENT_LIMIT + 1, "limit": COMMENT_LIMIT}


# Answers


def test_the_author_is_told_of_the_answer(house: House) -> None:
    number = said(house, "member", house.shared())
    answer(house, "consultant", number)
    found = records.comment(house.tx, number)
    assert found is not None
    assert found.answer is not None
    assert (found.answer.disposition, found.answer.reason) == (Disposition.ACCEPTED, "Agreed.")
    assert found.answer.author == house.consultant.membership
    assert house.told("comment-answered") == {"member"}


@pytest.mark.parametrize("name", [*READERS, "observer"])
def test_only_the_consultant_answers(house: House, name: str) -> None:
    number = said(house, "member", house.shared())
    with pytest.raises(Refusal, match="consultants-only"):
        answer(house, name, number)


def test_an_answer_can_be_given_anew_with_the_version_that_takes_the_comment_in(house: House) -> None:
    first = house.shared()
    number = said(house, "member", first)
    answer(house, "consultant", number)
    next_version(house, first)
    second = newest(house, first)
    service.answer_comment(
        house.tx,
        house.consultant,
        number,
        Disposition.PARTLY,
        "In part.",
        second.id,
        LATER + timedelta(hours=1),
    )
    found = records.comment(house.tx, number)
    assert found is not None
    assert found.answer is not None
    assert (found.answer.disposition, found.answer.version) == (Disposition.PARTLY, second.id)
    assert len(house.letters("comment-answered")) == 2


def test_only_a_later_version_can_take_a_comment_in(house: House) -> None:
    first = house.shared()
    number = said(house, "member", first)
    with pytest.raises(Refusal, match="version-earlier"):
        answer(house, "consultant", number, into=first.id)
    elsewhere = house.shared()
    with pytest.raises(Refusal, match="version-unknown"):
        answer(house, "consultant", number, into=elsewhere.id)


def test_an_answer_needs_a_reason(house: House) -> None:
    number = said(house, "member", house.shared())
    with pytest.raises(Refusal, match="text-empty"):
        answer(house, "consultant", number, reason=" ")


def test_an_unknown_comment_is_refused(house: House) -> None:
    with pytest.raises(Refusal, match="comment-unknown"):
        answer(house, "consultant", CommentId(10**9))


# What is in sight


def test_members_see_what_was_shared_and_observers_what_was_declared(house: House) -> None:
    kept, shared = house.draft(), house.shared()
    declared = house.moved(house.shared(), Standing.VALIDATED)
    for name, seen in {
        "consultant": [kept, shared, declared],
        "organizer": [kept, shared, declared],
        "chair": [kept, shared, declared],
        "member": [shared, declared],
        "alternate": [shared, declared],
        "observer": [declared],
    }.items():
        who = house.people[name]
        for version in (kept, shared, declared):
            if version in seen:
                assert service.version_in_sight(house.tx, who, version.id)[1] == version
                assert service.finding_in_sight(house.tx, who, version.finding).id == version.finding
            else:
                with pytest.raises(Refusal, match="version-unknown"):
                    service.version_in_sight(house.tx, who, version.id)
                with pytest.raises(Refusal, match="finding-unknown"):
                    service.finding_in_sight(house.tx, who, version.finding)


def test_comments_are_out_of_observers_sight(house: House) -> None:
    version = house.shared()
    number = said(house, "member", version)
    house.moved(version, Standing.VALIDATED)
    with pytest.raises(Refusal, match="comment-unknown"):
        service.comment_in_sight(house.tx, house.observer, number)


def test_ids_that_never_were_are_refused(house: House) -> None:
    with pytest.raises(Refusal, match="finding-unknown"):
        service.finding_in_sight(house.tx, house.member, FindingId(10**9))
    with pytest.raises(Refusal, match="version-unknown"):
        service.version(house.tx, VersionId(10**9))
    assert MembershipId(0) != house.member.membership


# Files

FILES = [File(f"{n}.pdf", Digest(f"{n:064}"), n + 1) for n in range(MOST + 1)]


def attach(house: House, version: Version, *files: File, by: str = "consultant") -> Outcome:
    return service.attach(house.tx, house.people[by], version.id, files, AT)


def fetch(house: House, by: str, version: Version, place: int, key: str = "1") -> Outcome:
    return service.send_file(house.tx, house.people[by], version.id, place, key=key, at=AT)


def test_files_are_part_of_a_version_and_of_its_hash(house: House) -> None:
    version = house.draft()
    assert attach(house, version, *FILES[:2]).facts["n"] == 2
    changed = house.now(version.id)
    assert changed.files == tuple(FILES[:2])
    assert changed.hash == version_hash(version.texts, [file.digest for file in FILES[:2]])
    service.add_text(house.tx, house.consultant, version.id, Text("ky", "Аталыш"))
    assert house.now(version.id).hash == version_hash(
        [*version.texts, Text("ky", "Аталыш")], [file.digest for file in FILES[:2]]
    )


def test_a_new_version_keeps_the_files_unless_told_otherwise(house: House) -> None:
    version = house.draft()
    attach(house, version, *FILES[:2])
    next_version(house, version)
    second = newest(house, version)
    assert second.files == tuple(FILES[:2])
    asked = {
        "texts": second.texts,
        "authoritative": second.authoritative,
        "change_note": "Files.",
        "comments_until": None,
        "at": LATER,
    }
    with pytest.raises(Refusal, match="version-unchanged"):
        service.new_version(house.tx, house.consultant, version.finding, files=FILES[1::-1], **asked)  # type: ignore[arg-type]
    service.new_version(house.tx, house.consultant, version.finding, files=FILES[1:3], **asked)  # type: ignore[arg-type]
    assert newest(house, version).files == tuple(FILES[1:3])
    assert house.now(version.id).files == house.now(second.id).files == tuple(FILES[:2])


def test_only_the_consultant_changes_the_files_and_only_of_a_draft(house: House, neighbour: House) -> None:
    draft, shared = house.draft(), house.shared()
    for by in ("organizer", "chair", "member", "alternate", "observer"):
        with pytest.raises(Refusal, match="consultants-only"):
            attach(house, draft, FILES[0], by=by)
    with pytest.raises(Refusal, match="version-immutable"):
        attach(house, shared, FILES[0])
    with pytest.raises(Refusal, match="version-unknown"):
        attach(neighbour, draft, FILES[0])
    with pytest.raises(Refusal, match="form-files-full"):
        attach(house, draft, *FILES)
    with pytest.raises(Refusal, match="form-file-twice"):
        attach(house, draft, FILES[0], replace(FILES[0], name="other.pdf"))
    assert house.now(draft.id).files == ()


def test_a_request_for_files_is_a_letter_each_and_the_same_request_writes_none_twice(house: House) -> None:
    version = house.draft()
    attach(house, version, *FILES[:3])
    for _ in range(2):
        assert fetch(house, "organizer", version, EVERY_FILE).facts["n"] == 3
    assert [letter.facts["place"] for letter in house.letters("file")] == [0, 1, 2]
    fetch(house, "organizer", version, 1, key="2")
    assert [letter.facts["place"] for letter in house.letters("file")] == [0, 1, 2, 1]
    assert delivery.backlog(house.tx) == 4


def test_a_file_is_sent_to_whoever_may_read_its_version(house: House, neighbour: House) -> None:
    version = house.draft()
    attach(house, version, FILES[0])
    readers = {
        Standing.DRAFT: {"organizer", "chair", "consultant"},
        Standing.COMMENTS: {"organizer", "consultant", *READERS},
        Standing.RETURNED: {"organizer", "consultant", *READERS},
        Standing.VALIDATED: set(house.people),
    }
    for standing, may in readers.items():
        if standing is not Standing.DRAFT:
            records.change_version(house.tx, version.id, standing=standing, shared_at=AT)
        for by in house.people:
            if by in may:
                assert fetch(house, by, version, 0).code == "file-on-its-way"
            else:
                with pytest.raises(Refusal, match="file-unknown"):
                    fetch(house, by, version, 0)
        for by in neighbour.people:
            with pytest.raises(Refusal, match="file-unknown"):
                fetch(neighbour, by, version, 0)
    for place in (1, -2, 2**60):
        with pytest.raises(Refusal, match="file-unknown"):
            fetch(house, "consultant", version, place)
    with pytest.raises(Refusal, match="file-unknown"):
        fetch(house, "consultant", house.draft(), EVERY_FILE)
