"""Settings, from the environment or `.env`, each with the prefix NAC_BOT_."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path
from typing import Literal, Self, cast, get_args

from dotenv import dotenv_values
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.dataclasses import dataclass
from bot.errors import Broken, Unavailable

PREFIX = "NAC_BOT_"
LogFormat = Literal["console", "json"]
_ENV_FILE = Path(".env")
_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
}


@contextlib.contextmanager
def usable(path: Path) -> Iterator[None]:
    """What the body does with a file or folder. Raises Unavailable("path") where that is not possible."""
    try:
        yield
    except OSError as error:
        raise Unavailable("path", path=path, reason=error.strerror or type(error).__name__) from None
    except UnicodeDecodeError:
        raise Unavailable("path", path=path, reason="it is not a text in UTF-8") from None


@dataclass(frozen=True)
class Settings:
    """What whoever runs the bot may choose. `TOKEN` and `SECRET_KEY` never appear in logs."""

    token: str | None = field(default=None, repr=False)
    api_url: str = "https://api.telegram.org"
    database_url: str | None = field(default=None, repr=False)
    data_dir: Path = Path("data")
    secret_key: str | None = field(default=None, repr=False)
    log_format: LogFormat = "console"

    @classmethod
    def read(cls) -> Self:
        """What the environment says, then `.env` in the working directory.

        What is empty counts as not said: a key of no letters would be anybody's. Raises Broken("settings") and
        Unavailable("path").
        """
        with usable(_ENV_FILE):
            said = {**dotenv_values(_ENV_FILE), **os.environ}
        given = {
            name.upper().removeprefix(PREFIX): value
            for name, value in said.items()
            if value and name.upper().startswith(PREFIX)
        }
        log_format = given.get("LOG_FORMAT", cls.log_format)
        if log_format not in get_args(LogFormat):
            raise Broken("settings", names=f"{PREFIX}LOG_FORMAT")
        return cls(
            token=given.get("TOKEN"),
            api_url=given.get("API_URL", cls.api_url),
            database_url=given.get("DATABASE_URL"),
            data_dir=Path(given.get("DATA_DIR", cls.data_dir)),
            secret_key=given.get("SECRET_KEY"),
            log_format=cast(LogFormat, log_format),
        )

    @property
    def database(self) -> str:
        """The database's URL with the driver that the bot uses. Raises Broken("database-url")."""
        if self.database_url is None:
            url = URL.create(_DRIVERS["sqlite"], database=str(self.data_dir / "nac-bot.sqlite3"))
        else:
            url = _url(self.database_url.strip())
        return url.render_as_string(hide_password=False)

    @property
    def key_file(self) -> Path:
        """Where the secret key is kept unless `SECRET_KEY` gives it."""
        return self.data_dir / "secret.key"

    def make_data_dir(self) -> None:
        """Makes DATA_DIR, for its owner only: drafts and members' names lie in it. Raises Unavailable("path")."""
        with usable(self.data_dir):
            self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)

    @property
    def has_key(self) -> bool:
        """False before the first start. Raises Unavailable("path")."""
        with usable(self.key_file):
            return self.secret_key is not None or self.key_file.exists()

    def key(self) -> bytes:
        """The secret key; made at the first start in DATA_DIR/secret.key (mode 600).

        Raises Broken("secret-key-empty") and Unavailable("path").
        """
        if self.secret_key is not None:
            return self.secret_key.encode()
        path = self.key_file
        if not path.exists():
            self.make_data_dir()
            with usable(path):
                _make_key(path)
        with usable(path):
            key = path.read_text().strip().encode()
        if not key:
            raise Broken("secret-key-empty", path=str(path))
        return key


def _url(said: str) -> URL:
    try:
        url = make_url(said)
    except (ArgumentError, ValueError):
        raise Broken("database-url") from None
    driver = _DRIVERS.get(url.drivername.partition("+")[0].lower())
    # What has no file is gone after a stop. A host with an @ is the end of a password, which nobody is to read.
    nowhere = driver == _DRIVERS["sqlite"] and (url.database in (None, "", ":memory:") or url.query)
    if driver is None or nowhere or "@" in (url.host or ""):
        raise Broken("database-url")
    return url.set(drivername=driver)


def _make_key(path: Path) -> None:
    made = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_hex(32))
    with contextlib.suppress(FileExistsError):  # whole or not at all, and the first of two stays
        os.link(made, path)
    made.unlink()
