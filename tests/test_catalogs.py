"""The catalogs, read by a machine before people see them; and the machine, given faults that it must find."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.i18n import proofreading as proof

ROOT = Path(__file__).parent.parent
TRANSLATED = ("ky", "ru")
KEYWORDS = {"t": None, "plain": None, "plural": (1, 2), "mark": None}
Msgid = str | tuple[str, ...]


def read(language: str) -> Catalog:
    with (ROOT / "locales" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


@cache
def in_the_code(root: Path = ROOT) -> set[Msgid]:
    """Every sentence that the code says, as Babel extracts it."""
    found: set[Msgid] = set()
    for package in ("bot", "handlers"):
        for row in extract_from_dir(root / package, method_map=[("**.py", "python")], keywords=KEYWORDS):
            found.add(row[2])
    return found


def msgid_of(message: Message) -> Msgid:
    return message.id if isinstance(message.id, str) else tuple(message.id)


def messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def singular(msgid: Msgid) -> str:
    return msgid if isinstance(msgid, str) else msgid[0]


def forms(message: Message) -> list[tuple[str, str]]:
    """(English, translated) for each form. Behind a plural stands its English plural: 21 takes the Russian singular."""
    msgid = msgid_of(message)
    if isinstance(msgid, str):
        return [(msgid, str(message.string))]
    return [(msgid[1], text) for text in message.string or ()]


def complaints(language: str, catalog: Catalog) -> Iterator[str]:
    """All that is wrong inside one catalog."""
    for message in catalog.obsolete.values():
        yield f"stale: {singular(msgid_of(message))!r}"
    for message in messages(catalog):
        for complaint in _of_message(language, message):
            yield f"{singular(msgid_of(message))!r}: {complaint}"
    yield from proof.differing_refrains([pair for message in messages(catalog) for pair in forms(message)])


def _of_message(language: str, message: Message) -> Iterator[str]:
    if message.fuzzy:
        yield "fuzzy"
    texts = forms(message)
    if not all(text.strip() for _, text in texts):
        yield "empty"
        return
    if not isinstance(message.id, str):
        if language == "ru" and len(texts) != 3:
            yield f"{len(texts)} plural forms instead of one, few, many"
        if language == "ky" and len({text for _, text in texts}) != 1:
            yield "plural forms differ, though a Kyrgyz noun stays singular after a number"
    for english, text in texts:
        yield from proof.differing_facts(english, text)
        yield from proof.latin_lookalikes(text)
        yield from proof.typing_faults(text)
        yield from proof.other_words(language, text)
        if language == "ky":
            yield from proof.broken_harmony(text)
            yield from proof.glued_endings(text)
            yield from proof.lost_letters(text)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_proof_reader_finds_nothing(language: str) -> None:
    assert list(complaints(language, read(language))) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_of_the_code_is_translated_and_no_other(language: str) -> None:
    code = {singular(msgid): msgid for msgid in in_the_code()}
    catalog = {singular(msgid_of(message)): msgid_of(message) for message in messages(read(language))}
    assert sorted(code.keys() - catalog.keys()) == []
    assert sorted(catalog.keys() - code.keys()) == []
    assert [msgid for key, msgid in code.items() if catalog[key] != msgid] == []


@pytest.mark.parametrize(("language", "count"), [("ky", 2), ("ru", 3)])
def test_the_headers_name_the_language_and_its_plural_forms(language: str, count: int) -> None:
    catalog = read(language)
    assert str(catalog.locale) == language
    assert catalog.num_plurals == count
    assert catalog.fuzzy is False


def test_no_sentence_hides_from_extraction() -> None:
    hidden = re.compile(
        r"\b(?:t|t\.plain|t\.plural|mark)\(\s*(?:f[\"']|[\"'][^\"'\n]*[\"']\s*(?:\.format|%))"
    )
    for package in ("bot", "handlers"):
        for path in (ROOT / package).rglob("*.py"):
            assert not hidden.findall(path.read_text()), path


def test_extraction_sees_every_way_of_saying(tmp_path: Path) -> None:
    (tmp_path / "handlers").mkdir()
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "views.py").write_text(
        'a = t("Plain {x}", x=t.plain("Inner"))\n'
        'b = [self.t("Two " "parts"), t.plural("{n} vote", "{n} votes", n)]\n'
        'KINDS = {1: mark("Finding")}\n'
    )
    assert in_the_code(tmp_path) == {"Plain {x}", "Inner", "Two parts", ("{n} vote", "{n} votes"), "Finding"}


@pytest.mark.parametrize(
    ("language", "msgid", "text", "complaint"),
    [
        ("ru", "Deadline: {date}", "Срок: {data}", "placeholders"),
        ("ru", "Deadline: {date}", "Срок: {date", "malformed braces"),
        ("ru", "<b>Yes</b>", "Да", "tags"),
        ("ru", "<b>Yes</b>", "</b>Да<b>", "closes nothing"),
        ("ru", "<b><i>a</i></b>", "<b><i>a</b></i>", "closes nothing"),
        ("ru", "Yes", "  ", "empty"),
        ("ru", "Yes ", "Да", "spaces"),
        ("ru", "Vote", "Голоc", "Latin letters"),
        ("ru", "from the committee", "c комитета", "Latin letters"),
        ("ky", "committee", "комитеттын", "vowel harmony"),
        ("ky", "members", "мүчөлар", "vowel harmony"),
        ("ky", "votes", "добуштор", "vowel harmony"),
        ("ky", "from {name}", "{name}дан", "glued"),
        ("ky", "from <b>{name}</b>", "<b>{name}</b>-дан", "glued"),
        ("ky", "new version", "жаны версия", "missing"),
        ("ky", "deadline", "акыркы моонот", "missing"),
        ("ky", "Public text", "Коомчулукка ачык текст", "called otherwise"),
        ("ru", "Dates that I answered", "Даты, о которых я дал(а) ответ", "print"),
        ("ru", "yet", "еще нет", "print"),
        ("ru", "the form", 'форма "Вопрос"', "print"),
    ],
)
def test_the_proof_reader_finds_a_fault(language: str, msgid: str, text: str, complaint: str) -> None:
    catalog = Catalog(locale=language)
    catalog.add(msgid, text)
    assert complaint in " ".join(complaints(language, catalog))


@pytest.mark.parametrize(
    ("language", "texts", "complaint"),
    [
        ("ru", ("{n} голос", "{n} голоса", ""), "empty"),
        ("ru", ("{n} голос", "{n} голоса"), "2 plural forms"),
        ("ru", ("один голос", "{n} голоса", "{n} голосов"), "placeholders"),
        ("ky", ("{n} добуш", "{n} добуштар"), "plural forms differ"),
    ],
)
def test_the_proof_reader_finds_a_faulty_plural(
    language: str, texts: tuple[str, ...], complaint: str
) -> None:
    catalog = Catalog(locale=language)
    catalog.add(("{n} vote", "{n} votes"), texts)
    assert complaint in " ".join(complaints(language, catalog))


def test_the_proof_reader_finds_a_refrain_that_changes_its_words() -> None:
    catalog = Catalog(locale="ru")
    catalog.add("The file is empty. Nothing was recorded.", "Файл пуст. Ничего не записано.")
    catalog.add("There are no lines. Nothing was recorded.", "Строк нет. Ничего не сохранено.")
    assert "in several ways" in " ".join(complaints("ru", catalog))


def test_the_proof_reader_finds_fuzzy_and_stale_entries() -> None:
    catalog = Catalog(locale="ru")
    catalog.add("Yes", "Да", flags=["fuzzy"])
    catalog.obsolete["No"] = Message("No", "Нет")
    assert sorted(complaints("ru", catalog)) == ["'Yes': fuzzy", "stale: 'No'"]


@pytest.mark.parametrize(
    "text",
    [
        "Комитеттин мүчөлөрү үчүн алдын ала тыянактар жарыяланды",
        "Мамлекеттик органдар, кесиптик бирликтер, жумуш берүүчүлөр, СТЭ уюмдары",
        "Бот Сизге биринчи болуп жаза албайт. «Start» баскычын басыңыз.",
        "№ {id} пикириңиз сакталды ({v}-версия). Акыркы мөөнөт: {date}. {n}-пункт, {number}-сапты",
        "Аракет протоколго, секретариатка, ботко, топко, документтерге, суроолорго жазылды",
        "Добуштарды саноо аяктады; отчеттун долбоору; кворумсуз; почта; электрондук",
    ],
)
def test_sound_kyrgyz_passes(text: str) -> None:
    found = [
        *proof.broken_harmony(text),
        *proof.lost_letters(text),
        *proof.glued_endings(text),
        *proof.latin_lookalikes(text),
        *proof.typing_faults(text),
        *proof.other_words("ky", text),
    ]
    assert found == []
