"""What has just been done with seats, roles and links, and why it could not be done."""

from bot.committee.model import Role
from bot.committee.views import role_name
from bot.i18n import Sentences, instant

SENTENCES: Sentences = {
    "seat-unknown": lambda t, f: t("There is no such seat in this committee. Nothing was changed."),
    "seat-none": lambda t, f: t("This person holds no seat. Nothing was changed."),
    "seat-taken": lambda t, f: t("Somebody else holds this place by now. Nothing was changed."),
    "seat-vacated": lambda t, f: t("The place is vacant now."),
    "holder-named": lambda t, f: t("An invitation for the seat was made."),
    "alternate-promoted": lambda t, f: t("The alternate is the titular member now."),
    "not-an-alternate": lambda t, f: t("This person is no alternate. Nothing was changed."),
    "organization-corrected": lambda t, f: t(
        "The organization was corrected. Running ballots keep the name with which they were opened."
    ),
    "name-corrected": lambda t, f: t("The name was corrected."),
    "role-given": lambda t, f: t("New role: {role}", role=role_name(t, Role(f["role"]))),
    "role-same": lambda t, f: t("This person has that role already. Nothing was changed."),
    "role-of-seat": lambda t, f: t("A seat's role comes with the seat. Nothing was changed."),
    "organizer-needed": lambda t, f: t(
        "Nobody else organizes the committee. Nothing was changed. Please invite another organizer first; once they "
        "have joined, this role can be changed."
    ),
    "second-chair": lambda t, f: t(
        "The committee has a chair without a seat: {name}. Please give that person another role first. Nothing was "
        "changed.",
        name=f["name"] or t("no name"),
    ),
    "chair-marked": lambda t, f: t("This is the chair's seat now."),
    "chair-unmarked": lambda t, f: t("This is no longer the chair's seat."),
    "member-removed": lambda t, f: t("This person is no longer on the roster."),
    "invitation-closed": lambda t, f: t("This link opens nothing any more. Please make a new one."),
    "invitation-valid-until": lambda t, f: t(
        "The link is valid until {date}. It is the same link as before.", date=t.moment(instant(f["until"]))
    ),
    "validity-unknown": lambda t, f: t(
        "Please write a number of days from 1 to {limit}. Nothing was changed.", limit=f["limit"]
    ),
}
