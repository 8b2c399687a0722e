"""What the questions' outcomes and refusals say to whoever tapped or wrote."""

from markupsafe import Markup

from bot.errors import Facts
from bot.i18n import Sentences, Translator, instant


def _asked(t: Translator, facts: Facts) -> Markup:
    sentence = t(
        "Question {label} has been recorded. We will let you know when it is answered.", label=_label(facts)
    )
    if facts["pending"]:
        sentence += Markup(" ") + t("It stands in the list once the secretariat has accepted it.")
    if facts["over"]:
        sentence += Markup(" ") + t("The meeting is over, so the question stands without it.")
    return sentence


def _unnamed(t: Translator, facts: Facts) -> Markup:
    return _asked(t, facts) + Markup(" ") + t("Your name is not kept with it.")


def _recorded(t: Translator, facts: Facts) -> Markup:
    """In the group."""
    parts = [t("Question {label} is recorded.", label=_label(facts))]
    if facts["pending"]:
        parts.append(t("It stands in the list once the secretariat has accepted it."))
    if facts["caption"]:
        parts.append(t("Only the text was taken, not the picture or file."))
    return Markup(" ").join(parts)


def _label(facts: Facts) -> str:
    return f"Q{facts['number']}"


SENTENCES: Sentences = {
    "question-asked": _asked,
    "question-asked-unnamed": _unnamed,
    "question-captured": _asked,
    "question-recorded": _recorded,
    "question-how-in-group": lambda t, f: t(
        "Write the question after the command, or reply with it to the message that asks it: {command}",
        command=f["command"],
    ),
    "question-reply-to-bot": lambda t, f: t(
        "That message is the bot's own. Write your question after the command: {command}",
        command=f["command"],
    ),
    "question-reply-without-text": lambda t, f: t(
        "That message has no text. Write the question after the command: {command}", command=f["command"]
    ),
    "group-not-connected": lambda t, f: t("This chat is not connected to a committee."),
    "question-edited": lambda t, f: t("The question was edited."),
    "question-withdrawn": lambda t, f: t("{label} is withdrawn and its words are erased.", label=_label(f)),
    "question-withdrawn-unnamed": lambda t, f: t(
        "{label} is withdrawn and its words are erased.", label=_label(f)
    ),
    "question-attributed": lambda t, f: t("{label}: how you are named was changed.", label=_label(f)),
    "question-supported": lambda t, f: t("Your +1 for {label} is counted.", label=_label(f)),
    "question-supported-already": lambda t, f: t(
        "Your +1 for {label} is counted already, once.", label=_label(f)
    ),
    "question-followed": lambda t, f: t("You will be told when {label} is answered.", label=_label(f)),
    "question-unfollowed": lambda t, f: t("You will not be told of the answer to {label}.", label=_label(f)),
    "question-accepted": lambda t, f: t("{label} is accepted. Its asker is told.", label=_label(f)),
    "question-declined": lambda t, f: t("{label} is declined. Its asker is told why.", label=_label(f)),
    "question-claimed": lambda t, f: t(
        "You answer {label}. Answer due: {date}", label=_label(f), date=t.moment(instant(f["due"]))
    ),
    "question-assigned": lambda t, f: t(
        "{label} is assigned. Answer due: {date}", label=_label(f), date=t.moment(instant(f["due"]))
    ),
    "question-was-merged": lambda t, f: t(
        "{label} was merged into {into}. Both askers are told of the answer.",
        label=_label(f),
        into=f"Q{f['into']}",
    ),
    "question-was-separated": lambda t, f: t(
        "{label} stands by itself again, apart from {other}, and waits for an answer.",
        label=_label(f),
        other=f"Q{f['from']}",
    ),
    "question-closed": lambda t, f: t("{label} is closed.", label=_label(f)),
    "question-called": lambda t, f: t("{label} is called up. The group's card shows it.", label=_label(f)),
    "question-answered-in-room": lambda t, f: t(
        "{label} is marked as answered in the room. Its note waits for you in /todo.", label=_label(f)
    ),
    "questions-moderated": lambda t, f: t("New questions now wait until they are accepted."),
    "questions-unmoderated": lambda t, f: t("New questions now stand in the list at once."),
    "answer-kept": lambda t, f: t(
        "The answer to {label} is kept as a draft. Nobody was told.", label=_label(f)
    ),
    "answer-overtaken": lambda t, f: t(
        "Somebody else answered {label} meanwhile. Your answer is kept as a draft: read theirs, then publish yours as "
        "a correction if it is still needed.",
        label=_label(f),
    ),
    "answer-published": lambda t, f: t(
        "The answer to {label} is published. Notices sent: {n}.", label=_label(f), n=f["told"]
    ),
    "answer-corrected": lambda t, f: t(
        "The answer to {label} is corrected; the earlier one is kept. Notices sent: {n}.",
        label=_label(f),
        n=f["told"],
    ),
    "question-was-translated": lambda t, f: t(
        "{label}: the translation is saved. Language: {language}",
        label=_label(f),
        language=t.language_name(f["language"]),
    ),
    "findings-from-answer": lambda t, f: t(
        "Kept as drafts, out of the answer to {question}: {labels}. The committee does not see them.",
        question=_label(f),
        labels=", ".join(f["labels"]),
    ),
    "question-unknown": lambda t, f: t("There is no such question among those that you can read."),
    "question-answerers-only": lambda t, f: t(
        "Only consultants, organizers and the chair can do this. If this seems wrong, please contact the secretariat."
    ),
    "question-not-yours": lambda t, f: t(
        "Questions are answered by consultants, organizers and the chair. Nothing was recorded. To add to {label}, ask "
        "a question of your own or give it your +1.",
        label=_label(f),
    ),
    "question-merged": lambda t, f: t(
        "{label} was merged into {into}. Please use {into}. Nothing was recorded.",
        label=_label(f),
        into=f"Q{f['into']}",
    ),
    "question-pending": lambda t, f: t("{label} is not accepted yet. Nothing was recorded.", label=_label(f)),
    "question-accepted-already": lambda t, f: t("{label} was accepted already.", label=_label(f)),
    "question-declined-already": lambda t, f: t(
        "{label} was declined. Nothing was recorded.", label=_label(f)
    ),
    "question-withdrawn-already": lambda t, f: t(
        "{label} was withdrawn. Nothing was recorded.", label=_label(f)
    ),
    "question-answered-already": lambda t, f: t("{label} is answered already.", label=_label(f)),
    "question-unanswered": lambda t, f: t(
        "{label} has no answer yet, and nothing closes without one.", label=_label(f)
    ),
    "question-own": lambda t, f: t(
        "{label} is your own question, so it takes no +1 of yours.", label=_label(f)
    ),
    "question-of-another": lambda t, f: t("Only whoever asked a question can do this."),
    "question-named-already": lambda t, f: t(
        "“Without a name” can only be chosen while asking. Nothing was changed."
    ),
    "question-without-seat": lambda t, f: t(
        "You hold no seat, so no organization or group can stand with it."
    ),
    "question-without-words": lambda t, f: t("A question needs words. Please write it again."),
    "question-one-message": lambda t, f: t(
        "A question is one message of up to 4,096 characters, so this second one was not taken. Choose how you are "
        "named, or press “Back” and write it again, shorter."
    ),
    "question-number-wanted": lambda t, f: t(
        "Please write the number of a question, for example {label}.", label="Q1"
    ),
    "question-number-unknown": lambda t, f: t(
        "There is no {label}. Please write another number.", label=_label(f)
    ),
    "question-not-merged": lambda t, f: t("{label} is merged into no other question.", label=_label(f)),
    "question-into-itself": lambda t, f: t(
        "{label} is this question itself. Please write another number.", label=_label(f)
    ),
    "question-other-finding": lambda t, f: t(
        "{label} is about a finding, and this question is not. Please write another number.", label=_label(f)
    ),
    "question-taken": lambda t, f: t(
        "Somebody else answers {label} already. To change that, press “Assign”.", label=_label(f)
    ),
    "question-owner-cannot-answer": lambda t, f: t(
        "Only consultants, organizers and the chair answer questions. Please choose another person."
    ),
    "question-captured-already": lambda t, f: t(
        "This message was kept already as question {label}.", label=_label(f)
    ),
    "answer-published-already": lambda t, f: t(
        "This answer to {label} is published already.", label=_label(f)
    ),
    "answer-unknown": lambda t, f: t("The answer was written anew meanwhile. Nothing was recorded."),
}
