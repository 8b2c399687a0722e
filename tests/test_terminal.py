"""The command line: each mishap one clear sentence and nothing half; no token and no words of people in the log."""

import asyncio
import io
import logging
import os
import socket
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from importlib import metadata
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlalchemy import Engine, event, text
from telegram import Bot
from telegram.error import Conflict

from bot import audit, logs
from bot.__main__ import main
from bot.app.polling import Polling, Rival
from bot.clock import Clock, FrozenClock
from bot.committee.links import invitation_number
from bot.config import Settings
from bot.errors import Failure, Unavailable
from bot.files import FOLDER, Shelf
from bot.files import records as files
from bot.group import records as groups
from bot.ids import TelegramId, UpdateId
from bot.intake import Stored
from bot.intake import records as intake
from bot.playground.doors import bot_api
from bot.playground.stage import TOKEN, Stage
from bot.playground.telegram import Telegram
from bot.store import Store, Tx
from bot.terminal.checks import check
from bot.terminal.committees import create_committee, invite_organizer
from bot.terminal.opening import database
from bot.terminal.running import migrate, run
from bot.terminal.sentences import sentence
from handlers.bot_api.transport import AiohttpRequest
from tests.conftest import KICK_OFF
from tests.journeys.house import invites, open_committee, takes_seat
from tests.store.conftest import SERVER, needs_postgres, postgres  # noqa: F401 (a fixture)

