"""Settings, from the environment or `.env`, each with the prefix NAC_BOT_."""

import contextlib
import os
import secrets
from pathlib import Path
from typing import Literal

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import Broken


class Settings(BaseSettings):
    """What whoever runs the bot may choose. `TOKEN` and `SECRET_KEY` never appear in logs."""

    model_config = SettingsConfigDict(env_prefix="NAC_BOT_", env_file=".env", extra="ignore")

    token: SecretStr | None = None
    api_url: str = "https://api.telegram.org"
    database_url: str | None = None
    data_dir: Path = Path("data")
    secret_key: SecretStr | None = None
    log_format: Literal["console", "json"] = "console"

    @property
    def database(self) -> str:
        """The database's URL with the driver that the bot uses."""
        if self.database_url is None:
            return f"sqlite+aiosqlite:///{self.data_dir / 'nac-bot.sqlite3'}"
        for plain, ours in (
            ("sqlite://", "sqlite+aiosqlite://"),
            ("postgresql://", "postgresql+psycopg://"),
            ("postgres://", "postgresql+psycopg://"),
        ):
            if self.database_url.startswith(plain):
                return ours + self.database_url.removeprefix(plain)
        return self.database_url

    @property
    def key_file(self) -> Path:
        """Where the secret key is kept unless `SECRET_KEY` gives it."""
        return self.data_dir / "secret.key"

    @property
    def has_key(self) -> bool:
        """False before the first start."""
        return self.secret_key is not None or self.key_file.exists()

    def key(self) -> bytes:
        """The secret key; made at the first start in DATA_DIR/secret.key (mode 600).

        Raises Broken("secret-key-empty").
        """
        if self.secret_key is not None:
            return self.secret_key.get_secret_value().encode()
        path = self.key_file
        if not path.exists():
            self.data_dir.mkdir(parents=True, exist_ok=True)
            made = path.with_suffix(f".{os.getpid()}")
            with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(secrets.token_hex(32))
            with contextlib.suppress(FileExistsError):  # whole or not at all, and the first of two stays
                os.link(made, path)
            made.unlink()
        key = path.read_text().strip().encode()
        if not key:
            raise Broken("secret-key-empty", path=str(path))
        return key
