"""The card of a question: what was asked, by whom, how it stands, the answer, and what its reader may do."""

from markupsafe import Markup

from bot.committee.views import home_row
from bot.findings.actions import ShowFinding
from bot.i18n import Translator
from bot.questions import words
from bot.questions.actions import (
    AcceptQuestion,
    AnswerQuestion,
    AssignQuestion,
    CallUpQuestion,
    ClaimQuestion,
    CloseQuestion,
    DeclineQuestion,
    DraftFromAnswer,
    FollowQuestion,
    ListQuestions,
    LiveQuestions,
    MergeQuestion,
    NameAsker,
    PublishAnswer,
    ReadAnswers,
    ReadQuestion,
    SeparateQuestion,
    ShowQuestion,
    SupportQuestion,
    TranslateQuestion,
    WithdrawQuestion,
)
from bot.questions.cards import Card, Given
from bot.questions.model import Attribution, Standing
from bot.screens import Button, Row, Screen
from bot.texts import shortened, units
from bot.translations.views import as_read, with_language

QUESTION_SHOWN = 800
ANSWER_SHOWN = 1200
BOTH_SHOWN = 800
"""UTF-16 units on the card (of an answer and its draft correction each); what is longer is read in full elsewhere."""
_EDIT_SHOWN = 300
_REASON_SHOWN = 500


def card(t: Translator, found: Card, *, original: bool = False) -> Screen:
    """A question in the reader's language where somebody translated it, or in its `original`."""
    lines = [*_what_it_is(t, found, original), *_how_it_stands(t, found)]
    if found.given is not None:
        head = t("Answer given in the room") if found.line.question.in_room else t("Answer")
        lines += _answer(t, found.given, head, original, BOTH_SHOWN if found.draft else ANSWER_SHOWN)
    if found.draft is not None:
        shown = BOTH_SHOWN if found.given else ANSWER_SHOWN
        lines += _answer(t, found.draft, t("Draft answer"), original, shown)
    if found.findings:
        lines.append(
            t("Findings from the answer: {labels}", labels=", ".join(f.label for f in found.findings))
        )
    protect = found.line.question.quotes or found.draft is not None
    return Screen(
        Markup("\n").join(lines),
        tuple(_rows(t, found, original)),
        protect=protect,
        folded=f"{found.line.question.label} · {words.standing(t, found.line).striptags()}",
    )


def confirm_withdraw(t: Translator, found: Card) -> Screen:
    """Asks before the words are gone."""
    asked = found.line.question
    text = t(
        "Withdraw {label}? Its words are erased and nobody answers it. This cannot be undone.",
        label=asked.label,
    )
    return Screen(
        text,
        (
            (
                Button(
                    t.plain("Yes, withdraw"), WithdrawQuestion(asked.committee, asked.id, sure=True), "danger"
                ),
            ),
            (Button(t.plain("Back"), ShowQuestion(asked.committee, asked.id)),),
        ),
    )


def attributions(t: Translator, found: Card) -> Screen:
    """How the asker can be named from now on."""
    asked = found.line.question
    lines = [
        t("{label}: how are you named?", label=asked.label),
        t("Now: {asker}", asker=words.asker(t, found.line.asker)),
        t(
            "“Without a name” can only be chosen while asking: what was once under your name may have been read."
        ),
    ]
    rows: list[Row] = [
        (Button(t.plain(words.ATTRIBUTIONS[a]), NameAsker(asked.committee, asked.id, a)),)
        for a in found.attributions
        if a not in (Attribution.NONE, asked.asker.attribution)
    ]
    rows.append((Button(t.plain("Back"), ShowQuestion(asked.committee, asked.id)),))
    return Screen(Markup("\n").join(lines), tuple(rows))


