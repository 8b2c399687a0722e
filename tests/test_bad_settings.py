"""What whoever runs the bot may get wrong: each time one sentence that says what to do, and never a password."""

import os
import secrets
import socketserver
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, make_url, text

from bot.__main__ import main
from bot.config import Settings
from tests.store.conftest import needs_postgres, postgres

__all__ = ["postgres"]
PASSWORD = "hunter2-of-the-committee"
CREATE = ["committee", "create", "--code", "KG", "--country", "KG", "--time-zone", "Asia/Bishkek"]
CREATE += ["--languages", "en", "--name", "en=National"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty directory to work in, with no `.env`."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sentence_of(command: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Of a command that fails; nothing else is said, and no password."""
    capsys.readouterr()
    assert main(command) == 1
    out, err = capsys.readouterr()
    assert PASSWORD not in out + err
    if command == ["check"]:
        (line,) = [line for line in out.splitlines() if line.startswith("✗ database: ")]
        assert err == ""
        return line.removeprefix("✗ database: ")
    (line,) = err.splitlines()
    return line


@pytest.mark.parametrize("command", [["migrate"], ["check"], CREATE], ids=lambda command: str(command[0]))
@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "sqlite:file.sqlite3",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file.sqlite3?mode=ro",
        f"oracle://bot:{PASSWORD}@host/name",
        f"postgresql://bot:{PASSWORD}@host:port/name",
        f"postgresql://bot:half@{PASSWORD}@host/name",
        f"postgresql://bot:{PASSWORD}@host/name?host=one:1&host=two:x",
    ],
)
def test_a_url_that_names_no_database_is_answered_with_how_to_write_one(
    url: str, command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NAC_BOT_DATABASE_URL", url)
    monkeypatch.setenv("NAC_BOT_API_URL", "http://127.0.0.1:9")
    assert sentence_of(command, capsys).startswith(
        "NAC_BOT_DATABASE_URL cannot be read. Write sqlite:///path/to/a/file or postgresql://user:password@host/name"
    )


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        (f"postgresql://bot:{PASSWORD}@127.0.0.1:1/name", "Connection refused"),
        (f"postgresql://bot:{PASSWORD}@127.0.0.1:1/name?colour=red", 'invalid connection option "colour"'),
        (
            f"postgresql://bot:{PASSWORD}@127.0.0.1:1/name?connect_timeout=soon",
            "bad value for connect_timeout",
        ),
        (f"postgresql://bot:{PASSWORD}@127.0.0.1:99999/name", 'invalid port number: "99999"'),
        (f"postgres://bot:{PASSWORD}@127.0.0.1:1/name?sslmode=maybe", 'invalid sslmode value: "maybe"'),
    ],
)
def test_a_server_that_cannot_be_reached_as_the_url_says_is_told_by_the_reason(
    url: str, reason: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NAC_BOT_DATABASE_URL", url)
    for command in (["migrate"], ["check"], CREATE):
        found = sentence_of(command, capsys)
        assert found.startswith("The database cannot be opened (")
        assert reason in found


class _Refuses(socketserver.StreamRequestHandler):
    """A server that offers no encryption and knows another password."""

    def handle(self) -> None:
        while True:
            length = int.from_bytes(self.rfile.read(4))
            asked = int.from_bytes(self.rfile.read(4))
            self.rfile.read(length - 8)
            if asked == 3 << 16:
                break
            self.wfile.write(b"N")
        fields = (b"SFATAL", b"C28P01", b'Mpassword authentication failed for user "bot"', b"")
        said = b"\0".join(fields) + b"\0"
        self.wfile.write(b"E" + (len(said) + 4).to_bytes(4) + said)


def test_a_wrong_password_is_told_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Refuses) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"postgresql://bot:{PASSWORD}@127.0.0.1:{server.server_address[1]}/name"
        monkeypatch.setenv("NAC_BOT_DATABASE_URL", url)
        for command in (["migrate"], ["check"], CREATE):
            assert 'password authentication failed for user "bot"' in sentence_of(command, capsys)
        server.shutdown()


