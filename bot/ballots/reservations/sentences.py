"""What each outcome and refusal about reservations says."""

from bot.i18n import Sentences

SENTENCES: Sentences = {
    "reservation-attached": lambda t, f: t(
        "Your reservation is attached to the outcome: No. {n}. The committee is told.", n=f["number"]
    ),
    "reservation-changed": lambda t, f: t(
        "The new wording of your reservation is saved: No. {n}. The committee is told.", n=f["number"]
    ),
    "reservation-withdrawn": lambda t, f: t(
        "Your reservation is withdrawn: No. {n}. The committee is told.", n=f["number"]
    ),
    "reservation-unknown": lambda t, f: t("There is no such reservation among those that you can see."),
    "reservation-no-seat": lambda t, f: t("Only members can attach a reservation. Nothing was saved."),
    "reservation-not-yet": lambda t, f: t(
        "Reservations can be attached once the vote is closed and counted. Nothing was saved."
    ),
    "reservation-author-only": lambda t, f: t(
        "Only its author can change or withdraw a reservation. Nothing was changed."
    ),
    "reservation-withdrawn-already": lambda t, f: t(
        "This reservation was withdrawn already. Nothing was changed."
    ),
    "reservation-has": lambda t, f: t(
        "There is such a reservation already: No. {n}. Its author can change it. Nothing was saved.",
        n=f["number"],
    ),
    "reservation-same": lambda t, f: t(
        "The text is the same as before. Nothing was changed: No. {n}", n=f["number"]
    ),
}
