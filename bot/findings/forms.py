"""The room's forms: which questions they ask, and what their answers mean. Nothing here is drawn."""

from collections.abc import Iterator, Sequence

from bot.errors import Refusal
from bot.files import File
from bot.findings.model import (
    COMMENT_LIMIT,
    NOTE_LIMIT,
    REASON_LIMIT,
    Disposition,
    Kind,
    Standing,
    Text,
    Version,
    checked_files,
    split_title,
)
from bot.forms import Attached, Field, Form, Open, at_most, one_of
from bot.forms.deadline import Deadline
from bot.forms.model import Values
from bot.ids import VersionId
from bot.texts import typed
from bot.translations.model import TRANSLATOR_LIMIT

NEW_FINDING = "new-finding"
NEW_VERSION = "new-version"
ADD_TEXT = "add-text"
SHARE = "share-finding"
COMMENT = "comment"
ANSWER = "answer-comment"
EDIT_FILES = "edit-files"
RECEIVED = "received-file"
NEW = "new"
KEPT = {"keep": True}
NOT_YET_KNOWN = "later"


def new_finding(languages: Sequence[str], deadline: Deadline) -> Form:
    """Kind, text, files, the other languages, a look at each, then for comments or kept as a draft."""

    def fields(values: Values) -> Iterator[Field]:
        yield Field("kind", picked=one_of(tuple(Kind)))
        if len(languages) > 1:
            yield Field("language", picked=one_of(languages))
        first = values.get("language") or (languages[0] if len(languages) == 1 else None)
        if first is None:
            return
        yield _text(first)
        yield _files()
        for language in languages:
            if language != first:
                yield from _translation(language, values)
        able = _able_to_be_authoritative(values, languages)
        if len(able) > 1:
            yield Field("authoritative", picked=one_of(able))
        for language in languages:
            if values.get(f"text-{language}"):
                yield Field(f"look-{language}", picked=one_of(("ok",)))
        yield from deadline.fields(values)

    return Form(NEW_FINDING, lambda values: tuple(fields(values)))


def new_version(
    earlier: Version, languages: Sequence[str], deadline: Deadline, *, before_committee: Version | None
) -> Form:
    """Each text kept or written anew, files, further languages, the change note, a look at what is new, publishing.

    After a declared version there is no window to ask for: the chair says first whether the outcome stands.
    """

    def fields(values: Values) -> Iterator[Field]:
        for language in earlier.languages:
            yield Field(f"text-{language}", said=_wording, picked=_keep, collects=True)
            if language != earlier.authoritative and _anew(values, language):
                yield from _credit(language)
        yield _files(earlier)
        for language in languages:
            if language not in earlier.languages:
                yield from _translation(language, values)
        yield Field("note", said=lambda text, values: _note(text, values, earlier))
        for language in dict.fromkeys((*earlier.languages, *languages)):
            if _anew(values, language):
                yield Field(f"look-{language}", picked=one_of(("ok",)))
        if before_committee is not None and (
            before_committee.standing.declared or before_committee.passes_outcome_on
        ):
            yield Field("publish", picked=one_of(("publish", "keep")))
        elif before_committee is not None and before_committee.standing is Standing.AWAITING:
            yield Field("publish", picked=one_of(("keep",)))
        else:
            yield from deadline.fields(values)

    return Form(NEW_VERSION, lambda values: tuple(fields(values)))


def add_text(missing: Sequence[str]) -> Form:
    """A further language of a draft."""

    def fields(values: Values) -> Iterator[Field]:
        if len(missing) > 1:
            yield Field("language", picked=one_of(missing))
        language = values.get("language") or (missing[0] if len(missing) == 1 else None)
        if language is not None:
            yield _text(language)
            yield from _credit(language)

    return Form(ADD_TEXT, lambda values: tuple(fields(values)))


def edit_files(version: Version) -> Form:
    """Which files a draft carries."""
    return Form(EDIT_FILES, lambda values: (_files(version),))


def received(drafts: Sequence[VersionId]) -> Form:
    """What the files are that somebody sent unasked: those of a new finding, or further ones of a draft."""
    options = (NEW, *map(str, drafts))
    return Form(RECEIVED, lambda values: (Field("what", picked=one_of(options), files=True),))


def share(deadline: Deadline) -> Form:
    """The end of the comment window."""
    return Form(SHARE, deadline.fields)


