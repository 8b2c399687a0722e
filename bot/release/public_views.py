"""A public finding on screen: where it stands, what would be public, the public text itself. No I/O, no clock."""

from dataclasses import replace

from markupsafe import Markup

from bot.ballots import pictures
from bot.ballots import words as ballot_words
from bot.ballots.model import Outcome
from bot.committee.views import home_row
from bot.findings.actions import ShowFinding
from bot.findings.model import short
from bot.i18n import OWN_NAMES, Translator
from bot.ids import FindingId
from bot.release.actions import AgreeRelease, PublicText, ShowRelease, WithdrawRelease
from bot.release.cards import Public, ReleaseCard
from bot.screens import Attachment, Button, Row, Screen, in_rows
from bot.texts import quoted, shortened, units

MESSAGE_UNITS = 4000
"""Of a message's 4,096, counted with the tags; the committee's name may stand above."""
PREVIEW_UNITS = 1500
"""Of the text in the preview; the whole is on the finding's card."""


def card(t: Translator, found: ReleaseCard) -> Screen:
    """Public or not, since when, and what the reader can do about it."""
    finding = found.finding
    lines = [_title(found)]
    rows: list[Row] = []
    if found.public is not None and found.released is not None and found.public.confirmed_at is not None:
        since = t.moment(found.public.confirmed_at)
        lines.append(t("Public since {time}, version {v}.", time=since, v=found.released.number))
        lines.append(t("The text and the result may be forwarded. Choose the language:"))
        languages = [
            Button(OWN_NAMES.get(code, code), PublicText(finding.id, code))
            for code in found.released.languages
        ]
        rows += in_rows(languages)
    else:
        lines.append(t("This finding is not public."))
        if found.able is None and found.agrees:
            lines.append(t("Only a text that was validated can be made public."))
    if found.able is not None:
        lines += _agreement(t, found)
        if not found.own or found.alone:
            label = t.plain("Confirm the release") if found.proposal else t.plain("Release to the public")
            rows.append((Button(label, AgreeRelease(found.able.id), "primary"),))
    if found.agrees and (found.public is not None or found.proposal is not None):
        label = t.plain("Take it back")
        rows.append((Button(label, WithdrawRelease(finding.id), "danger"),))
    rows.append((Button(t.plain("Back"), ShowFinding(finding.committee, finding.id)), *home_row(t)))
    return Screen(Markup("\n\n").join(lines), tuple(rows))


def _agreement(t: Translator, found: ReleaseCard) -> list[Markup]:
    if found.proposal is None:
        if found.alone:
            return [t("There is no chair, so an organizer alone decides on the release.")]
        return [t("Organizer and chair have to agree: one proposes the release, the other confirms it.")]
    when = t.moment(found.proposal.proposed_at)
    if found.proposal.by_chair:
        return [t("Proposed by the chair: {time}. An organizer confirms.", time=when)]
    return [t("Proposed by an organizer: {time}. The chair confirms.", time=when)]


def preview(t: Translator, found: Public, *, confirms: bool, alone: bool) -> Screen:
    """What would be public, before one agrees to it."""
    version = found.version
    ask = (
        t("Confirm that this becomes public?")
        if confirms or alone
        else t("Propose that this becomes public?")
    )
    lines = [ask, t("Names, comments, drafts and reservations' texts are never part of it.")]
    if found.paper.ballot.outcome is Outcome.AMENDED and version.carries is None:
        lines.append(
            t("⚠️ The text is the one that was voted on: the amendments are not in it until the next version.")
        )
    languages = t.list(t.language_name(code) for code in version.languages)
    lines.append(t("Languages: {languages}", languages=languages))
    text = version.text_for(t.language)
    lines.append(_head(t, found))
    if text.body:
        lines.append(quoted(shortened(text.body, PREVIEW_UNITS)))
    lines.append(_result(t, found))
    label = t.plain("Confirm the release") if confirms or alone else t.plain("Propose the release")
    rows: tuple[Row, ...] = (
        (Button(label, AgreeRelease(version.id, sure=True), "primary"),),
        (Button(t.plain("Back"), ShowRelease(found.finding.id)),),
    )
    return Screen(Markup("\n\n").join(lines), rows)


def confirm_withdrawal(t: Translator, found: ReleaseCard) -> Screen:
    """Asks before a release is taken back."""
    if found.public is not None:
        ask = t(
            "Take back the release of {label}? The bot gives out no further copies; those that were forwarded stay "
            "where they are. Everybody is told.",
            label=found.finding.label,
        )
    else:
        ask = t("Take back the proposal to release {label}?", label=found.finding.label)
    rows: tuple[Row, ...] = (
        (Button(t.plain("Take it back"), WithdrawRelease(found.finding.id, sure=True), "danger"),),
        (Button(t.plain("Back"), ShowRelease(found.finding.id)),),
    )
    return Screen(ask, rows)


