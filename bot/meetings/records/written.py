"""How a wall time and a spot are written into a column."""

from datetime import datetime

from bot.meetings.model import Spot

_WALL = "%Y-%m-%dT%H:%M"


def written_wall(wall: datetime | None) -> str | None:
    """A wall time as it is kept; a text, so that no database takes it for an instant."""
    return None if wall is None else wall.strftime(_WALL)


def read_wall(text: str) -> datetime:
    """The wall time out of a text that `written_wall` made."""
    return datetime.strptime(text, _WALL)  # noqa: DTZ007 (the zone stands beside it)


def written_spot(spot: Spot | None) -> str | None:
    """A spot as it is kept: latitude, longitude."""
    return None if spot is None else f"{spot.latitude:.6f},{spot.longitude:.6f}"


def read_spot(text: str | None) -> Spot | None:
    """The spot out of a text that `written_spot` made."""
    return None if text is None else Spot(*map(float, text.split(",")))
