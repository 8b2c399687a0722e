"""The plan of the kick-off, as a consultant types it, and short ways to store plans in tests."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from bot.ids import MilestoneId
from bot.timeline import posting, records, typed_plan
from bot.timeline.model import Milestone
from bot.timeline.plan import Line, between
from tests.findings.house import AT, House

TODAY = date(2022, 12, 8)
KICK_OFF = """8 декабря 2022 г. — Вводный брифинг
22 декабря — Протокол разослан
до 5 января — Вводный отчёт
19 января – 30 марта — Полевой этап
13–27 апреля 2023 г. — Предварительные выводы открыты для замечаний
25.05.2023 — Проект отчёта, версия 1
08.06.2023 — Голосование по положениям определения
22.06.2023 — Валидационный семинар (гибридный)
20.07.2023 — Итоговый отчёт
17.08.2023 — Диалог по вопросам политики
31 августа 2023 — Страница страны для РКК"""


def lines(text: str = KICK_OFF, language: str = "ru") -> list[Line]:
    """A plan typed on the day of the kick-off."""
    return between(typed_plan.read(text, language, TODAY))


def posted(house: House, text: str = KICK_OFF, *, reason: str = "", adding: bool = False) -> list[Milestone]:
    """A plan that the consultant has confirmed; all that is stored then, in order."""
    here = house.consultant.committee.id
    posting.post(
        house.tx,
        house.consultant,
        lines(text),
        revision=records.revision(house.tx, here),
        reason=reason,
        adding=adding,
        at=AT,
    )
    return records.whole_plan(house.tx, here)


def chained(house: House, milestones: Sequence[Milestone]) -> None:
    """Each depends on the one before it."""
    pairs = [(after.id, before.id) for before, after in pairwise(milestones)]
    records.add_needs(house.tx, pairs)


def now(house: House, number: MilestoneId) -> Milestone:
    """A milestone as it stands."""
    found = records.milestone(house.tx, number)
    assert found is not None
    return found
