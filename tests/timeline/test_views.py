"""Every screen of the timeline in every language, at its largest: within Telegram's limits, in its reader's words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from bot import timeline
from bot.committee import days_off
from bot.committee import records as roster
from bot.committee import service as committee
from bot.delivery import Letter
from bot.files import File
from bot.findings.model import Text
from bot.forms import Field, Open
from bot.i18n import LANGUAGES, Translator, translator
from bot.ids import CommitteeId, Digest, FindingId, MilestoneId
from bot.screens import Button, Row, Screen
from bot.texts import units
from bot.timeline import (
    card_views,
    change_views,
    form_views,
    forms,
    letters,
    modalities,
    modality_records,
    modality_views,
    moving,
    news,
    own_data,
    pictures,
    plan_form_views,
    plan_forms,
    reading,
    records,
    service,
    taking_back,
    views,
)
from bot.timeline.days_off import DaysOff
from bot.timeline.digest import week
from bot.timeline.form_views import Leaving, Move
from bot.timeline.model import MOST, TITLE_LIMIT, Days, Link, Milestone, Standing, Which
from bot.timeline.plan import Fault, Line
from bot.timeline.plan_forms import Desk
from bot.timeline.posting import post
from bot.timeline.sentences import SENTENCES
from tests.conftest import BISHKEK
from tests.findings.house import AT, House
from tests.timeline.plans import TODAY

MESSAGE, BUTTONS = 4096 - 100, 100
"""Telegram's limits; with room for the committee's name."""
TITLES = {"ky": "Ө&<b>🌱 ", "ru": "Щ&<b>🌱 ", "en": "W&<b>🌱 "}
WRITTEN = {code: (text * TITLE_LIMIT)[: TITLE_LIMIT - 4] for code, text in TITLES.items()}
DEPENDING, LINKED, WHOLE = 110, 8, 130
LATER = AT + timedelta(days=200)
KINDS = letters.kinds(DaysOff())


def telling(language: str) -> Translator:
    return translator(language, BISHKEK, BISHKEK)


def plan(house: House) -> list[Milestone]:
    """A long plan: 110 milestones depend on the first, which ends on a day off and has eight findings linked to it."""
    first = date(2022, 12, 11)
    days = [Days(first + timedelta(days=n), first + timedelta(days=n + n % 3)) for n in range(WHOLE)]
    days[0] = Days(first, first)
    lines = [
        Line(n + 1, "x", span, {code: f"{text[:-4]} {n}" for code, text in WRITTEN.items()})
        for n, span in enumerate(days)
    ]
    _post(house, lines)
    found = records.whole_plan(house.tx, house.consultant.committee.id)
    records.add_needs(house.tx, [(m.id, found[0].id) for m in found[1 : DEPENDING + 1]])
    for n in range(LINKED):
        house.shared(*(Text(code, f"{text} {n}", "x") for code, text in TITLES.items()))
        records.add_link(house.tx, found[0].id, Link(finding=FindingId(n + 1)))
    return found


def _post(house: House, lines: Sequence[Line], reason: str = "") -> None:
    here = house.consultant.committee.id
    post(
        house.tx,
        house.consultant,
        lines,
        revision=records.revision(house.tx, here),
        reason=reason,
        adding=False,
        at=AT,
    )


def every_screen(house: House, t: Translator) -> Iterator[Screen]:
    """The largest of each."""
    tx, who = house.tx, house.consultant
    yield from of_forms(house, t, [])
    found = plan(house)
    first = found[0]
    for reader in (house.consultant, house.member, house.observer):
        for at in (AT, LATER):
            for which in Which:
                for page in (None, 0, 99):
                    yield views.timeline(t, reading.timeline(tx, reader, which, page, at))
            card = reading.card(tx, reader, first.id, t.language, at)
            yield card_views.card(t, card)
            for page in (0, 1, 99):
                yield card_views.related(t, card, page)
    yield views.change_plan(t, who.committee.id)
    yield card_views.arrange(t, reading.card(tx, who, first.id, t.language, AT))
    for page in (0, 99):
        yield card_views.owners(t, first, reading.owners(tx, who), page)
        yield card_views.needs(t, found[1], [m for m in found if m != found[1]], [first.id], page)
        every, chosen = reading.choices(tx, who, first.id, t.language)
        yield card_views.links(t, first, every, chosen, page)
    yield from of_forms(house, t, found)
    yield from of_changes(house, t, found)
    yield from of_modalities(house, t)
    for standing in Standing:
        service.set_standing(tx, who, first.id, standing, LATER)
        card = reading.card(tx, who, first.id, t.language, LATER)
        yield card_views.card(t, card)
        for alone in (True, False):
            for today in (first.days.last - timedelta(days=1), first.days.last, LATER.date()):
                one = reading.card(tx, who, first.id, t.language, AT).milestone
                yield news.reminder(t, who, one, today, alone=alone)
    yield news.given(t, found[1], LATER.date())
    for reader in (house.member, house.observer):
        yield news.digest(t, reader, week(tx, reader, AT - timedelta(days=7), LATER))
    day = found[3].days.last
    name = TITLES[t.language] * 6
    days_off.add(tx, house.organizer, day, day + timedelta(days=9), name, AT)
    for reader in (house.organizer, house.consultant):
        resting = replace(reader, committee=roster.committee(tx, reader.committee.id))
        off = [day + timedelta(days=n) for n in range(10)]
        ending = DaysOff().ending(tx, resting, off, t.language)
        assert ending is not None
        yield news.announced(t, ending, reader.committee.id)
    for letter in [one for kind in KINDS for one in house.letters(kind)[:2]]:
        if (screen := drawn(house, letter, t)) is not None:
            yield screen


def drawn(house: House, letter: Letter, t: Translator) -> Screen | None:
    reader = committee.reader_of(house.tx, letter.person, letter.committee)
    assert reader is not None
    screen = KINDS[letter.kind].draw(house.tx, letter, replace(reader, t=t))
    assert screen is None or isinstance(screen, Screen)
    return screen


def of_changes(house: House, t: Translator, found: Sequence[Milestone]) -> Iterator[Screen]:
    """The plan is moved with all that depends on its first milestone, posted anew, and both are taken back."""
    tx, who, first = house.tx, house.consultant, found[0]
    slip = moving.prospect(tx, who, first.id, first.days.shifted(10, who.committee.calendar))
    along = [m.id for m, _ in slip.shifts]
    why = {"reason": WRITTEN["ru" if t.language == "ky" else t.language] * 3, "along": along}
    moving.move(tx, who, first.id, slip.to, **why, seen=first.days.last, at=AT)  # type: ignore[arg-type]
    taking_back.take_out(tx, who, found[-1].id, WRITTEN[t.language], AT)
    yield card_views.history(t, reading.history(tx, who, first.id), 0)
    for page in (0, 99):
        yield change_views.changes(t, reading.changes(tx, who, page))
    number = reading.changes(tx, who, 0).changes[0].id
    undoing = taking_back.prospect(tx, who, number)
    yield change_views.undo(t, undoing, records.named(tx, [one.milestone for one in undoing.changes]))
    taking_back.undo(tx, who, number, AT)
    for number in [letter.facts["change"] for letter in house.letters("plan-changed")]:
        change = records.plan_change(tx, number)
        assert change is not None
        known = records.named(tx, [one.milestone for one in change.changes])
        behind = reading.left_behind(tx, who, [m.id for m in found], t.language)
        yield news.changed(t, change, known, behind)
        yield Screen(news.outline(t, change, known), ((home(),),))


def home() -> Button:
    return Button("x", views.ShowTimeline(views.CommitteeId(1)))


def of_modalities(house: House, t: Translator) -> Iterator[Screen]:
    tx, who, here = house.tx, house.consultant, house.consultant.committee.id
    yield modality_views.modalities(t, here, None, None, may_write=True, newest=0)
    texts = {code: text * 60 for code, text in TITLES.items()}
    for n in range(6):
        modalities.put(tx, who, texts, (), WRITTEN[t.language] if n else "", AT)
    newest = modalities.read(tx, who, None)
    assert newest is not None
    files = tuple(File("7" * 60 + f"{n}.docx", Digest(f"{n}" * 64), 10**7) for n in range(10))
    for version in (newest, replace(newest, number=1, files=files)):
        yield modality_views.modalities(t, here, version, None, may_write=True, newest=6)
        yield news.modalities(t, version)
    for page in (0, 99):
        yield modality_views.versions(t, here, modality_records.versions(tx, here), page)
    state = Open(forms.MODALITIES, here, {}, {f"text-{code}": text * 3 for code, text in texts.items()})
    for name in ("text-ky", "files", "note", "sure"):
        for before in (newest, None):
            yield form_views.modalities(t, state, Field(name), before)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_version_of_the_modalities_changes_says_in_which_language(house: House, language: str) -> None:
    t, tx, here = telling(language), house.tx, house.consultant.committee.id
    note, texts = "Төрага кол коёт", {code: f"{code}, {text}" for code, text in TITLES.items()}
    modalities.put(tx, house.consultant, texts, (), "", AT)
    modalities.put(tx, house.consultant, texts, (), note, AT)
    mark = t("(original language: {language})", language=t.language_name("ky"))
    told = t("Change: {note}", note=note) + (Markup(" <i>{}</i>").format(mark) if language != "ky" else "")
    first, second = reversed(modality_records.versions(tx, here))
    assert (first.note_language, second.note_language) == (None, "ky")
    assert f"{told}\n" in modality_views.modalities(t, here, second, None, may_write=True, newest=2).text
    assert f"{told}\n\n" in modality_views.versions(t, here, [second, first], 0).text
    assert news.modalities(t, second).text.endswith(told)
    kept = [str(line) for part in own_data.sections(tx, t, house.consultant.person) for line in part.lines]
    assert kept[-1].endswith(f"{note} · {t.language_name('ky')}")
    old = replace(second, note_language=None)
    assert mark not in modality_views.versions(t, here, [old], 0).text


FAULTS = {
    "alike": "1",
    "after-unknown": "9, 10",
    "circle": "1 → 2 → 1",
    "title-too-long": "160",
    "not-a-date": "?",
    "owner-unknown": "?",
    "formula": "2",
}


def of_forms(house: House, t: Translator, stored: Sequence[Milestone]) -> Iterator[Screen]:
    """Every question of the room's forms, before there is a plan and beside a long one."""
    who = house.consultant
    here, first = who.committee, TODAY + timedelta(days=2)
    desk = Desk(here, tuple(stored), 7, {}, t.language, AT)
    lines = [
        Line(n, WRITTEN[t.language], Days(first, first), {t.language: WRITTEN[t.language]}, after=(1,))
        for n in range(1, MOST + 1)
    ]
    whole = [line.as_json() for line in lines]
    broken = []
    for n, code in enumerate((*_fault_codes(), *_fault_codes(), *_fault_codes()), start=1):
        fault = Fault(code, FAULTS.get(code, ""))
        choices = (first, first + timedelta(days=9)) if code == "ambiguous" else ()
        broken.append(replace(lines[0], number=n, days=None, fault=fault, choices=choices).as_json())
    for way in (plan_forms.POST, plan_forms.ADD, plan_forms.CHAIN):
        state = Open(
            plan_forms.PLAN, here.id, {"way": way, "milestone": None}, {"title-0": WRITTEN[t.language]}
        )
        for name in ("lines", "title-0", "date-0", "more-0"):
            yield plan_form_views.plan(t, state, Field(name), desk)
    facts = {"way": plan_forms.POST, "milestone": None}
    looks: list[dict[str, Any]] = [{"lines": whole}, {"lines": broken}]
    looks += [{"lines": whole, "look-0": {"page": 7}}, {"lines": [], "look-0": {"drop": 1}}]
    for values in looks:
        name = "look-1" if "look-0" in values else "look-0"
        yield plan_form_views.plan(t, Open(plan_forms.PLAN, here.id, facts, values), Field(name), desk)
    for n in (1, 2, 3):
        values = {"lines": broken, "look-0": {"fix": n}}
        yield plan_form_views.plan(t, Open(plan_forms.PLAN, here.id, facts, values), Field("fix-0"), desk)
    values = {"lines": whole, "look-0": {"onward": ""}, "reason": WRITTEN[t.language] * 3}
    for name in ("reason", "sure"):
        yield plan_form_views.plan(t, Open(plan_forms.PLAN, here.id, facts, values), Field(name), desk)
    if not stored:
        return
    one = stored[0]
    slip = moving.prospect(house.tx, who, one.id, one.days.shifted(10, here.calendar))
    done = tuple(replace(m, standing=Standing.DONE) for m in stored[:20])
    behind = tuple(reading.left_behind(house.tx, who, [one.id], t.language))
    for found in (
        Move(one, one.days.last, None, ()),
        Move(one, None, replace(slip, stays=done), behind),
        Move(one, None, replace(slip, shifts=(), stays=()), ()),
    ):
        state = Open(forms.MOVE, here.id, {}, {"reason": WRITTEN[t.language] * 3})
        for name in ("to",) if found.slip is None else ("reason", "sure"):
            yield form_views.move(t, state, Field(name), found)
    leaving = Leaving(one, tuple(m for m, _ in slip.shifts), behind)
    state = Open(forms.TAKE_OUT, here.id, {}, {"reason": WRITTEN[t.language] * 3})
    for name in ("reason", "sure"):
        yield form_views.take_out(t, state, Field(name), leaving)
    lacking: dict[str, Sequence[Milestone]] = dict.fromkeys(LANGUAGES, stored)
    for single in (None, one):
        state = Open(forms.TITLES, here.id, {}, {"language": "ky"})
        for name in ("language", "titles"):
            yield form_views.titles(t, state, Field(name), (lacking, single))


