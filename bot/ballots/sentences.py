"""What each outcome and refusal of this room says: counted, changed, or not counted and why."""

from markupsafe import Markup

from bot.ballots import words
from bot.ballots.model import Choice, Outcome
from bot.errors import Facts
from bot.i18n import Sentences, Translator, instant


def _recorded(t: Translator, facts: Facts) -> Markup:
    if facts["after_outage"]:
        text = t("Your vote was recorded: {choice}.", choice=_choice(t, facts)) + Markup(" ") + _late(t)
    else:
        text = t(
            "Your vote was recorded: {choice}. You can change it until the deadline: {deadline}.",
            choice=_choice(t, facts),
            deadline=t.moment(instant(facts["deadline"])),
        )
    if facts["replaces"]:
        text += Markup(" ") + t("It replaces the earlier vote of your seat.")
    return text + Markup(" ") + t("Receipt No. {n}.", n=facts["receipt"])


def _changed(t: Translator, facts: Facts) -> Markup:
    if facts["former"] == facts["choice"]:
        text = (
            t("Your text was replaced.") + Markup(" ") + t("Your choice: {choice}", choice=_choice(t, facts))
        )
    else:
        text = t(
            "Your vote was changed. Before: {former}. Now: {choice}.",
            former=words.choice(t, Choice(facts["former"])),
            choice=_choice(t, facts),
        )
    text += Markup(" ")
    if facts["after_outage"]:
        text += _late(t)
    else:
        text += t(
            "You can change it until the deadline: {deadline}.", deadline=t.moment(instant(facts["deadline"]))
        )
    return text + Markup(" ") + t("Receipt No. {n}.", n=facts["receipt"])


def _late(t: Translator) -> Markup:
    return t("It was received after an outage of the bot and is marked so.")


def _stands(t: Translator, facts: Facts) -> Markup:
    text = t("Your vote stands as it was: {choice}.", choice=_choice(t, facts))
    text += Markup(" ") + t("Receipt No. {n}.", n=facts["receipt"])
    if facts["dropped"]:
        text += Markup(" ") + t("The text that was asked for is no longer needed.")
    return text


def _text_wanted(t: Translator, facts: Facts) -> Markup:
    if Choice(facts["choice"]) is Choice.CHANGES:
        text = t("Please write briefly what should be changed.")
    else:
        text = t("Please write briefly why it needs revision.")
    text += Markup(" ")
    if facts["by_other"]:
        text += t("Until then the vote of your seat stands.")
    elif facts["stands"] is None:
        text += t("Until then your seat has not voted.")
    else:
        text += t("Until then your earlier vote stands.")
    if facts["gave_way"]:
        text += Markup(" ") + t("The text for another vote was dropped: please choose there again.")
    return text


def _marked(t: Translator, facts: Facts) -> Markup:
    text = t("Marked: taken in.") if facts["taken_in"] else t("Marked: not taken in.")
    if facts["left"]:
        text += Markup(" ") + t("Texts still to mark: {n}.", n=facts["left"])
    return text


def _choice(t: Translator, facts: Facts) -> Markup:
    return words.choice(t, Choice(facts["choice"]))


def _outcome(t: Translator, facts: Facts) -> Markup:
    return words.outcome(t, Outcome(facts["outcome"]))


