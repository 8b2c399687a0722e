"""What each outcome and refusal of this room says."""

from bot.i18n import Sentences

SENTENCES: Sentences = {
    "copy-made": lambda t, f: t(
        "Copy No. {n} is being sent. Copy for: {name}", n=f["number"], name=f["recipient"]
    ),
    "copy-sent-again": lambda t, f: t(
        "Copy No. {n} is being sent. Copy for: {name}", n=f["number"], name=f["recipient"]
    ),
    "copy-unknown": lambda t, f: t("There is no such copy among those that you can see."),
    "copy-no-text": lambda t, f: t("There is no text in this language. Nothing was made."),
    "release-proposed": lambda t, f: t(
        "{label}, version {v}: you proposed the release. The other side is asked to confirm it.",
        label=f["label"],
        v=f["v"],
    ),
    "release-confirmed": lambda t, f: t(
        "{label}, version {v}, is public. Everybody is told.", label=f["label"], v=f["v"]
    ),
    "release-alone": lambda t, f: t(
        "{label}, version {v}, is public. There is no chair, so your word was enough. Everybody is told.",
        label=f["label"],
        v=f["v"],
    ),
    "release-withdrawn": lambda t, f: t("{label}: the release was taken back.", label=f["label"]),
    "release-proposed-already": lambda t, f: t(
        "{label}, version {v}: your side has proposed the release already. Nothing was changed.",
        label=f["label"],
        v=f["v"],
    ),
    "release-public-already": lambda t, f: t(
        "{label}, version {v}, is public already. Nothing was changed.", label=f["label"], v=f["v"]
    ),
    "release-not-adopted": lambda t, f: t(
        "{label}: only a text that was validated can be made public. Nothing was changed.", label=f["label"]
    ),
    "release-not-newest": lambda t, f: t(
        "{label}: a later version carries the outcome. Nothing was changed.", label=f["label"]
    ),
    "release-none": lambda t, f: t("{label} is not public.", label=f["label"]),
}