def _fault_codes() -> Iterator[str]:
    source = (Path(timeline.__path__[0]) / "words.py").read_text()
    named = source.split("_FAULTS = {")[1].split("}\n")[0]
    yield from re.findall(r'^    "([a-z-]+)": mark', named, re.MULTILINE)


def labels(rows: Sequence[Row]) -> list[str]:
    return [button.label for row in rows for button in row]


def plain(screen: Screen) -> str:
    return unescape(re.sub(r"<[^>]*>", "", screen.text))


OWN = ("Telegram", "CSV", "XLSX")


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_fits_a_message_and_leads_on_in_its_readers_words(house: House, language: str) -> None:
    count = 0
    foreign: set[str] = set()
    for screen in every_screen(house, telling(language)):
        count += 1
        text = plain(screen)
        assert 0 < units(text) <= MESSAGE, text
        assert len(labels(screen.rows)) <= BUTTONS
        for row in screen.rows:
            assert 1 <= len(row) <= 4
        for label in labels(screen.rows):
            assert label.strip()
            assert units(label) <= 64
        assert "<b>🌱" not in screen.text, "what people wrote is escaped"
        foreign |= _foreign(language, " ".join([text, *labels(screen.rows)]))
    assert count > 150
    assert foreign == set()


def _foreign(language: str, said: str) -> set[str]:
    for own in (*TITLES.values(), "<b>", *OWN, "KG"):
        said = said.replace(own, " ")
    pattern = r"[А-Яа-яЁёҢңӨөҮү]{2,}" if language == "en" else r"[A-Za-z]{2,}"
    named = {"Organizer", "Chair", "Member", "Other", "Alternate", "Consultant", "Observer", "docx"}
    return set(re.findall(pattern, said)) - named


