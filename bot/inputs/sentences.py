"""What this room's outcomes and refusals say to whoever tapped or wrote."""

from markupsafe import Markup

from bot.errors import Facts
from bot.i18n import Sentences, Translator


def _given(t: Translator, facts: Facts) -> Markup:
    sentence = t("Thank you. Your input {label} to {of} is saved.", label=facts["label"], of=facts["of"])
    return sentence + _late(t, facts)


def _late(t: Translator, facts: Facts) -> Markup:
    if not facts["late"]:
        return Markup()
    return Markup(" ") + t("It came after the deadline and is marked as late.")


SENTENCES: Sentences = {
    "input-requested": lambda t, f: t("{label} is sent. Notices sent: {n}.", label=f["label"], n=f["told"]),
    "input-given": _given,
    "input-nothing": lambda t, f: t("Thank you. For {of} you have nothing to add.", of=f["of"]) + _late(t, f),
    "input-offered": lambda t, f: t(
        "Thank you. Your input {label} is saved, and the consultant is told.", label=f["label"]
    ),
    "request-ended": lambda t, f: t(
        "{label} has ended. What still comes is marked as late.", label=f["label"]
    ),
    "input-was-translated": lambda t, f: t(
        "{label}: the translation is saved. Language: {language}",
        label=f["label"],
        language=t.language_name(f["language"]),
    ),
    "findings-from-input": lambda t, f: t(
        "Kept as drafts, out of {of}: {labels}. The committee does not see them.",
        of=f["of"],
        labels=", ".join(f["labels"]),
    ),
    "requests-consultants-only": lambda t, f: t(
        "Only consultants and organizers can do this. If this seems wrong, please contact the secretariat."
    ),
    "inputs-members-only": lambda t, f: t("Observers can read and ask questions, but do not give input."),
    "request-unknown": lambda t, f: t("There is no such request among those that you can read."),
    "request-of-others": lambda t, f: t(
        "{label} is put to other groups, so nothing was recorded. You can offer input unasked.",
        label=f["label"],
    ),
    "request-to-nobody": lambda t, f: t(
        "Nobody holds a seat there, so nobody would be asked. Nothing was sent."
    ),
    "group-unknown": lambda t, f: t("There is no such group in this committee. Nothing was sent."),
    "input-unknown": lambda t, f: t("There is no such input among those that you can read."),
}