def _what_it_is(t: Translator, found: Card, original: bool) -> list[Markup]:
    asked = found.line.question
    lines = [Markup("<b>{} · {}</b>").format(asked.label, words.standing(t, found.line))]
    if found.finding is not None:
        lines.append(t("About: {what}", what=found.finding.label))
    elif found.meeting:
        lines.append(t("Asked at: {what}", what=found.meeting))
    if found.agendas:
        lines.append(t("On the agenda of: {meetings}", meetings=", ".join(found.agendas)))
    # Whoever is not named is known by no minute either.
    unnamed = asked.asker.membership is None and asked.captured_by is None
    when = t.day_of(asked.asked_at) if unnamed else t.moment(asked.asked_at)
    lines.append(Markup("{} · {}").format(words.asker(t, found.line.asker), when))
    if asked.standing is Standing.WITHDRAWN:
        return lines
    lines += as_read(t, found.line.wording, QUESTION_SHOWN, original=original)
    if asked.edited is not None and asked.edited_at is not None:
        edited = t(
            "Edited in the group on {moment}: {text}",
            moment=t.moment(asked.edited_at),
            text=shortened(asked.edited, _EDIT_SHOWN),
        )
        lines.append(with_language(t, edited, asked.edited_language))
    return lines


def _how_it_stands(t: Translator, found: Card) -> list[Markup]:
    asked = found.line.question
    lines = []
    if asked.reason is not None:
        reason = t("Reason: {reason}", reason=shortened(asked.reason, _REASON_SHOWN))
        lines.append(with_language(t, reason, asked.reason_language))
    if found.merged_into is not None:
        lines.append(t("Merged into: {label}", label=found.merged_into.label))
    if found.merged:
        lines.append(t("Asked by others, too: {labels}", labels=", ".join(f"Q{n}" for n in found.merged)))
    if found.line.support:
        lines.append(t("+1: {n}", n=found.line.support))
    if asked.standing.open:
        if asked.standing is Standing.ASSIGNED:
            lines.append(t("Answers: {name}", name=found.owner or t("former holder")))
        if asked.due_at is not None:
            lines.append(t("Answer due: {date}", date=t.moment(asked.due_at, weekday=True)))
    return lines


def _answer(t: Translator, given: Given, head: Markup, original: bool, shown: int) -> list[Markup]:
    parts = [Markup("<b>{}</b>").format(head), Markup.escape(given.author or t("former holder"))]
    if given.answer.published_at is not None:
        parts.append(t.moment(given.answer.published_at))
    return [
        Markup(" · ").join(parts),
        *as_read(t, given.wording, shown, original=original),
    ]


def _rows(t: Translator, found: Card, original: bool) -> list[Row]:
    asked = found.line.question
    here, number = asked.committee, asked.id
    rows: list[Row] = []
    if found.answers:
        rows += _answerers_rows(t, found)
    if asked.standing.open and not found.own:
        label = (
            t.plain("+1 given ({n})", n=found.line.support)
            if found.supports
            else t.plain("+1 ({n})", n=found.line.support)
        )
        rows.append((Button(label, SupportQuestion(here, number)), _follow(t, found)))
    elif asked.standing.open or asked.standing is Standing.PENDING:
        row: list[Button] = [Button(t.plain("Withdraw"), WithdrawQuestion(here, number))]
        if len(found.attributions) > 1:
            row.append(Button(t.plain("Who is named"), NameAsker(here, number)))
        rows.append(tuple(row))
    rows += _text_rows(t, found, original)
    # Whoever asked without a name is forgotten by now, and nobody could tell that a tap is theirs.
    named = found.own and asked.asker.membership is not None
    if asked.standing is Standing.ANSWERED and (named or found.answers):
        rows.append((Button(t.plain("Close the question"), CloseQuestion(here, number)),))
    if found.merged_into is not None:
        into = found.merged_into
        to_other = [Button(t.plain("Open {label}", label=into.label), ShowQuestion(here, into.id))]
        if found.answers:
            to_other.append(Button(t.plain("Not the same"), SeparateQuestion(here, number)))
        rows.append(tuple(to_other))
    if found.finding is not None:
        rows.append(
            (Button(t.plain("Open {label}", label=found.finding.label), ShowFinding(here, found.finding.id)),)
        )
    rows += [
        (Button(t.plain("Open {label}", label=f.label), ShowFinding(here, f.id)),) for f in found.findings[:3]
    ]
    back = LiveQuestions(here) if found.live and asked.standing.open else ListQuestions(here)
    return [*rows, (Button(t.plain("Questions"), back), *home_row(t))]


