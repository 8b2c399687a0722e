"""The constant that spares a start Alembic must be Alembic's own answer."""

from importlib.resources import files

from alembic.config import Config
from alembic.script import ScriptDirectory

from migrations import NEWEST


def test_the_newest_revision_is_alembics_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(files("migrations")))
    assert ScriptDirectory.from_config(config).get_heads() == [NEWEST]
