"""What has had its time is gone after the night; what has not is still there."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.app import retention
from bot.app.retention import Retention
from bot.audit.records import audit as entries
from bot.clock import Clock, FrozenClock
from bot.committee import invitations
from bot.committee import records as roster
from bot.committee import service as committee
from bot.committee.model import Actor, Reach, Role
from bot.committee.records import tables as roster_tables
from bot.committee.roster import RosterLine
from bot.delivery import records as letters
from bot.delivery import write_letter
from bot.delivery.model import State
from bot.errors import Refusal
from bot.forms import Open, Slot
from bot.forms import records as forms
from bot.ids import CommitteeId, LetterId, MembershipId, PersonId, TelegramId
from bot.playground.doors import InProcess
from bot.playground.stage import Stage
from bot.store import Store, Tx
from bot.store.migrate import forget_copies
from tests.conftest import KICK_OFF
from tests.journeys.house import NAMES

DAY = timedelta(days=1)


@pytest.fixture
async def organizer(store: Store) -> Actor:
    """The organizer of a committee with one member who has not joined."""

    def body(tx: Tx) -> Actor:
        made = committee.create_committee(
            tx, code="KG", names=NAMES, country="KG", zone="Asia/Bishkek", languages=["ky"], at=KICK_OFF
        )
        membership = roster.membership(tx, made.membership)
        assert membership is not None
        roster.change_person(
            tx, membership.person, telegram_id=TelegramId(77), joined_at=KICK_OFF, reach=Reach.REACHABLE
        )
        roster.rename(tx, membership.person, "Anna Organizer", "Anna")
        who = committee.actor(tx, membership.person, membership.committee)
        line = RosterLine(1, "Union", "workers", Role.MEMBER, "Nurlan Absent", "ky")
        committee.import_roster(tx, who, [line], KICK_OFF)
        return who

    return await store.write(body)


def _right(_now: datetime) -> bool:
    return True


async def night(store: Store, at: datetime) -> None:
    """What falls due at that instant."""
    due = await store.read(lambda tx: Retention(_right).due(tx, at))
    for item in due.items:
        await store.write(item)


async def settings(store: Store, here: CommitteeId, values: Mapping[str, object]) -> None:
    """The committee's own limits."""
    change = (
        roster_tables.committees.update()
        .where(roster_tables.committees.c.id == here)
        .values(settings=dict(values))
    )
    await store.write(lambda tx: tx.execute(change))


async def count(store: Store, table: str) -> int:
    """Rows of a table."""
    from bot.store.tables import metadata

    counted = select(func.count()).select_from(metadata.tables[table])
    return int(await store.read(lambda tx: tx.execute(counted).scalar_one()))


def test_it_is_due_at_a_start_and_then_every_night_at_three_in_bishkek() -> None:
    job = Retention(_right)
    first = job.due(None, KICK_OFF)  # type: ignore[arg-type]
    assert len(first.items) == 1
    assert first.next_at == datetime.fromisoformat("2022-12-09T03:00+06:00")
    later = job.due(None, KICK_OFF + timedelta(hours=2))  # type: ignore[arg-type]
    assert (later.items, later.next_at) == ((), first.next_at)
    assert len(job.due(None, first.next_at).items) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize(("limits", "days"), [({}, 90), ({"letters_kept_days": 10}, 10)])
async def test_letters_go_after_the_committees_days(
    store: Store, organizer: Actor, limits: Mapping[str, object], days: int
) -> None:
    here = organizer.committee.id
    await settings(store, here, limits)

    def body(tx: Tx) -> None:
        write_letter(tx, "joined", organizer.person.id, key="1", at=KICK_OFF, committee=here)
        write_letter(tx, "joined", organizer.person.id, key="2", at=KICK_OFF, committee=here)
        letters.settle(tx, LetterId(1), State.SENT, KICK_OFF)

    await store.write(body)
    await night(store, KICK_OFF + days * DAY)
    assert await count(store, "letters") == 2
    await night(store, KICK_OFF + days * DAY + timedelta(seconds=1))
    assert await count(store, "letters") == 1  # the other one waits to be sent


async def test_a_form_that_nobody_touches_is_not_kept_for_ever(store: Store, organizer: Actor) -> None:
    here, person = organizer.committee.id, organizer.person.id
    await store.write(
        lambda tx: forms.save(tx, person, Slot.FORM, Open("invite", here, {"draft": "…"}), KICK_OFF)
    )
    await night(store, KICK_OFF + 90 * DAY)
    assert await count(store, "forms") == 1
    await night(store, KICK_OFF + 91 * DAY)
    assert await count(store, "forms") == 0


async def test_the_name_on_an_invitation_that_lapsed_goes_and_the_seat_stays(
    store: Store, organizer: Actor
) -> None:
    async def names() -> list[str]:
        return await store.read(lambda tx: [e.person.name for e in committee.entries(tx, organizer)])

    await night(store, KICK_OFF + 120 * DAY)
    assert await names() == ["Nurlan Absent", "Anna Organizer"]
    await night(store, KICK_OFF + 121 * DAY)
    assert await names() == ["", "Anna Organizer"]


async def test_a_new_link_keeps_the_name(store: Store, organizer: Actor) -> None:
    def renew(tx: Tx) -> None:
        absent = next(e for e in committee.entries(tx, organizer) if e.seat is not None)
        invitations.renew_invitation(tx, organizer, MembershipId(absent.membership), KICK_OFF + 100 * DAY)

    await store.write(renew)
    await night(store, KICK_OFF + 121 * DAY)
    people = await store.read(lambda tx: [e.person.name for e in committee.entries(tx, organizer)])
    assert "Nurlan Absent" in people


