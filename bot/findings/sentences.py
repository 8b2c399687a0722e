"""What the findings' outcomes and refusals say to whoever tapped or wrote."""

from markupsafe import Markup

from bot.errors import Facts
from bot.findings.model import CommentKind
from bot.i18n import Sentences, Translator, instant


def _shared(t: Translator, facts: Facts) -> Markup:
    if facts["until"] is None:
        return t(
            "{label}, version {v}: the chair is asked whether it is as declared. Notices sent: {n}.",
            label=facts["label"],
            v=facts["version"],
            n=facts["told"],
        )
    return t(
        "{label}, version {v}, is open for comments. Deadline: {date}. Notices sent: {n}.",
        label=facts["label"],
        v=facts["version"],
        date=t.moment(instant(facts["until"])),
        n=facts["told"],
    )


def _saved(t: Translator, facts: Facts) -> Markup:
    which = {"id": facts["number"], "v": facts["version"]}
    if facts.get("kind") == CommentKind.AMENDMENT:
        sentence = t("Thank you. Your proposed wording No. {id} for version {v} is saved.", **which)
    else:
        sentence = t("Thank you. Your comment No. {id} on version {v} is saved.", **which)
    if facts["late"]:
        sentence += Markup(" ") + t("It came after the deadline and is marked as late.")
    return sentence


def _on_its_way(t: Translator, facts: Facts) -> Markup:
    if facts["n"] > 1:
        return t("The files are being sent: {n}", n=facts["n"])
    return t("The file is being sent: {name}", name=facts["name"])


def _consultants_only(t: Translator, facts: Facts) -> Markup:
    if facts.get("organizer"):  # the secretariat itself
        return t("Only consultants can do this.")
    return t("Only consultants can do this. If this seems wrong, please contact the secretariat.")


