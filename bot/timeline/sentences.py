"""What the timeline's outcomes and refusals say to whoever tapped or wrote."""

from markupsafe import Markup

from bot.errors import Facts
from bot.i18n import Sentences, Translator
from bot.timeline import words
from bot.timeline.model import Standing


def _posted(t: Translator, f: Facts) -> Markup:
    return t("The plan is stored.") + Markup(" ") + words.counts(t, f["added"], f["moved"], f["removed"])


def _moved(t: Translator, f: Facts) -> Markup:
    text = t("The date was moved. The committee is told.")
    return text + Markup(" ") + t("Shifted with it: {n}.", n=f["along"]) if f["along"] else text


SENTENCES: Sentences = {
    "planners-only": lambda t, f: t(
        "Only consultants and organizers can change the timeline. Nothing was changed."
    ),
    "keepers-only": lambda t, f: t(
        "Only its owner, consultants and organizers can do this. Nothing was changed."
    ),
    "milestone-unknown": lambda t, f: t("This milestone is not in the plan (any more). Nothing was changed."),
    "milestone-done": lambda t, f: t("This milestone is done, so its date stays. Nothing was changed."),
    "milestone-unmoved": lambda t, f: t("This is the date that it has already. Nothing was changed."),
    "milestone-overtaken": lambda t, f: t(
        "Somebody else has moved this milestone meanwhile. Nothing was changed; this is what stands now."
    ),
    "slip-overtaken": lambda t, f: t(
        "What depends on it has changed meanwhile. Nothing was changed; please look at it again."
    ),
    "milestone-on-working-day": lambda t, f: t("The date is no day off (any more). Nothing was changed."),
    "milestones-circle": lambda t, f: t(
        "Milestones would depend on each other in a circle. Nothing was changed."
    ),
    "milestone-moved": _moved,
    "milestone-removed": lambda t, f: t("The milestone was taken out of the plan. The committee is told."),
    "change-undone": lambda t, f: t("The change was taken back. The committee is told."),
    "change-unknown": lambda t, f: t("There is no such change of the timeline. Nothing was changed."),
    "change-overtaken": lambda t, f: t(
        "The timeline has changed again since then, and only its last change can be taken back. "
        "Nothing was changed; this is what stands now."
    ),
    "change-kept": lambda t, f: t("Nothing of this change can be taken back. Nothing was changed."),
    "milestone-stands": lambda t, f: t(
        "Standing: {standing}", standing=words.standing(t, Standing(f["standing"]))
    ),
    "milestone-owned": lambda t, f: t("The owner was changed."),
    "need-added": lambda t, f: t("The dependency was added."),
    "need-dropped": lambda t, f: t("The dependency was removed."),
    "link-added": lambda t, f: t("The link was added."),
    "link-dropped": lambda t, f: t("The link was removed."),
    "titles-written": lambda t, f: t(
        "Titles written ({language}): {n}", language=t.language_name(f["language"]), n=f["n"]
    ),
    "titles-complete": lambda t, f: t("Every milestone has a title in every language."),
    "titles-count": lambda t, f: t(
        "Lines wanted: {wanted}. Lines found: {found}. Nothing was recorded.",
        wanted=f["wanted"],
        found=f["found"],
    ),
    "plan-posted": _posted,
    "plan-empty": lambda t, f: t("There are no lines. Nothing was recorded."),
    "plan-too-long": lambda t, f: t(
        "The message has too many lines. Limit: {limit}. Please send a longer plan as a table.",
        limit=f["limit"],
    ),
    "plan-full": lambda t, f: t("The plan has too many milestones. Limit: {limit}.", limit=f["limit"]),
    "plan-header": lambda t, f: t(
        "The first line must name these columns: {wanted}. Found: {found}. Nothing was imported.",
        wanted=", ".join(f["wanted"]),
        found=", ".join(f["found"]),
    ),
    "plan-faulty": lambda t, f: t("Some lines are not understood yet. Nothing was stored."),
    "plan-unchanged": lambda t, f: t("The plan is stored exactly like this already. Nothing was changed."),
    "plan-overtaken": lambda t, f: t(
        "The stored plan has changed meanwhile. Nothing is lost: look at the comparison again and confirm it."
    ),
    "date-backwards": lambda t, f: t("The end lies before the start. Please write the dates again."),
    "date-far": lambda t, f: t("This date is too many years away. Please write it again."),
    "digest-on": lambda t, f: t("You receive the weekly digest, on the first working morning of the week."),
    "digest-off": lambda t, f: t("You no longer receive the weekly digest."),
    "modalities-kept": lambda t, f: t(
        "Version {v} of the working modalities is before the committee.", v=f["number"]
    ),
    "modalities-empty": lambda t, f: t("A version needs a text or a file. Nothing was recorded."),
    "modalities-overtaken": lambda t, f: t(
        "Somebody else has written version {v} meanwhile. Your text is kept here: compare it with that version, then "
        "confirm or go back.",
        v=f["number"],
    ),
    "modalities-unknown": lambda t, f: t("There is no such version. Nothing was changed."),
}