async def test_a_year_after_the_project_everybody_is_erased_and_the_log_says_so(
    store: Store, organizer: Actor
) -> None:
    ends = KICK_OFF.date()
    await settings(store, organizer.committee.id, {"project_ends": ends.isoformat()})
    last = KICK_OFF + 365 * DAY
    assert last.date() == date(2023, 12, 8)
    await night(store, last)
    assert await store.read(lambda tx: committee.person_of(tx, TelegramId(77))) is not None
    await night(store, last + DAY)
    assert await store.read(lambda tx: committee.person_of(tx, TelegramId(77))) is None
    assert await count(store, "names") == 0
    assert await count(store, "pseudonyms") == 0
    outcome = await store.write(lambda tx: retention.sweep(tx, last + 2 * DAY))
    assert outcome is None  # nobody is left to erase


async def test_whoever_was_taken_off_the_last_roster_is_erased_after_a_month(
    store: Store, organizer: Actor
) -> None:
    await store.write(lambda tx: roster.end_membership(tx, organizer.membership, KICK_OFF))
    await night(store, KICK_OFF + 30 * DAY)
    assert await store.read(lambda tx: roster.person(tx, PersonId(organizer.person.id))) is not None
    assert await store.read(lambda tx: committee.person_of(tx, TelegramId(77))) is not None
    await night(store, KICK_OFF + 31 * DAY)
    assert await store.read(lambda tx: committee.person_of(tx, TelegramId(77))) is None


async def test_bytes_that_nobody_refers_to_and_old_copies_are_removed(bot: Stage) -> None:
    """The shelf looks at the files' own times, so the clock is moved past today."""
    await bot.app.shelf.put(b"nobody's")
    copy = bot.data / "nac-bot.sqlite3.before-0001-20220101T000000"
    copy.write_bytes(b"an old database")
    today = Clock().now()
    assert forget_copies(bot.url, today - DAY) == 0
    await bot.move(bot.clock.now() + DAY)
    assert copy.exists()
    bot.app.clock.move(today + 8 * DAY)
    bot.telegram.updates.release()  # a poll, and with it a look at Telegram's clock
    await bot.settle()
    clearing = bot.app.clearing.files
    assert clearing is not None
    await clearing
    assert not copy.exists()
    assert [p for p in (bot.data / "files").rglob("*") if p.is_file()] == []


async def test_erasing_people_by_the_clock_is_an_entry_of_the_log(bot: Stage) -> None:
    from tests.journeys.scenes import assemble

    scene = await assemble(bot)
    ends = bot.clock.now().date() - timedelta(days=365)
    await settings(bot.app.store, scene.where, {"project_ends": ends.isoformat()})
    await bot.move(bot.clock.now() + 2 * DAY)
    rows = await bot.app.store.read(lambda tx: tx.execute(select(entries)).all())
    assert [(row.what, row.actor) for row in rows] == [("committee-created", None), ("people-erased", None)]
    await scene["damir"].says("/start")
    assert "secretariat" in scene["damir"].screen


def test_it_waits_until_the_clock_is_known_to_be_right_and_then_does_not_wait_for_the_night() -> None:
    job = Retention(lambda now: now == KICK_OFF)
    ahead = job.due(None, KICK_OFF + 800 * DAY)  # type: ignore[arg-type]
    assert (ahead.items, ahead.next_at, job.waiting) == ((), None, True)
    assert len(job.due(None, KICK_OFF).items) == 1  # type: ignore[arg-type]
    assert not job.waiting


async def test_the_bot_believes_its_clock_only_after_telegrams_has_agreed(bot: Stage) -> None:
    from tests.journeys.scenes import assemble

    scene = await assemble(bot)
    ends = bot.clock.now().date() - timedelta(days=365)
    await settings(bot.app.store, scene.where, {"project_ends": ends.isoformat()})
    known = await count(bot.app.store, "names")
    theirs = bot.telegram.clock = FrozenClock(bot.clock.now())  # from now on it goes its own way
    await bot.move(bot.clock.now() + 2 * DAY)
    assert await count(bot.app.store, "names") == known, "Telegram says that it is not that late"
    theirs.move(bot.clock.now())
    await bot.move(bot.clock.now() + timedelta(minutes=1))
    assert await count(bot.app.store, "names") == known - len(scene.people)


async def test_a_server_that_does_not_say_the_time_is_believed_by_the_hour_of_what_somebody_just_sent(
    bot: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.journeys.scenes import assemble

    monkeypatch.setattr(InProcess, "date", None)  # a Bot API server of one's own
    scene = await assemble(bot)
    ends = bot.clock.now().date() - timedelta(days=365)
    await settings(bot.app.store, scene.where, {"project_ends": ends.isoformat()})
    known = await count(bot.app.store, "names")
    theirs = bot.telegram.clock = FrozenClock(bot.clock.now())
    await bot.move(bot.clock.now() + 2 * DAY)
    await scene["damir"].says("/menu")
    assert await count(bot.app.store, "names") == known, "for Telegram it was sent two days ago"
    theirs.move(bot.clock.now())
    await scene["damir"].says("/menu")
    await bot.settle()
    assert await count(bot.app.store, "names") == known - len(scene.people)


async def test_with_a_wrong_clock_the_bot_does_not_start(bot: Stage) -> None:
    await bot.stop()
    bot.telegram.clock = FrozenClock(bot.clock.now() - DAY)
    with pytest.raises(Refusal) as caught:
        await bot.restart()
    assert (caught.value.code, caught.value.facts) == ("clock-wrong", {"seconds": 86400})