SENTENCES: Sentences = {
    "vote-recorded": _recorded,
    "vote-changed": _changed,
    "vote-stands": _stands,
    "vote-text-wanted": _text_wanted,
    "vote-late": lambda t, f: t(
        "Voting is closed, so this vote was not counted. Closed: {time}.",
        time=t.moment(instant(f["closed_at"])),
    ),
    "vote-superseded": lambda t, f: (
        t(
            "Version {v} has replaced the text, so the vote on the earlier version is closed. "
            "A new vote will follow.",
            v=f["version"],
        )
        + Markup(" ")
        + t("This vote was not counted.")
    ),
    "vote-observer": lambda t, f: t("Observers can read and ask questions, but do not vote."),
    "vote-no-seat": lambda t, f: t("You hold no voting seat, so this vote was not counted."),
    "vote-not-in-electorate": lambda t, f: t(
        "Your seat was added after this vote was opened, so this vote was not counted."
    ),
    "vote-titular-voted": lambda t, f: t(
        "The titular member of your seat has voted, so this vote was not counted."
    ),
    "ballot-unknown": lambda t, f: t("There is no such vote among those that you can see."),
    "ballot-managers-only": lambda t, f: t(
        "Only the chair and organizers can do this. If this seems wrong, please contact the secretariat."
    ),
    "ballot-chair-only": lambda t, f: t(
        "Only the chair can do this. If this seems wrong, please contact the secretariat."
    ),
    "ballot-names-hidden": lambda t, f: t("Choices and names are shown when the voting is closed."),
    "ballot-running": lambda t, f: t(
        "{label}, version {v}: a vote on this finding is open or awaits the chair. Nothing was opened.",
        label=f["label"],
        v=f["version"],
    ),
    "ballot-not-shared": lambda t, f: t(
        "{label}, version {v}: this version is a draft that was not shared yet. Nothing was opened.",
        label=f["label"],
        v=f["version"],
    ),
    "ballot-not-current": lambda t, f: t(
        "{label}, version {v}: a newer version has replaced this one. Nothing was opened.",
        label=f["label"],
        v=f["version"],
    ),
    "ballot-decided": lambda t, f: t(
        "{label}, version {v}: the result was declared. Nothing was opened.", label=f["label"], v=f["version"]
    ),
    "ballot-too-short": lambda t, f: t(
        "The deadline must be at least {hours} hours ahead: {date} is too soon. Please choose a later one.",
        hours=f["hours"],
        date=t.moment(instant(f["deadline"]), weekday=True),
    ),
    "ballot-no-seats": lambda t, f: t("The committee has no voting seats yet. Nothing was opened."),
    "ballot-early": lambda t, f: t(
        "Comments are open until {date}, so nothing was opened. Please confirm that you open the ballot early.",
        date=t.moment(instant(f["until"])),
    ),
    "ballot-languages": lambda t, f: t(
        "There is no text in these languages of the voters: {languages}. Nothing was opened. "
        "Please confirm the exception, or have the text added.",
        languages=t.list(t.language_name(language) for language in f["languages"]),
    ),
    "ballot-opened": lambda t, f: t(
        "Voting is open. Voting seats: {seats}. Deadline: {date}.",
        seats=f["seats"],
        date=t.moment(instant(f["deadline"]), weekday=True),
    ),
    "ballot-not-running": lambda t, f: t("Voting is closed already. Nothing was changed."),
    "ballot-closing": lambda t, f: t(
        "Voting is closed. Closed: {time}. Votes received before that are being counted.",
        time=t.moment(instant(f["at"])),
    ),
    "ballot-closed": lambda t, f: t("Voting is closed."),
    "ballot-extended": lambda t, f: t(
        "Voting is extended. New deadline: {date}.", date=t.moment(instant(f["deadline"]), weekday=True)
    ),
    "ballot-extended-already": lambda t, f: t("Voting was extended once already. Nothing was changed."),
    "ballot-not-extendable": lambda t, f: t("This vote cannot be extended now. Nothing was changed."),
    "ballot-not-closed": lambda t, f: t("Voting is still open, so nothing can be declared."),
    "ballot-declared-already": lambda t, f: t("The result was declared already. Nothing was changed."),
    "ballot-superseded-already": lambda t, f: t(
        "A newer version has replaced the text, so nothing can be declared."
    ),
    "mark-unknown": lambda t, f: t("There is no text to mark there. Nothing was changed."),
    "text-marked": _marked,
    "declare-marks-missing": lambda t, f: t("Texts still to mark: {n}. Nothing was declared.", n=f["left"]),
    "declare-changed": lambda t, f: t(
        "The proposed outcome has changed meanwhile. Nothing was declared. Please look again."
    ),
    "ballot-declared": lambda t, f: t(
        "The result is declared: {outcome}. Everybody receives it.", outcome=_outcome(t, f)
    ),
    "override-without-quorum": lambda t, f: t(
        "Without quorum no other outcome can be declared. Nothing was declared."
    ),
    "override-unlawful": lambda t, f: t("This outcome cannot be declared here. Nothing was declared."),
    "acting-named": lambda t, f: t("Acting chair: {name}", name=f["name"]),
    "acting-already": lambda t, f: t(
        "Already the acting chair: {name}. Nothing was changed.", name=f["name"]
    ),
    "acting-unfit": lambda t, f: t("This person cannot be the acting chair. Nothing was changed."),
    "acting-too-early": lambda t, f: t(
        "An acting chair can be named from this time on: {time}. Nothing was changed.",
        time=t.moment(instant(f["since"])),
    ),
    "judge-replaced": lambda t, f: t(
        "A newer version has taken its place: version {v}. Nothing was changed.", v=f["version"]
    ),
    "judge-unknown": lambda t, f: t("This question is settled. Nothing was changed."),
    "version-as-declared": lambda t, f: t(
        "Recorded: as declared. The version carries the outcome: {outcome}.", outcome=_outcome(t, f)
    ),
    "version-substantive": lambda t, f: t("Recorded: substantive change. The version needs a new ballot."),
}