def comment() -> Form:
    """The comment, or the proposed wording."""
    return Form(COMMENT, lambda values: (Field("text", said=at_most(COMMENT_LIMIT), collects=True),))


def answer(later_versions: Sequence[VersionId]) -> Form:
    """What is done with a comment, why, and the version that takes it in, where there is one to choose."""

    def fields(values: Values) -> Iterator[Field]:
        yield Field("disposition", picked=one_of(tuple(Disposition)))
        yield Field("reason", said=at_most(REASON_LIMIT))
        if values.get("disposition") in (Disposition.ACCEPTED, Disposition.PARTLY) and later_versions:
            yield Field("version", picked=one_of((*map(str, later_versions), NOT_YET_KNOWN)))

    return Form(ANSWER, lambda values: tuple(fields(values)))


def texts_of(values: Values, earlier: Sequence[Text] = ()) -> list[Text]:
    """The wordings that a form holds; one that was kept is that of `earlier`."""
    kept = {text.language: text for text in earlier}
    found = []
    for name, value in values.items():
        if name.startswith("text-") and value:
            language = name.removeprefix("text-")
            found.append(kept[language] if value == KEPT else _made(language, values))
    return found


def files_of(state: Open, earlier: Version | None = None) -> list[File]:
    """The files that a form holds; those of `earlier` where nothing was done about them."""
    found = _given(earlier) if state.files is None else state.files
    return [File(file.name, file.digest, file.size) for file in found]


def added(version: Version, state: Open) -> tuple[Attached, ...]:
    """The files of a version and those that a form holds, each once. Refuses `form-files-full`."""
    files = {file.digest: file for file in (*(state.files or ()), *_given(version))}
    checked_files(File(file.name, file.digest, file.size) for file in files.values())
    return tuple(files.values())


def authoritative_of(values: Values, languages: Sequence[str]) -> str:
    """The language whose text decides: the one chosen, or the only one that can."""
    return values.get("authoritative") or _able_to_be_authoritative(values, languages)[0]


def taken_into(values: Values) -> VersionId | None:
    """The version that takes a comment in."""
    version = values.get("version")
    return None if version in (None, NOT_YET_KNOWN) else VersionId(int(version))


def _made(language: str, values: Values) -> Text:
    wording = values[f"text-{language}"]
    return Text(
        language,
        wording["title"],
        wording["body"],
        unofficial=values.get(f"unofficial-{language}") == "yes",
        translator=values.get(f"credit-{language}"),
    )


def _able_to_be_authoritative(values: Values, languages: Sequence[str]) -> list[str]:
    """Languages with a text that is no unofficial translation, the first one written first."""
    first = values.get("language")
    able = [
        language
        for language in languages
        if values.get(f"text-{language}") and values.get(f"unofficial-{language}") != "yes"
    ]
    return sorted(able, key=lambda language: language != first)


def _text(language: str) -> Field:
    return Field(f"text-{language}", said=_wording, collects=True)


def _translation(language: str, values: Values) -> Iterator[Field]:
    yield Field(f"text-{language}", said=_wording, collects=True, optional=True)
    if values.get(f"text-{language}"):
        yield from _credit(language)


def _credit(language: str) -> Iterator[Field]:
    yield Field(f"unofficial-{language}", picked=one_of(("yes", "no")))
    yield Field(f"credit-{language}", said=at_most(TRANSLATOR_LIMIT), optional=True)


def _anew(values: Values, language: str) -> bool:
    return values.get(f"text-{language}") not in (None, KEPT)


def _wording(text: str, _values: Values) -> dict[str, str]:
    title, body = split_title(text)
    return {"title": title, "body": body}


def _keep(value: str, _values: Values) -> dict[str, bool]:
    if value != "keep":
        raise Refusal("form-stale")
    return KEPT


def _files(earlier: Version | None = None) -> Field:
    return Field("files", files=True, given=_given(earlier), optional=True)


def _given(version: Version | None) -> tuple[Attached, ...]:
    files = version.files if version is not None else ()
    return tuple(Attached(file.name, file.digest, file.size, message=0) for file in files)


def _note(text: str, values: Values, earlier: Version) -> str:
    texts_kept = all(value in (None, KEPT) for name, value in values.items() if name.startswith("text-"))
    if texts_kept and sorted(values.get("files") or ()) == sorted(file.digest for file in earlier.files):
        raise Refusal("version-unchanged")
    return typed(text, NOTE_LIMIT)