def _answerers_rows(t: Translator, found: Card) -> list[Row]:
    asked = found.line.question
    here, number = asked.committee, asked.id
    rows: list[Row] = []
    if asked.standing is Standing.PENDING:
        return [
            (
                Button(t.plain("Accept"), AcceptQuestion(here, number), "success"),
                Button(t.plain("Decline"), DeclineQuestion(here, number), "danger"),
            )
        ]
    if asked.standing.open:
        if found.draft is not None:
            to = PublishAnswer(here, number, found.draft.answer.id)
            rows.append((Button(t.plain("Publish the answer"), to, "success"),))
        write = t.plain("Write it anew") if found.drafted else t.plain("Write the answer")
        rows.append((Button(write, AnswerQuestion(here, number), None if found.draft else "primary"),))
        if found.live:
            room = Button(t.plain("Answered in the room"), AnswerQuestion(here, number, in_room=True))
            rows.append((Button(t.plain("Call it up"), CallUpQuestion(here, number)), room))
        if found.owner is None:
            rows.append((Button(t.plain("I will answer"), ClaimQuestion(here, number)),))
        rows.append(
            (
                Button(t.plain("Assign"), AssignQuestion(here, number)),
                Button(t.plain("Merge"), MergeQuestion(here, number)),
            )
        )
    if asked.standing.answered:
        if found.draft is not None:
            to = PublishAnswer(here, number, found.draft.answer.id)
            rows.append((Button(t.plain("Publish the correction"), to, "success"),))
        rows.append((Button(t.plain("Correct the answer"), AnswerQuestion(here, number)),))
        if found.consults:
            rows.append((Button(t.plain("Make draft findings"), DraftFromAnswer(here, number)),))
    if asked.standing.open or asked.standing.answered:
        newest = found.given or found.draft
        row = [Button(t.plain("Translate the question"), TranslateQuestion(here, number))]
        if newest is not None:
            row.append(
                Button(t.plain("Translate the answer"), TranslateQuestion(here, number, newest.answer.id))
            )
        rows.append(tuple(row))
    return rows


def _text_rows(t: Translator, found: Card, original: bool) -> list[Row]:
    asked = found.line.question
    here, number = asked.committee, asked.id
    if asked.standing is Standing.WITHDRAWN:
        return []
    row: list[Button] = []
    wordings = [found.line.wording, *(g.wording for g in (found.given, found.draft) if g is not None)]
    if any(w.for_reader(t.language) for w in wordings):
        label = t.plain("Show the translation") if original else t.plain("Show the original")
        row.append(Button(label, ShowQuestion(here, number, not original)))
    if units(found.line.wording.text) > QUESTION_SHOWN:
        row.append(Button(t.plain("The whole question"), ReadQuestion(here, number)))
    given = found.given
    shown = BOTH_SHOWN if found.draft else ANSWER_SHOWN
    if found.drafts > 1:
        row.append(Button(t.plain("All drafts ({n})", n=found.drafts), ReadAnswers(here, number)))
    elif given is not None and (found.earlier or units(given.wording.text) > shown):
        label = (
            t.plain("Earlier answers ({n})", n=found.earlier)
            if found.earlier
            else t.plain("The whole answer")
        )
        row.append(Button(label, ReadAnswers(here, number)))
    return [(button,) for button in row] if len(row) > 2 else [tuple(row)] if row else []


def _follow(t: Translator, found: Card) -> Button:
    asked = found.line.question
    label = t.plain("Do not notify me") if found.follows else t.plain("Notify me of the answer")
    return Button(label, FollowQuestion(asked.committee, asked.id, not found.follows))
