"""Where Telegram is spoken: updates become turns, screens become messages."""

import os

# python-telegram-bot then gives durations as timedelta; its older way warns at every 429.
os.environ.setdefault("PTB_TIMEDELTA", "true")
