"""The committee's records: who sits in it, in which seat, by which invitation.

- `tables`: every table of the room, also for what others keep about a membership
- `committees`, `constituencies`: the committee with its settings, and the constituencies that it is made of
- `people`, `forgetting`: who somebody is, and how that is erased
- `seats`, `memberships`: the places, and who holds one; `former`: who held one before, or took it by mistake
- `roster`: everybody at once
- `serving`: as whom somebody may act, which nearly every update asks
- `invitations`: the ways in
"""

from bot.committee.records.committees import (
    add_committee,
    any_committee,
    committee,
    committee_by_code,
    committees_all,
    set_setting,
)
from bot.committee.records.constituencies import (
    add_constituency,
    change_constituency,
    constituencies_of,
    last_place,
    remove_constituency,
)
from bot.committee.records.forgetting import forget_names, forget_person, remove_person, serving_nowhere
from bot.committee.records.former import (
    acts_as,
    disowned,
    ended_on,
    invited_instead,
    last_committee,
    served_between,
    with_acts,
)
from bot.committee.records.invitations import (
    add_invitation,
    change_invitation,
    holder_of_invitation,
    invitation,
    newest_invitation,
    newest_invitations,
)
from bot.committee.records.memberships import (
    add_membership,
    author,
    author_name,
    change_membership,
    end_membership,
    give_membership,
    holders,
    membership,
    memberships_of,
)
from bot.committee.records.people import (
    add_person,
    change_person,
    menus_are,
    nobody_started,
    person,
    person_by_telegram,
    rename,
)
from bot.committee.records.roster import chairs_joined, joined, memberships_in, people_in, person_ids_in
from bot.committee.records.seats import add_seat, change_seat, seat, seats_of
from bot.committee.records.serving import serving

__all__ = [
    "acts_as",
    "add_committee",
    "add_constituency",
    "add_invitation",
    "add_membership",
    "add_person",
    "add_seat",
    "any_committee",
    "author",
    "author_name",
    "chairs_joined",
    "change_constituency",
    "change_invitation",
    "change_membership",
    "change_person",
    "change_seat",
    "committee",
    "committee_by_code",
    "committees_all",
    "constituencies_of",
    "disowned",
    "end_membership",
    "ended_on",
    "forget_names",
    "forget_person",
    "give_membership",
    "holder_of_invitation",
    "holders",
    "invitation",
    "invited_instead",
    "joined",
    "last_committee",
    "last_place",
    "membership",
    "memberships_in",
    "memberships_of",
    "menus_are",
    "newest_invitation",
    "newest_invitations",
    "nobody_started",
    "people_in",
    "person",
    "person_by_telegram",
    "person_ids_in",
    "remove_constituency",
    "remove_person",
    "rename",
    "seat",
    "seats_of",
    "served_between",
    "serving",
    "serving_nowhere",
    "set_setting",
    "with_acts",
]