def public_text(t: Translator, found: Public, language: str) -> list[Screen]:
    """What may be forwarded, in a language of its texts: no buttons, no names. Long texts take a second message."""
    t = found.committee.voice(language)
    version = found.version
    text = version.text_for(language)
    first = [_head(t, found, language)]
    if text.body:
        first.append(Markup("{}").format(text.body))
    second = [_result(t, found), *_about(t, found, language)]
    whole = Markup("\n\n").join([*first, *second])
    if units(whole.unescape()) <= MESSAGE_UNITS:
        return [Screen(whole)]
    return [
        Screen(Markup("\n\n").join(first)),
        Screen(Markup("\n\n").join([_head(t, found, language), *second])),
    ]


def picture(t: Translator, found: Public, language: str) -> Attachment:
    """The result as a picture, to be forwarded with the text."""
    t = found.committee.voice(language)
    drawn = pictures.picture(t, found.paper, found.committee)
    return replace(drawn, rows=(), protect=False)


def proposed_notice(t: Translator, found: ReleaseCard) -> Screen:
    """To the other side: it takes their word."""
    lines = [_title(found), *_agreement(t, found)]
    return Screen(
        Markup("\n\n").join(lines),
        ((Button(t.plain("Look and decide"), ShowRelease(found.finding.id)),), home_row(t)),
    )


def released_notice(t: Translator, found: ReleaseCard) -> Screen:
    """To everybody: it is public."""
    lines = [
        _title(found),
        t("This finding was made public: its text and the result may be forwarded."),
    ]
    folded = t.plain("{label} is public: see the newer card below.", label=found.finding.label)
    return Screen(
        Markup("\n\n").join(lines),
        ((Button(t.plain("Public text"), ShowRelease(found.finding.id)),), home_row(t)),
        folded=folded,
    )


def withdrawn_notice(t: Translator, label: str, *, was_public: bool) -> Screen:
    """To everybody: no further copies. To the other side: the proposal is off."""
    said = (
        t("This finding is no longer public: the bot gives out no further copies.")
        if was_public
        else t("The proposal to make this finding public was taken back.")
    )
    return Screen(
        Markup("<b>{}</b> · ").format(label) + said,
        (home_row(t),),
        folded=t.plain("{label} is not public: see the newer card below.", label=label),
    )


def finding_row(t: Translator, number: FindingId, *, public: bool) -> Row:
    """What this room offers on a finding's card."""
    label = t.plain("Public text") if public else t.plain("Release to the public")
    return (Button(label, ShowRelease(number)),)


def waiting_row(t: Translator, label: str, number: FindingId) -> Row:
    """A line of home and /todo."""
    return (Button(t.plain("{label}: confirm the release", label=label), ShowRelease(number), "primary"),)


def _title(found: ReleaseCard) -> Markup:
    return Markup("<b>{}</b>").format(" · ".join(filter(None, (found.finding.label, found.title))))


def _head(t: Translator, found: Public, language: str | None = None) -> Markup:
    text = found.version.text_for(language or t.language)
    return Markup("{}\n<b>{} · {}</b>").format(
        shortened(found.committee.name(t.language), 200), found.finding.label, text.title
    )


def _result(t: Translator, found: Public) -> Markup:
    paper = found.paper
    assert paper.judgement is not None
    assert paper.ballot.outcome is not None
    assert paper.ballot.declared_at is not None
    outcome = Markup("<b>{}</b>").format(ballot_words.outcome(t, paper.ballot.outcome))
    lines = [
        t("Declared outcome: {outcome}", outcome=outcome),
        ballot_words.tally(t, paper.judgement.tally, paper.constituencies),
    ]
    if paper.reservations:
        lines.append(t("Reservations: {n}", n=len(paper.reservations)))
    lines.append(t("Declared: {time}", time=t.moment(paper.ballot.declared_at)))
    return t.with_sse_explained(Markup("\n").join(lines))


def _about(t: Translator, found: Public, language: str) -> list[Markup]:
    version = found.version
    text = version.text_for(language)
    lines = [t("Version {v} · {hash}", v=version.number, hash=short(version.hash))]
    if found.voted != version.number:
        lines.append(t("Voted on: version {v}. This version carries its outcome.", v=found.voted))
    elif found.paper.ballot.outcome is Outcome.AMENDED:
        lines.append(t("This is the text that was voted on, before the amendments."))
    if text.language != version.authoritative:
        lines.append(t("Authoritative text: {language}", language=t.language_name(version.authoritative)))
    if text.unofficial:
        lines.append(t("Unofficial translation."))
    return [Markup("\n").join(lines)]
