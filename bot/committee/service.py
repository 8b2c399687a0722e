"""What is done with people and seats, and what rooms above may use. The use cases stand in their own files."""

from bot.committee.acting import (
    UTC_ZONE,
    acting,
    actor,
    actor_of_membership,
    actors_in,
    known,
    person_of,
    reader_of,
    serving,
    speaking,
)
from bot.committee.choosing import (
    another_bot,
    choose_committee,
    choose_language,
    choose_zone,
    heard_from,
    menu_changed,
    menus_follow,
    reach_changed,
)
from bot.committee.founding import any_committee, create_committee, invite_organizer
from bot.committee.importing import entries, import_roster, invite_one, roster
from bot.committee.joining import invited_to, join, open_invitation
from bot.committee.rights import on_roster, organizer, seat_of

__all__ = [
    "UTC_ZONE",
    "acting",
    "actor",
    "actor_of_membership",
    "actors_in",
    "another_bot",
    "any_committee",
    "choose_committee",
    "choose_language",
    "choose_zone",
    "create_committee",
    "entries",
    "heard_from",
    "import_roster",
    "invite_one",
    "invite_organizer",
    "invited_to",
    "join",
    "known",
    "menu_changed",
    "menus_follow",
    "on_roster",
    "open_invitation",
    "organizer",
    "person_of",
    "reach_changed",
    "reader_of",
    "roster",
    "seat_of",
    "serving",
    "speaking",
]
