"""The ballots' terms in the reader's words, and a tally as lines and bars (`glossary.md` §4 and §6)."""

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

from bot.ballots import settings
from bot.ballots.counting import Count, Proposal, Quorum, Reason, Tally
from bot.ballots.model import Choice, Outcome, Progress, Rules
from bot.committee.model import Constituency
from bot.committee.views import constituency_name
from bot.findings import words
from bot.findings.model import Standing
from bot.i18n import Translator, filled, joined, mark
from bot.settings.words import more_than

CHOICES = {
    Choice.APPROVE: mark("Approve"),
    Choice.CHANGES: mark("Approve with changes"),
    Choice.REVISE: mark("Needs revision"),
    Choice.ABSTAIN: mark("Abstain"),
}
COUNTED = {
    Choice.APPROVE: mark("for {n}"),
    Choice.CHANGES: mark("with changes {n}"),
    Choice.REVISE: mark("needs revision {n}"),
    Choice.ABSTAIN: mark("abstained {n}"),
}
_CELLS = {Choice.APPROVE: "🟩", Choice.CHANGES: "🟨", Choice.REVISE: "🟥", Choice.ABSTAIN: "🟦", None: "⬜"}
"""Colour only helps: the same stands beside it in words."""
BAR = 10
"""Cells of a bar at most; up to that many seats, a cell is a seat."""
_REASONS = {
    Reason.QUORUM_MISSING: mark("Quorum is missing."),
    Reason.CONSTITUENCY_REVISES: mark("Of a group's voting seats, {share} ask for revision: {groups}"),
    Reason.MAJORITY_REVISES: mark("Of the votes that are not “Abstain”, {share} ask for revision."),
    Reason.ALL_APPROVE: mark("Every vote that is not “Abstain” is “Approve”."),
    Reason.MAJORITY_APPROVES: mark("In every group that voted, {share} approve, with or without changes."),
    Reason.ONLY_ABSTENTIONS: mark("There are only abstentions."),
    Reason.MAJORITY_LACKING: mark("Some groups lack the majority: {groups}"),
    Reason.APPROVE_ALONE_SUFFICES: mark("No text was taken in, and “Approve” alone has the majorities."),
    Reason.APPROVE_ALONE_FALLS_SHORT: mark(
        "No text was taken in, and “Approve” alone lacks the majority in these groups: {groups}"
    ),
}


def choice(t: Translator, of: Choice) -> Markup:
    """`Approve with changes`."""
    return t(CHOICES[of])


def outcome(t: Translator, of: Outcome) -> Markup:
    """`validated with amendments`."""
    return words.standing(t, Standing(of.value))


def reason(t: Translator, of: Proposal, rules: Rules, known: Sequence[Constituency]) -> Markup:
    """The rule that decided, with its figure and the groups that it speaks of."""
    asked = rules.majority if of.reason is Reason.MAJORITY_APPROVES else rules.revision
    return t(_REASONS[of.reason], groups=groups(t, of.named, known), share=more_than(t, asked))


@lru_cache(64)  # they stand on every paper of the committee
def rules(t: Translator, of: Rules) -> Markup:
    """What decides and in which order, folded until tapped; each rule as the committee's settings write it."""
    lines = [Markup("<b>{}</b>").format(t("Voting rules"))]
    for setting, value in settings.rules_in_words(of):
        lines.append(Markup("• {}: {}").format(t(setting.title), setting.kind.written(t, value)))
    lines.append(t("• Otherwise: {outcome}", outcome=outcome(t, Outcome.NO_CONSENSUS)))
    lines.append(t("• “{abstain}”: counts for the quorum only", abstain=choice(t, Choice.ABSTAIN)))
    return Markup("<blockquote expandable>{}</blockquote>").format(Markup("\n").join(lines))


def group(t: Translator, code: str, known: Sequence[Constituency]) -> Markup:
    """A constituency's name; one that the committee has dropped keeps its usual name."""
    return constituency_name(t, next((c for c in known if c.code == code), code))


def progress(t: Translator, found: Progress, known: Sequence[Constituency]) -> Markup:
    """How many seats of each constituency have voted, and nothing else."""
    total = t("Voted so far: {voted} of {seats}", voted=found.voted, seats=found.seats)
    return joined([total, by_group(t, found, known)])


def by_group(t: Translator, found: Progress, known: Sequence[Constituency]) -> Markup:
    """The same without the total."""
    lines = []
    for code, (voted, seats) in found.constituencies.items():
        name = group(t, code, known)
        if not seats:
            lines.append(t("{group}: not represented", group=name))
        else:
            lines.append(filled("{group}: {voted}/{seats}", group=name, voted=voted, seats=seats))
    return joined(lines)


def tally(t: Translator, found: Tally, known: Sequence[Constituency]) -> Markup:
    """A line and a bar a constituency, then the quorum."""
    lines = []
    for code, count in found.constituencies.items():
        name = group(t, code, known)
        if not count.represented:
            lines.append(t("{group}: not represented", group=name))
        else:
            lines.append(Markup("{}: {}\n{}").format(name, counted(t, count), bar(count)))
    lines.append(quorum(t, found.quorum, known))
    return Markup("\n").join(lines)


def counted(t: Translator, count: Count) -> Markup:
    """`for 2, with changes 1, not voted 1`; what is zero is left out."""
    parts = [t(COUNTED[c], n=count.of(c)) for c in Choice if count.of(c)]
    if count.not_voted:
        parts.append(t("not voted {n}", n=count.not_voted))
    return Markup(", ").join(parts)


def bar(count: Count) -> str:
    """Cells in the order of the choices, the largest remainders rounded up so that the bar is full."""
    parts = [(choice, count.of(choice)) for choice in Choice] + [(None, count.not_voted)]
    width = min(BAR, count.seats)
    exact = [n * width / count.seats for _, n in parts]
    cells = [int(share) for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: cells[i] - exact[i])
    for i in by_remainder[: width - sum(cells)]:
        cells[i] += 1
    return "".join(_CELLS[choice] * n for (choice, _), n in zip(parts, cells, strict=True))


def quorum(t: Translator, found: Quorum, known: Sequence[Constituency]) -> Markup:
    """`Quorum: yes (8 of 9 voted, 5 needed).`"""
    facts = {"voted": found.voted, "seats": found.seats, "needed": found.needed}
    if found.reached:
        return t("Quorum: yes ({voted} of {seats} voted, {needed} needed).", **facts)
    line = t("Quorum: no ({voted} of {seats} voted, {needed} needed).", **facts)
    if found.missing:
        line += Markup(" ") + t("Without a vote: {groups}", groups=groups(t, found.missing, known))
    return line


def groups(t: Translator, codes: Sequence[str], known: Sequence[Constituency]) -> Markup:
    """`Government and Trade unions`."""
    return t.list(group(t, code, known) for code in codes)
