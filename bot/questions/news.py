"""What the room's letters say above a question's card, and the card of what is overdue."""

from datetime import datetime

from markupsafe import Markup

from bot.committee.views import home_row
from bot.i18n import Translator
from bot.ids import CommitteeId
from bot.questions import card_views, words
from bot.questions.actions import ShowQuestion
from bot.questions.cards import Card, Line
from bot.questions.model import Standing
from bot.screens import Button, Row, Screen

REMINDED = 8
"""Questions on a reminder's card; how many more there are stands below."""


def asked(t: Translator, found: Card) -> Screen:
    """To those who answer."""
    pending = found.line.question.standing is Standing.PENDING
    return _over(t, found, t("A question waits to be accepted.") if pending else t("A question was asked."))


def captured(t: Translator, found: Card) -> Screen:
    """To its author."""
    return _over(
        t,
        found,
        t(
            "What you wrote in the group was kept as question {label}. You may withdraw it, or change who is named.",
            label=found.line.question.label,
        ),
    )


def step(t: Translator, found: Card, what: str) -> Screen | None:
    """To its asker; None where it has gone on since."""
    asked_ = found.line.question
    match what, asked_.standing:
        case "accepted", Standing.ACCEPTED | Standing.ASSIGNED:
            note = t("Your question {label} was accepted.", label=asked_.label)
        case "declined", Standing.DECLINED:
            note = t("Your question {label} was declined.", label=asked_.label)
        case "assigned", Standing.ASSIGNED:
            note = t("Your question {label} is being answered.", label=asked_.label)
        case "merged", Standing.MERGED:
            assert found.merged_into is not None
            note = t(
                "Your question {label} asks the same as {into}. You are told of its answer.",
                label=asked_.label,
                into=found.merged_into.label,
            )
        case "separated", Standing.ACCEPTED | Standing.ASSIGNED:
            note = t("Your question {label} gets an answer of its own after all.", label=asked_.label)
        case _:
            return None
    return _over(t, found, note)


def assigned(t: Translator, found: Card) -> Screen:
    """To its owner."""
    return _over(t, found, t("You are asked to answer {label}.", label=found.line.question.label))


def answered(t: Translator, found: Card) -> Screen:
    """To the asker and to whoever follows."""
    label = found.line.question.label
    if found.earlier:
        note = t("The answer to question {label} was corrected.", label=label)
    elif found.own:
        note = t("Your question {label} was answered.", label=label)
    else:
        note = t("Question {label} was answered.", label=label)
    if found.own and found.line.question.asker.membership is None:
        note += Markup(" ") + t(
            "Where to write to you is erased now: if the answer is corrected later, you read that in the list."
        )
    return _over(t, found, note)


def reminder(t: Translator, here: CommitteeId, line: Line, now: datetime, *, alone: bool) -> Screen:
    """That it waits for its answer. `alone`: nothing else is on the card."""
    found = line.question
    lines = [
        t("<b>A question without an answer</b>"),
        Markup("<b>{}</b> {}").format(found.label, words.short(t, line)),
    ]
    if found.due_at is not None:
        when = t.moment(found.due_at, weekday=True)
        late = found.due_at < now
        lines.append(t("Overdue since: {date}", date=when) if late else t("Answer due: {date}", date=when))
    row: Row = (
        Button(t.plain("Answer {label}", label=found.label), ShowQuestion(here, found.id), "primary"),
    )
    folded = t.plain("Reminder: {labels}", labels=found.label)
    rows = (row, home_row(t)) if alone else (row,)
    return Screen(Markup("\n").join(lines), rows, protect=found.quotes, folded=folded)


def _over(t: Translator, found: Card, note: Markup) -> Screen:
    screen = card_views.card(t, found)
    return Screen(
        note + Markup("\n\n") + screen.text, screen.rows, protect=screen.protect, folded=screen.folded
    )
