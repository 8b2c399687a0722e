"""What this room keeps of one person: the groups to which they added the bot. Its query and words."""

from sqlalchemy import select

from bot.committee.model import Person
from bot.group.records import groups
from bot.i18n import Translator
from bot.own_data import Section, section
from bot.store import Tx


def sections(tx: Tx, t: Translator, person: Person) -> list[Section]:
    """The groups."""
    titles = tx.execute(select(groups.c.title).where(groups.c.added_by == person.id)).scalars()
    lines = (t("Group: {title}", title=title) for title in titles)
    return [section(t("Groups to which I added the bot"), lines, "groups.added_by")]