FACTS: dict[str, dict[str, Any]] = {
    "plan-posted": {"added": 1, "moved": 0, "removed": 2},
    "milestone-moved": {"along": 3},
    "milestone-stands": {"standing": "done"},
    "titles-written": {"language": "ky", "n": 2},
    "titles-count": {"wanted": 2, "found": 3},
    "plan-too-long": {"limit": 200},
    "plan-full": {"limit": MOST},
    "plan-header": {"wanted": ["start"], "found": ["?"]},
    "modalities-kept": {"number": 2},
    "modalities-overtaken": {"number": 2},
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_and_refusal_has_its_sentence(language: str) -> None:
    t = telling(language)
    for code, sentence in SENTENCES.items():
        said = plain(Screen(Markup(sentence(t, FACTS.get(code, {})))))
        assert said.endswith((".", ":", "2", "1")) or code == "milestone-stands", said
        assert _foreign(language, said.replace("start", "")) == set()


def test_what_waits_says_by_when_what_it_is_and_from_the_next_day_on_that_it_is_overdue() -> None:
    last = date(2023, 1, 5)
    titles = {"en": "Inception report of the consultant"}
    here, number = CommitteeId(1), MilestoneId(3)
    one = Milestone(number, here, 3, Days(last, last), Standing.PLANNED, None, titles)
    (due,), (overdue,) = (views.waiting_row(telling("en"), one, last + timedelta(n)) for n in (0, 1))
    assert due.label == "T3: due 5 January · Inception report of…"
    assert overdue.label == "T3: overdue since 5 January · Inception report of…"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_says_everything_in_its_readers_words(house: House, language: str) -> None:
    plan(house)
    t, who = telling(language), house.observer
    for which in Which:
        found = reading.timeline(house.tx, who, which, None, LATER)
        data = pictures.timeline(t, reading.for_picture(house.tx, who, found, pictures.ROWS), who.committee)
        parts = [
            data["title"],
            data["late"],
            data["today"]["label"],
            *(mark["label"] for mark in data["marks"]),
        ]
        parts += [row[name] for row in data["rows"] for name in ("title", "when", "standing")]
        assert _foreign(language, " ".join(str(part) for part in parts if part)) == set()