SENTENCES: Sentences = {
    "finding-opened": lambda t, f: t(
        "{label} is open to observers. Notices sent: {n}.", label=f["label"], n=f["told"]
    ),
    "finding-closed-to-observers": lambda t, f: t("{label} is closed to observers.", label=f["label"]),
    "finding-opened-already": lambda t, f: (
        t("{label} is open to observers already.", label=f["label"])
        if f["opened"]
        else t("{label} is closed to observers already.", label=f["label"])
    ),
    "finding-kept": lambda t, f: t(
        "{label} is kept as a draft. The committee does not see it.", label=f["label"]
    ),
    "text-added": lambda t, f: t(
        "{label}: text added. Language: {language}", label=f["label"], language=t.language_name(f["language"])
    ),
    "files-set": lambda t, f: t("{label}: files: {n}", label=f["label"], n=f["n"]),
    "file-on-its-way": _on_its_way,
    "file-unknown": lambda t, f: t("There is no such file among those that you can read."),
    "version-shared-now": _shared,
    "version-kept": lambda t, f: t(
        "{label}, version {v}, is kept as a draft. The committee does not see it.",
        label=f["label"],
        v=f["version"],
    ),
    "version-waits": lambda t, f: t(
        "Voting on {label} is open, so version {v} stays a draft until the chair or an organizer confirms it.",
        label=f["label"],
        v=f["version"],
    ),
    "comment-saved": _saved,
    "comment-was-answered": lambda t, f: t(
        "Your answer to comment No. {id} is saved. Its author is told.", id=f["number"]
    ),
    "finding-unknown": lambda t, f: t("There is no such finding among those that you can read."),
    "version-unknown": lambda t, f: t("There is no such version among those that you can read."),
    "comment-struck": lambda t, f: t(
        "Comment No. {n} was struck: somebody else had taken the seat. Nothing was changed.", n=f["number"]
    ),
    "comment-unknown": lambda t, f: t("There is no such comment among those that you can read."),
    "consultants-only": _consultants_only,
    "chair-or-organizer-only": lambda t, f: t(
        "Only the chair and organizers can do this. If this seems wrong, please contact the secretariat."
    ),
    "no-translation-rights": lambda t, f: t(
        "Only consultants and organizers can do this. If this seems wrong, please contact the secretariat."
    ),
    "observers-read-only": lambda t, f: t("Observers can read and ask questions, but do not comment."),
    "consultant-answers": lambda t, f: t(
        "Consultants answer comments and write new versions. Nothing was saved."
    ),
    "version-immutable": lambda t, f: t(
        "{label}, version {v}, was shared, so its texts cannot change. Please write a new version.",
        label=f["label"],
        v=f["version"],
    ),
    "language-present": lambda t, f: t(
        "There is a text in this language already. Language: {language}",
        language=t.language_name(f["language"]),
    ),
    "language-twice": lambda t, f: t("Two texts are in the same language. Nothing was saved."),
    "language-lost": lambda t, f: t(
        "The new version needs the languages of the earlier one. Missing: {languages}. Nothing was saved.",
        languages=t.list(t.language_name(language) for language in f["languages"]),
    ),
    "authoritative-missing": lambda t, f: t(
        "There is no text in the authoritative language. Nothing was saved."
    ),
    "authoritative-unofficial": lambda t, f: t(
        "An unofficial translation cannot be the authoritative text. Nothing was saved."
    ),
    "version-unchanged": lambda t, f: t(
        "Texts and files are those of the earlier version. Go back and change one, or cancel. Nothing was saved."
    ),
    "version-overtaken": lambda t, f: t(
        "Version {v} was written meanwhile. Cancel, read it and begin again. Nothing was saved.",
        v=f["version"],
    ),
    "version-shared": lambda t, f: t(
        "{label}, version {v}, is shared already.", label=f["label"], v=f["version"]
    ),
    "version-unshared": lambda t, f: t("This version is a draft that was not shared yet. Nothing was saved."),
    "version-replaced": lambda t, f: t(
        "{label}: a newer version has replaced version {v}. Nothing was saved.",
        label=f["label"],
        v=f["version"],
    ),
    "version-kept-back": lambda t, f: t(
        "{label}: the consultant keeps version {v} as a draft and has not asked to publish it. "
        "Nothing was changed.",
        label=f["label"],
        v=f["version"],
    ),
    "version-without-ballot": lambda t, f: t(
        "{label}: no vote is open, so the consultant can share version {v} without a confirmation. "
        "Nothing was changed.",
        label=f["label"],
        v=f["version"],
    ),
    "version-declared": lambda t, f: t(
        "{label}, version {v}: the result was declared. Nothing was saved.", label=f["label"], v=f["version"]
    ),
    "version-earlier": lambda t, f: t(
        "Version {v} is not later than the comment, so it cannot take it in.", v=f["version"]
    ),
    "finding-awaits-chair": lambda t, f: t(
        "{label}: the result of the vote is to be declared first. Version {v} stays a draft.",
        label=f["label"],
        v=f["version"],
    ),
    "text-empty": lambda t, f: t("The text is empty. Please write it."),
    "text-too-long": lambda t, f: t(
        "The text is too long. Limit: {limit} characters, yours: {length}. Nothing was changed.",
        limit=f["limit"],
        length=f["length"],
    ),
    "title-without-words": lambda t, f: t(
        "The first line is the title: it needs words. Please write it again."
    ),
    "title-too-long": lambda t, f: t(
        "The first line is the title, and it is too long. Limit: {limit} characters, yours: {length}. "
        "Please put the rest on further lines.",
        limit=f["limit"],
        length=f["length"],
    ),
    "body-too-long": lambda t, f: t(
        "The text after the title is too long. Limit: {limit} characters, yours: {length}. Nothing was changed.",
        limit=f["limit"],
        length=f["length"],
    ),
    "deadline-past": lambda t, f: t(
        "This deadline has passed: {date}. Please choose a later one.",
        date=t.moment(instant(f["deadline"]), weekday=True),
    ),
    "deadline-too-far": lambda t, f: t("This date is more than a year away. Please check the year."),
    "date-no-day": lambda t, f: t("Please write the day, too. Example: {example}", example="19.12, 18:00"),
    "date-hour-unsure": lambda t, f: t(
        "Is this hour before or after noon? Please write it with its minutes. Example: {example}",
        example="15:00",
    ),
    "date-impossible": lambda t, f: t("There is no such date or hour. Please write it again."),
    "date-ambiguous": lambda t, f: t(
        "This date can be read in two ways. Please write the day first. Example: {example}",
        example="19.12",
    ),
    "date-not-understood": lambda t, f: t(
        "This date was not understood. Example: {example}", example="19.12, 18:00"
    ),
    "translation-of-itself": lambda t, f: t(
        "The original is in this language. Nothing was recorded. Language: {language}",
        language=t.language_name(f["language"]),
    ),
}
