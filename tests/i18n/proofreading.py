"""What a machine can see wrong in a translation: checks that take texts and yield complaints."""

import re
import string
from collections import Counter
from collections.abc import Iterator

_TAG = re.compile(r"<(/?)([a-z][\w-]*)[^>]*>")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")

# A Latin letter that stands alone in Cyrillic text and looks like a word of it: с, а, о, у …
_LONE_LOOKALIKES = frozenset("aceopxyACEOPXY")


def placeholders(text: str) -> Counter[str]:
    """The named braces in `text`. Raises ValueError where they are malformed."""
    return Counter(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def differing_facts(english: str, text: str) -> Iterator[str]:
    """Braces and tags: the same ones as in English, tags closed in order."""
    try:
        if set(placeholders(english)) != set(placeholders(text)):
            yield f"placeholders {sorted(placeholders(text))}, in English {sorted(placeholders(english))}"
    except ValueError as error:
        yield f"malformed braces: {error}"
    tags = [Counter(match.group() for match in _TAG.finditer(each)) for each in (english, text)]
    if tags[0] != tags[1]:
        yield f"tags {sorted(tags[1])}, in English {sorted(tags[0])}"
    yield from _unclosed(text)
    if [english[:1].isspace(), english[-1:].isspace()] != [text[:1].isspace(), text[-1:].isspace()]:
        yield "spaces at the ends differ from English"


def _unclosed(text: str) -> Iterator[str]:
    stack: list[str] = []
    for match in _TAG.finditer(text):
        closing, name = match.groups()
        if not closing:
            stack.append(name)
        elif not stack or stack.pop() != name:
            yield f"</{name}> closes nothing"
            return
    if stack:
        yield f"<{stack[-1]}> is not closed"


def words(text: str) -> list[str]:
    """The words of a sentence, without what stands in braces and tags."""
    return _WORD.findall(re.sub(r"\{[^}]*\}", "\N{REPLACEMENT CHARACTER}", _TAG.sub(" ", text)))


def latin_lookalikes(text: str) -> Iterator[str]:
    """Words written half in Latin, half in Cyrillic letters."""
    for word in words(text):
        mixed = _LATIN.search(word) and _CYRILLIC.search(word)
        if mixed or (word in _LONE_LOOKALIKES and _CYRILLIC.search(text)):
            yield f"Latin letters in {word!r}"


# Kyrgyz vowel harmony: which vowel an ending takes after which last vowel of the stem. Endings with a wide vowel
# (-лар, -да, -га) take а after у; those with a narrow one (-нын, -ды, -лык) take у.
_WIDE = {"а": "аыуяю", "е": "еиэ", "о": "оё", "ө": "өү"}
_NARROW = {"ы": "аыя", "и": "еиэ", "у": "оуёю", "ү": "өү"}
_AFTER = _WIDE | _NARROW
_VOWELS = "аыуяюеиэоёөү"
_ENDING = re.compile(
    r"^(?P<stem>.*[а-яёңөү]{2})"
    r"(?:[лдт](?P<plural>[аеоө])р"
    r"|[дт](?P<ablative>[аеоө])н"
    r"|(?:д|(?<=[пткшчсфхцщ])т)(?P<locative>[аеоө])"
    r"|(?:г|(?<=[пткшчсфхцщ])к)(?P<dative>[аеоө])"
    r"|[ндт](?P<genitive>[ыиуү])н"
    r"|[ндт](?P<accusative>[ыиуү])"
    r"|[лдт](?P<adjective>[ыиуү])к)$"
)
# Loans whose own end looks like an ending.
_HARMONY_EXCEPTIONS = frozenset({"администратор", "кнопка", "повестка", "почта", "проверка"})


def broken_harmony(text: str) -> Iterator[str]:
    """Kyrgyz words whose ending does not agree with the last vowel of the stem: мүчөлар, комитеттын."""
    # отчет is spoken отчёт and takes its endings so: отчеттун.
    for word in words(text.lower().replace("отчет", "отчёт")):
        match = _ENDING.match(word)
        if not match or word in _HARMONY_EXCEPTIONS:
            continue
        vowel = next(each for name, each in match.groupdict().items() if each and name != "stem")
        last = next((letter for letter in reversed(match["stem"]) if letter in _VOWELS), None)
        if last and last not in _AFTER[vowel]:
            yield f"vowel harmony in {word!r}"


# A whole noun behind a number takes a hyphen, whatever the number's last sound, and its endings follow the noun:
# «{v}-версия», «{number}-сапты».
_NOUNS_BEHIND_NUMBERS = ("-версия", "-сап", "-пункт")


def glued_endings(text: str) -> Iterator[str]:
    """A Kyrgyz ending right behind a placeholder: it would have to follow a sound that nobody knows yet."""
    for match in re.finditer(r"\}(?:</?\w+>)*(-?[а-яёңөү]+)", text.lower()):
        if not match[1].startswith(_NOUNS_BEHIND_NUMBERS):
            yield f"{match[1]!r} is glued to a placeholder"


# Beginnings that exist in Kyrgyz only with ң ө ү, as they look when typed on a Russian keyboard.
_LOST_STEMS = (
    *("озгор", "озгоч", "моонот", "мучо", "тузот", "жонот", "жондо", "торага", "очур", "кенеш", "корсот"),
    *("суйло", "тушундур", "кундо", "болум", "дуйшомбу", "бурсугун"),
)
_LOST_WORDS = frozenset({"кун", "учун", "жаны", "эртен", "бугун", "уч", "торт"})


def lost_letters(text: str) -> Iterator[str]:
    """Kyrgyz words written with н, о, у where ң, ө, ү belong; a short list, since most cannot be known."""
    for word in words(text.lower()):
        if word in _LOST_WORDS or word.startswith(_LOST_STEMS):
            yield f"ң, ө or ү is missing in {word!r}"


# One thing has one word everywhere; on the left what was tried before, or what a dictionary also offers.
_ONE_WORD = {
    "ky": {
        "алуучусу жазылган": "аты жазылган көчүрмө",
        "белгилендиңиз": "каттоодон өтүү",
        "добуш берүүчү ор": "добуш укугу бар орун",
        "жадыбал": "таблица",
        "жума сере": "жумалык сереп",
        "жумуш убакт": "иш убактысы",
        "кабарлан": "билдирүү",
        "кайтарылып ал": "кайтарып алуу",
        "каралама": "долбоор",
        "карточка": "билдирүү",
        "коомчулукка": "жалпыга",
        "пикирлер үчүн ач": "пикир жазууга ачуу",
        "топтук чат": "жалпы чат",
        "түп нуска": "түпнуска",
        "эскертмелер": "эстеткичтер",
        "эскертүү": "эстеткич, эске салуу",
    },
    "ru": {
        "группового чата": "общего чата",
        "карточк": "сообщение",
        "личные данные": "персональные данные",
        "оператор": "ответственный за данные",
        "черновик": "проект",
    },
}


def other_words(language: str, text: str) -> Iterator[str]:
    """Words that another has replaced, so that one thing keeps one name on every screen."""
    for word, better in _ONE_WORD[language].items():
        if word in text.lower():
            yield f"{word!r} is called otherwise: {better}"


_TYPED = re.compile(r"""["'`“”]|\.\.\.| - |  | [.,;:!?]|\bеще\b|\(а\)""", re.IGNORECASE)


def typing_faults(text: str) -> Iterator[str]:
    """What a keyboard gives and print does not: straight quotation marks, a hyphen for a dash; and «сделал(а)»."""
    for match in _TYPED.finditer(_TAG.sub("", text)):
        yield f"{match.group()!r} does not belong into print"


_REFRAIN = re.compile(
    r"Nothing was (?:changed|declared|imported|recorded|saved|sent|stored)\.|This cannot be undone\."
)
_SENTENCE = re.compile(r"(?<=[.?!])\s+")


def differing_refrains(pairs: list[tuple[str, str]]) -> Iterator[str]:
    """A refrain that ends many messages («Nothing was saved.») says the same in each of them."""
    said: dict[str, Counter[str]] = {}
    for english, text in pairs:
        last = _SENTENCE.split(english)[-1]
        if _REFRAIN.fullmatch(last):
            said.setdefault(last, Counter())[_SENTENCE.split(text)[-1]] += 1
    for last, ways in said.items():
        if len(ways) > 1:
            yield f"{last!r} is said in several ways: {', '.join(ways)}"