def test_without_its_driver_a_server_is_answered_with_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NAC_BOT_DATABASE_URL", f"postgresql://bot:{PASSWORD}@127.0.0.1:1/name")
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.delitem(sys.modules, "bot.store.server", raising=False)
    for command in (["migrate"], ["check"], CREATE):
        assert "pip install 'nac-bot[postgres]'" in sentence_of(command, capsys)


@pytest.mark.parametrize(
    "said",
    ["postgres://", "postgresql://", "postgresql+psycopg_async://", "POSTGRESQL+psycopg2://", " postgres://"],
)
def test_a_server_is_spoken_to_with_the_one_driver_that_there_is(said: str) -> None:
    found = Settings(database_url=f"{said}bot:{PASSWORD}@host/name").database
    assert found == f"postgresql+psycopg://bot:{PASSWORD}@host/name"


@pytest.mark.parametrize("name", ["data", "da%20ta", "da?ta=1", "да#та"])
def test_the_data_lie_where_the_setting_says_whatever_letters_it_has(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NAC_BOT_DATA_DIR", name)
    assert main(["migrate"]) == 0
    assert [path.name for path in folder.iterdir()] == [name]
    assert (folder / name / "nac-bot.sqlite3").exists()


_IN_LITTLE_ROOM = """
import resource, sys
from bot.__main__ import main
resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))
sys.exit(main({command}))
"""


def _in_little_room(room: int, command: list[str]) -> subprocess.CompletedProcess[str]:
    code = _IN_LITTLE_ROOM.format(room=room, command=command)
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=False)


@pytest.mark.slow
def test_where_there_is_no_room_for_a_database_it_says_so_and_what_there_is_stays_as_it_is(
    folder: Path,
) -> None:
    """No file of this process may grow beyond so many bytes, as on a disk that is full."""
    tried = _in_little_room(100_000, ["migrate"])
    assert tried.returncode == 1
    assert tried.stderr.startswith("The database cannot be opened (disk I/O error: is the disk full?)")
    assert len(tried.stderr.splitlines()) == 1
    assert main(["migrate"]) == 0
    path = folder / "data" / "nac-bot.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.close()
    before = path.read_bytes()
    tried = _in_little_room(100_000, ["migrate"])
    assert tried.returncode == 1
    assert len(tried.stderr.splitlines()) == 1
    assert path.read_bytes() == before
    assert list(folder.glob("data/*.before-*")) == [], "half a copy takes the room that is wanting"


@needs_postgres
@pytest.mark.slow
def test_a_server_that_does_not_let_the_bot_write_says_why(
    postgres: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    role = f"nac_{secrets.token_hex(6)}"
    owner = make_url(postgres)
    engine = create_engine(owner, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(f"CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}'"))
        connection.execute(text("REVOKE CREATE ON SCHEMA public FROM PUBLIC"))
    as_role = owner.set(username=role, password=PASSWORD)
    try:
        monkeypatch.setenv("NAC_BOT_DATABASE_URL", as_role.render_as_string(hide_password=False))
        assert "permission denied for schema public" in sentence_of(["migrate"], capsys)
        only_read = owner.update_query_dict({"options": "-c default_transaction_read_only=on"})
        monkeypatch.setenv("NAC_BOT_DATABASE_URL", only_read.render_as_string(hide_password=False))
        assert "read-only transaction" in sentence_of(["migrate"], capsys)
        monkeypatch.setenv("NAC_BOT_DATABASE_URL", postgres)
        assert main(["migrate"]) == 0
        monkeypatch.setenv("NAC_BOT_DATABASE_URL", as_role.render_as_string(hide_password=False))
        for command in (["check"], CREATE):
            assert "permission denied for table" in sentence_of(command, capsys)
        nowhere = as_role.set(database="no_such_database")
        monkeypatch.setenv("NAC_BOT_DATABASE_URL", nowhere.render_as_string(hide_password=False))
        assert 'database "no_such_database" does not exist' in sentence_of(["migrate"], capsys)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP ROLE {role}"))