CREATE = ["committee", "create", "--code", "KG", "--country", "KG", "--time-zone", "Asia/Bishkek"]
CREATE += ["--languages", "ky,ru,en", "--name", "ky=Улуттук", "--name", "ru=Нац", "--name", "en=National"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty directory to work in, with no `.env`."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def sentence_of(command: object) -> str:
    with pytest.raises(Failure) as caught:
        await command  # type: ignore[misc]
    return sentence(caught.value)


def test_without_a_token_it_says_where_to_get_one(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert main(["run"]) == 1
    assert "NAC_BOT_TOKEN is not set. Get a token from @BotFather" in capsys.readouterr().err
    assert list(folder.iterdir()) == [], "nothing was started"


async def test_a_wrong_token_is_named_as_such_and_not_shown(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = TOKEN.replace("nobody", "anybody")
    monkeypatch.setenv("NAC_BOT_TOKEN", wrong)
    assert "Telegram does not know this token" in await sentence_of(run())
    assert wrong not in "".join(capsys.readouterr())


async def test_where_telegram_is_out_of_reach_it_says_so(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NAC_BOT_API_URL", "http://127.0.0.1:9")
    assert "Telegram cannot be reached" in await sentence_of(run())


async def test_a_second_process_on_the_token_says_so_waits_and_gives_up(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bot.app.polling.CONFLICT_SECONDS", 0.05)
    monkeypatch.setattr("bot.intake.poller.PAUSE_SECONDS", 0.01)
    telegram.fail_next("getUpdates", 409, "Conflict: terminated by other getUpdates request", times=1000)
    assert "Another process is polling with this token" in await sentence_of(run())
    assert "another process is polling with this token" in capsys.readouterr().err, "and meanwhile, too"


async def test_a_poll_that_succeeds_between_two_that_were_ended_is_no_proof_that_the_other_has_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 1000.0
    monkeypatch.setattr("bot.app.polling.monotonic", lambda: now)
    polling = Polling(Bot(TOKEN), AiohttpRequest(), Clock(), 25, lambda: None)

    async def ended_by_the_other(*_: object, **poll: object) -> list[object]:
        if poll["timeout"]:
            raise Conflict("terminated by other getUpdates request")
        return []  # it did not wait, so it was over before the other's next

    monkeypatch.setattr(polling, "_call", ended_by_the_other)
    for now in (1000, 1030, 1060, 1090):
        await polling.fetch(None, wait=False)
        with pytest.raises(Unavailable if now <= 1060 else Conflict):
            await polling.fetch(None, wait=True)


def _gives_up(began: float, *met: float) -> float | None:
    rival = Rival(began)
    for at in met:
        rival.absent(at)  # a poll that did not wait
        if rival.stays(at):
            return at
    return None


def test_a_rival_has_gone_once_it_was_not_met_for_a_minute_and_the_newcomer_gives_up_first() -> None:
    every_two_seconds = [1000 + 2.0 * i for i in range(100)]
    assert _gives_up(999, *every_two_seconds) == 1062, "it has just come"
    assert _gives_up(0, *every_two_seconds) == 1092, "it was here first"
    assert _gives_up(999, 1000, 1030, 1100, 1130, 1170) is None, "it had gone in between"


def test_a_database_newer_than_the_program_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["migrate"]) == 0
    path = folder / "data" / "nac-bot.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    monkeypatch.setenv("NAC_BOT_TOKEN", TOKEN)
    for command in (["migrate"], ["run"], CREATE):
        assert main(command) == 1
        assert "revision 9999" in capsys.readouterr().err
    assert path.read_bytes() == before


@pytest.mark.parametrize("url", ["nonsense", "oracle://x", "mysql://root@localhost/x"])
def test_a_setting_that_cannot_be_read_is_named(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NAC_BOT_DATABASE_URL", url)
    assert main(["migrate"]) == 1
    assert "NAC_BOT_DATABASE_URL" in capsys.readouterr().err
    monkeypatch.setenv("NAC_BOT_LOG_FORMAT", "loud")
    assert main(["migrate"]) == 1
    assert "NAC_BOT_LOG_FORMAT" in capsys.readouterr().err


def test_a_database_that_cannot_be_opened_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    monkeypatch.setenv("NAC_BOT_DATABASE_URL", "sqlite:////nowhere/at/all.sqlite3")
    assert main(["migrate"]) == 1
    assert "The database cannot be opened (unable to open database file)" in capsys.readouterr().err
    (folder / "text.sqlite3").write_text(
        "This is no database, but it is long enough to be taken for one." * 20
    )
    monkeypatch.setenv("NAC_BOT_DATABASE_URL", f"sqlite:///{folder / 'text.sqlite3'}")
    assert main(["migrate"]) == 1
    assert "The database cannot be opened (file is not a database)" in capsys.readouterr().err


def test_a_database_that_cannot_be_copied_is_not_migrated(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["migrate"]) == 0
    path = folder / "data" / "nac-bot.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.commit()
    connection.close()
    before = path.read_bytes()

    def refuses(*_: object) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr("bot.store.migrate._copy", refuses)
    assert main(["migrate"]) == 1
    assert "The database cannot be opened (unable to open database file)" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_committee_without_a_token_prints_the_start_payload(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(CREATE) == 0
    payload = capsys.readouterr().out.strip()
    assert invitation_number(payload) is not None
    assert len(payload) <= 64
    assert main(CREATE) == 1
    assert "A committee with the code KG exists already" in capsys.readouterr().err


async def test_a_committee_with_a_token_prints_the_link(
    telegram: Telegram, capsys: pytest.CaptureFixture[str]
) -> None:
    await create_committee(
        code="KG", names=[("en", "N")], country="KG", zone="Asia/Bishkek", languages=["en"]
    )
    assert capsys.readouterr().out.startswith("https://t.me/nac_playground_bot?start=")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["--time-zone", "Asia/Nowhere"], "There is no time zone Asia/Nowhere"),
        (["--time-zone", "../../etc"], "There is no time zone"),
        (["--time-zone", "Asia"], "There is no time zone Asia"),
        (["--code", ""], "The code '' has to be"),
        (["--code", "../KG"], "The code '../KG' has to be"),
        (["--name", "en=" + "a" * 121], "one line of at most 120 characters"),
        (["--name", "en=National\ncommittee"], "one line of at most 120 characters"),
        (["--country", "XX"], "There is no calendar of days off for XX"),
        (["--languages", "ky,ru,xx"], "There is no language xx"),
        (["--languages", "ky,Russian"], "There is no language Russian"),
        (["--name", "zz=Zz"], "There is no language zz"),
        (["--languages", "ky,ru,en,uz"], "a name in each of its languages. Missing: uz"),
        (["--languages", " , "], "A committee needs a language"),
    ],
)
@pytest.mark.usefixtures("data")
def test_a_committee_with_a_mistake_is_not_made(
    wrong: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*CREATE, *wrong]) == 1
    assert said in capsys.readouterr().err
    assert main(CREATE) == 0


def test_spaces_and_small_letters_mean_nothing(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    given = [
        "--code",
        "kg",
        "--country",
        "kg",
        "--time-zone",
        "asia/bishkek",
        "--languages",
        " KY, ru ,en,ky",
    ]
    assert main([*CREATE, *given]) == 0
    connection = sqlite3.connect(folder / "data" / "nac-bot.sqlite3")
    (kept,) = connection.execute("SELECT code, country, time_zone, languages FROM committees").fetchall()
    connection.close()
    assert kept == ("KG", "KG", "Asia/Bishkek", '["ky","ru","en"]')
    assert main(CREATE) == 1
    assert "A committee with the code KG exists already" in capsys.readouterr().err
    assert main(["committee", "organizer", "--code", "kg"]) == 0


def test_the_link_stands_alone_and_beside_it_what_to_do_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(CREATE) == 0
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 1
    assert "makes whoever opens it an organizer: once, until 20" in said.err
    assert "NAC_BOT_TOKEN is not set" in said.err


def _file_for_folder(folder: Path) -> None:
    (folder / "data").write_text("")


def _no_text(folder: Path) -> None:
    (folder / ".env").write_bytes(b"\xff\xfeNAC_BOT_TOKEN=1:a")


def _key_is_a_folder(folder: Path) -> None:
    assert main(CREATE) == 0
    (folder / "data" / "secret.key").unlink()
    (folder / "data" / "secret.key").mkdir()


@pytest.mark.parametrize(
    ("spoilt", "named"),
    [
        (_file_for_folder, "data cannot be used: File exists"),
        (_no_text, ".env cannot be used: it is not a text in UTF-8"),
        (_key_is_a_folder, "data/secret.key cannot be used: Is a directory"),
    ],
)
def test_a_file_or_folder_that_cannot_be_used_is_named(
    spoilt: Callable[[Path], None],
    named: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    spoilt(folder)
    monkeypatch.setenv("NAC_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("NAC_BOT_API_URL", "http://127.0.0.1:9")
    capsys.readouterr()
    assert main(["run"]) == 1
    assert named in capsys.readouterr().err
    monkeypatch.delenv("NAC_BOT_TOKEN")
    assert main([*CREATE, "--code", "MN"]) == 1
    assert named in capsys.readouterr().err
    assert main(["check"]) == 1


def test_what_lies_in_the_data_folder_is_for_its_owner_only(folder: Path) -> None:
    old = os.umask(0)
    try:
        assert main(["migrate"]) == 0
    finally:
        os.umask(old)
    assert (folder / "data").stat().st_mode & 0o777 == 0o700


async def test_check_finds_a_database_and_a_folder_that_can_only_be_read(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    await migrate()

    def only_reads(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(
            "PRAGMA query_only=ON"
        )  # as a file that is another user's: BEGIN IMMEDIATE succeeds

    event.listen(Engine, "connect", only_reads)
    try:
        assert await check() == 1
    finally:
        event.remove(Engine, "connect", only_reads)
    assert "✗ database: The database cannot be opened (attempt to write a readonly database)" in (
        capsys.readouterr().out
    )
    (Path("data") / FOLDER).mkdir()
    for shut, line in ((Path("data"), "✗ settings"), (Path("data") / FOLDER, "✗ files")):
        monkeypatch.setattr(os, "access", lambda path, _mode, shut=shut: Path(path) != shut)
        assert await check() == 1
        assert f"{line}: No file can be put into {shut}. See whose it is" in capsys.readouterr().out


def test_check_says_where_the_data_folder_is_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "data").write_text("somebody's notes")
    monkeypatch.setenv("NAC_BOT_API_URL", "http://127.0.0.1:9")
    assert main(["check"]) == 1
    assert "✗ settings: data cannot be used: Not a directory" in capsys.readouterr().out


def test_a_demo_says_before_its_story_that_it_could_not_be_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["demo", "--port", str(port)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert (
        f"Port {port} on 127.0.0.1 is taken. Choose another: make demo PORT={port % 65535 + 1}, or nac-bot demo"
        in said.err
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--port", "65536"], "'65536' is no port"),
        (["--port", "-1"], "'-1' is no port"),
        (["--anchor", "2022-02-30"], "'2022-02-30' is no date of the form 2022-12-08"),
        (["--anchor", "0001-01-01"], "'0001-01-01' is too far away: the story plays from 1993 to 2099"),
        (["--anchor", "9999-12-31"], "'9999-12-31' is too far away: the story plays from 1993 to 2099"),
    ],
)
def test_what_the_demo_cannot_use_is_named(
    given: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["demo", *given])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_it_tells_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"nac-bot {metadata.version('nac-bot')}\n"


def test_what_the_environment_says_goes_before_the_file_in_the_working_directory(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".env").write_text(
        "NAC_BOT_TOKEN='from the file'\nNAC_BOT_DATA_DIR=here\nOTHER=1\nnac_bot_log_format=json\n"
    )
    monkeypatch.setenv("NAC_BOT_TOKEN", "from outside")
    monkeypatch.setenv("NAC_BOT_SECRET_KEY", "of nobody else")
    given = Settings.read()
    assert (given.token, given.data_dir, given.log_format) == ("from outside", Path("here"), "json")
    assert given.key() == b"of nobody else"
    assert given.api_url == "https://api.telegram.org"
    assert "outside" not in repr(given)
    assert "nobody" not in repr(given)


def test_a_setting_without_a_value_is_not_set_and_a_key_of_no_letters_is_never_used(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("TOKEN", "API_URL", "DATABASE_URL", "DATA_DIR", "SECRET_KEY", "LOG_FORMAT")
    (folder / ".env").write_text("".join(f"NAC_BOT_{name}=\n" for name in names))
    assert Settings.read() == Settings()
    assert len(Settings.read().key()) == 64
    for name in names:
        monkeypatch.setenv(f"NAC_BOT_{name}", "")
    assert Settings.read() == Settings()


def test_check_says_of_a_key_that_it_could_be_guessed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NAC_BOT_API_URL", "http://127.0.0.1:9")
    for key, guessed in (("a" * 31, True), ("a" * 32, False)):
        monkeypatch.setenv("NAC_BOT_SECRET_KEY", key)
        assert main(["check"]) == 1, "there is no token"
        line = next(line for line in capsys.readouterr().out.splitlines() if "settings" in line)
        assert line.startswith("✓")
        assert ("could guess it" in line) is guessed


def test_the_secret_key_is_made_once_and_for_its_owner_only(folder: Path) -> None:
    settings = Settings(data_dir=folder / "data")
    old = os.umask(0)
    try:
        key = settings.key()
    finally:
        os.umask(old)
    path = folder / "data" / "secret.key"
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(key) == 64
    assert settings.key() == key
    assert [file.name for file in path.parent.iterdir()] == ["secret.key"]
    path.write_text("")
    with pytest.raises(Failure) as caught:
        settings.key()
    assert "is empty" in sentence(caught.value)


async def test_check_says_what_is_right_and_what_is_not(
    telegram: Telegram, capsys: pytest.CaptureFixture[str]
) -> None:
    await migrate()
    assert await check() == 0
    out = capsys.readouterr().out
    assert [line[0] for line in out.splitlines()[1:]] == ["✓"] * 8
    assert "@nac_playground_bot" in out
    assert "groups: no committee has connected one" in out
    assert "updates: none is parked, none waits" in out


async def test_check_tells_since_when_somebody_waits_for_an_answer(
    telegram: Telegram, capsys: pytest.CaptureFixture[str]
) -> None:
    await migrate()
    left = [
        Stored(UpdateId(n), TelegramId(n), {"update_id": n}, KICK_OFF + timedelta(minutes=n)) for n in (1, 2)
    ]
    async with database(Settings.read()) as store:
        await store.write(lambda tx: intake.store(tx, left))
    assert await check() == 0
    assert "none is parked, the oldest that waits came 2022-12-08 08:01 UTC" in capsys.readouterr().out


async def test_check_with_a_server_that_does_not_say_the_time_finds_nothing_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def says_no_time(_request: web.Request, answer: web.StreamResponse) -> None:
        answer.headers.popall("Date", None)

    api = bot_api(Telegram(Clock(), TOKEN))
    api.on_response_prepare.append(says_no_time)
    async with TestServer(api) as server:
        monkeypatch.setenv("NAC_BOT_API_URL", str(server.make_url("")))
        monkeypatch.setenv("NAC_BOT_TOKEN", TOKEN)
        await migrate()
        assert await check() == 0
    assert "clock: not compared: the Bot API server does not say what time it is" in capsys.readouterr().out


def test_check_before_the_first_start_makes_nothing_and_names_each_cause_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NAC_BOT_API_URL", "http://127.0.0.1:9")
    assert main(["check"]) == 1
    out = capsys.readouterr().out
    assert out.count("There is no database at data/nac-bot.sqlite3 yet") == 1
    assert "– audit: not looked at; first mend database" in out
    assert "✗ token: NAC_BOT_TOKEN is not set" in out
    assert "– groups: not looked at; first mend database, token" in out
    assert list(folder.iterdir()) == []


async def test_check_wants_privacy_mode_on_and_the_key_for_its_owner_only(
    telegram: Telegram, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    await migrate()
    Settings.read().key()
    (folder / "data" / "secret.key").chmod(0o644)
    telegram.profile.privacy_mode = False
    assert await check() == 1
    out = capsys.readouterr().out
    assert "chmod 600" in out
    assert "/setprivacy, Enable" in out
    telegram.profile.privacy_mode, telegram.profile.joins_groups = True, False
    assert await check() == 1
    assert "/setjoingroups, Enable" in capsys.readouterr().out


async def test_without_its_key_a_committee_is_not_given_another_silently(
    telegram: Telegram, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await asyncio.to_thread(main, CREATE) == 0
    (folder / "data" / "secret.key").unlink()
    capsys.readouterr()
    assert await check() == 1
    assert "is not there, though there is a committee" in capsys.readouterr().out
    assert "is not there, though there is a committee" in await sentence_of(run())
    assert "is not there" in await sentence_of(invite_organizer("KG"))
    assert not (folder / "data" / "secret.key").exists()
    monkeypatch.setenv("NAC_BOT_SECRET_KEY", "another, on purpose, and a long one")
    assert await check() == 0


async def test_check_names_the_committees_whose_group_the_bot_is_no_longer_in(
    telegram: Telegram, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await asyncio.to_thread(main, CREATE) == 0
    asel = telegram.user("Asel")
    group = telegram.group("The committee", asel)
    telegram.add_bot(group, asel)
    store = Store(Settings.read().database)
    await store.open()

    def bind(tx: Tx) -> None:
        groups.add(tx, TelegramId(group.id), group.title, None, Clock().now())
        groups.change(tx, TelegramId(group.id), committee=1, leave_at=None)

    await store.write(bind)
    await store.close()
    assert await check() == 0
    assert "✓ groups: KG" in capsys.readouterr().out
    telegram.remove_bot(group, asel)
    assert await check() == 1
    assert "✗ groups: The bot is no longer in the group of: KG." in capsys.readouterr().out


def test_whoever_runs_the_server_can_invite_one_more_organizer(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(CREATE) == 0
    first = invitation_number(capsys.readouterr().out.strip())
    assert main(["committee", "organizer", "--code", "KG"]) == 0
    second = invitation_number(capsys.readouterr().out.strip())
    assert second is not None
    assert second != first
    assert main(["committee", "organizer", "--code", "MN"]) == 1
    assert "no committee with the code MN" in capsys.readouterr().err


async def test_check_tells_where_the_audit_log_was_tampered_with(
    telegram: Telegram, capsys: pytest.CaptureFixture[str]
) -> None:
    await migrate()
    store = Store(Settings.read().database)
    await store.open()
    for number in range(3):
        facts = {"finding": number}
        await store.write(lambda tx, facts=facts: audit.record(tx, "finding-kept", facts, at=Clock().now()))  # type: ignore[misc]
    await store.write(lambda tx: tx.execute(text("UPDATE audit SET what = 'x' WHERE sequence = 2")))
    await store.close()
    assert await check() == 1
    assert "entry 2 does not follow" in capsys.readouterr().out


async def test_check_names_the_files_that_are_lost_or_damaged(
    telegram: Telegram, capsys: pytest.CaptureFixture[str]
) -> None:
    await migrate()
    chosen = Settings.read()
    folder = chosen.data_dir / FOLDER
    store, shelf = Store(chosen.database), Shelf(folder)
    good, lost, damaged = [await shelf.put(data) for data in (b"good", b"lost", b"damaged")]
    await store.open()
    for digest in (good, lost, damaged):
        await store.write(lambda tx, digest=digest: files.keep(tx, digest, 4, Clock().now()))  # type: ignore[misc]
    await store.close()
    assert await check() == 0
    assert "files: 3 kept, each as it was given" in capsys.readouterr().out
    (folder / lost[:2] / lost).unlink()
    (folder / damaged[:2] / damaged).write_bytes(b"other")
    assert await check() == 1
    out = capsys.readouterr().out
    assert f"{lost} (lost)" in out
    assert f"{damaged} (damaged)" in out
    assert good not in out


@needs_postgres
@pytest.mark.slow
def test_a_servers_database_is_migrated_by_the_command_and_not_by_a_start(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    postgres: str,  # noqa: F811
) -> None:
    assert SERVER in os.environ
    monkeypatch.setenv("NAC_BOT_DATABASE_URL", postgres.replace("+psycopg", ""))
    monkeypatch.setenv("NAC_BOT_TOKEN", TOKEN)
    assert main(["run"]) == 1
    assert "The database has no tables yet. Run: nac-bot migrate" in capsys.readouterr().err
    assert main(["migrate"]) == 0
    assert main(["migrate"]) == 0
    assert "The database is up to date" in capsys.readouterr().out
    monkeypatch.delenv("NAC_BOT_TOKEN")
    assert main(CREATE) == 0
    assert invitation_number(capsys.readouterr().out.strip()) is not None


async def test_no_log_line_holds_the_token_or_what_people_wrote(
    data: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.StringIO()
    logs.configure("console", TOKEN, stream, logging.DEBUG)
    telegram = Telegram(clock, TOKEN)
    async with TestServer(bot_api(telegram)) as server:
        bot = Stage(telegram, clock, data, str(server.make_url("")).rstrip("/"), AiohttpRequest)
        await bot.start()
        anna = await open_committee(bot)
        (link,) = await invites(anna, "Secretive Bureau,,consultant,Nurlan Unmentioned,en")
        nurlan = bot.someone("Nurlan Unwritten")
        await takes_seat(nurlan, link)
        await nurlan.says("/newfinding")
        await nurlan.press("knowledge gap")
        await nurlan.press("English")
        telegram.fail_next("sendMessage", 429, "Too Many Requests: retry after 1", {"retry_after": 1})
        await nurlan.says("Undisclosed title\nUnpublished body")
        await bot.move(clock.now().replace(hour=23))
        monkeypatch.setattr("handlers.home.screen", lambda *_: 1 / 0)
        await nurlan.says("/menu Unrepeated words")
        telegram.cut_next("sendMessage", 1)
        await nurlan.says("Unspoken words")
        await bot.restart()
        await bot.stop()
        await asyncio.sleep(0)
    written = stream.getvalue()
    assert "an update failed" in written, "the log was on"
    for secret in (TOKEN, TOKEN.partition(":")[2], "Secretive", "Unmentioned", "Unwritten", "Undisclosed"):
        assert secret not in written
    for secret in ("Unpublished", "Unrepeated", "Unspoken", link.partition("start=")[2]):
        assert secret not in written
