"""What a committee decides for itself. A room declares its settings, each with a kind and a default, in `settings.py`.

The committee keeps them and shows them (`bot/committee/setting_changes.py`).
"""

from bot.settings.model import About, Holder, Kind, Page, Setting

__all__ = ["About", "Holder", "Kind", "Page", "Setting"]
