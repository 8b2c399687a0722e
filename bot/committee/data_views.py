"""What people see of their own data: what is kept and why, their file, and the way out."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.committee.actions import Home, Privacy, ShowCommittee
from bot.committee.data_actions import Leave, MyData
from bot.committee.model import Actor, Committee, Role, Seat
from bot.committee.views import home_row, role_name, seat_line
from bot.i18n import Translator
from bot.ids import CommitteeId
from bot.screens import Button, Row, Screen


def privacy(t: Translator, committee: Committee, *, serves: bool = True) -> Screen:
    """About somebody's own data. `serves`: in that committee, still."""
    rows: tuple[Row, ...] = (
        (Button(t.plain("Send my data"), MyData()), Button(t.plain("Leave"), Leave(committee.id))),
        home_row(t),
    )
    return Screen(about_data(t, committee), rows if serves else own_rows(t))


def about_data(t: Translator, committee: Committee) -> Markup:
    """What is stored and why, for how long, and a person's rights (product §9)."""
    text = t(
        "<b>Your data</b>\n"
        "Purpose: the work of the committee “{committee}”.\n"
        "Stored: your name, Telegram ID and username, seat, language, time zone, answers, comments and votes.\n"
        "Not stored: your phone number; what you write to other people.\n"
        "Controller: {controller}",
        committee=committee.name(t.language),
        controller=committee.controller or t("the secretariat of the committee"),
    )
    lines = [
        t(
            "Who sees it: the committee sees your name and your open votes after closing; organizers see whether "
            "the bot can reach you."
        ),
        t("Messages to the bot are erased once they are answered."),
        t("Which notices were sent to you: kept for {n} days.", n=committee.letters_kept.days),
        t("Unfinished forms: kept for {n} days.", n=committee.forms_kept.days),
        _kept_until(t, committee),
        t("Copies of the database made before an update are erased after 7 days."),
        t("The audit log names nobody: it holds numbers only."),
        t(
            "A question asked without a name is kept without yours; until its answer has gone, a sealed address knows "
            "where it goes."
        ),
        t(
            "Your rights: /mydata sends you everything that is stored about you. /leave erases your profile at "
            "once. To have something corrected, ask the controller."
        ),
        t(
            "What stays when you leave: comments, versions and votes in closed ballots, under the seat, "
            "without your name. Names that somebody wrote in a text stay in that text."
        ),
        t("Minutes that were sent out keep the names of those who attended."),
        t(
            "Questions, answers and input stay likewise; a question without an answer can be withdrawn before."
        ),
        t("Chats with bots are not end-to-end encrypted. What the bot sent you stays in your chat."),
    ]
    return text + Markup("\n<blockquote expandable>{}</blockquote>").format(Markup("\n").join(lines))


def ask_to_leave(t: Translator, who: Actor, everywhere: Sequence[Actor]) -> Screen:
    """Asked before anybody leaves: what goes, what stays."""
    several = len(everywhere) > 1
    lines = [
        t("<b>Leave the committee “{committee}”?</b>", committee=who.committee.name(t.language)),
        t("At once: you get no more messages from it. Your votes in running ballots are withdrawn."),
        t("Erased: your unfinished forms and drafts of texts that you have not saved.")
        if several
        else t("Erased: your name, Telegram ID, username and time zone, and your unfinished forms."),
        *_stays(t),
    ]
    if several:
        lines.append(t("Your profile stays as long as you serve in another committee."))
    lines.append(t("There is no way back but a new invitation."))
    rows: list[Row] = [
        (Button(t.plain("Leave the committee"), Leave(who.committee.id, sure=True), "danger"),)
    ]
    if several:
        rows.append((Button(t.plain("Leave all committees ({n})", n=len(everywhere)), Leave(None)),))
    return Screen(Markup("\n").join(lines), (*rows, *_instead(t)))


def ask_to_leave_all(t: Translator, everywhere: Sequence[Actor]) -> Screen:
    """The same for everybody's every committee."""
    names = Markup("\n").join(Markup("• {}").format(a.committee.name(t.language)) for a in everywhere)
    lines = [
        t("<b>Leave all committees?</b>"),
        names,
        t("At once: you get no more messages. Your votes in running ballots are withdrawn."),
        t("Erased: your name, Telegram ID, username and time zone, and your unfinished forms."),
        *_stays(t),
        t("There is no way back but a new invitation."),
    ]
    leave = Button(t.plain("Leave all committees ({n})", n=len(everywhere)), Leave(None, sure=True), "danger")
    return Screen(Markup("\n").join(lines), ((leave,), *_instead(t)))


def nowhere(t: Translator) -> Screen:
    """To whoever is on no roster any more, as long as something of them is stored."""
    lines = [
        t("You serve in no committee here."),
        t("Your personal data will be erased within 30 days."),
        t("If this seems wrong, please contact the secretariat."),
    ]
    return Screen(Markup("\n").join(lines), own_rows(t))


def own_rows(t: Translator) -> tuple[Row, ...]:
    """What anybody may do with their own data, though they serve nowhere."""
    return (
        (Button(t.plain("Send my data"), MyData()), Button(t.plain("Your data"), Privacy())),
        (Button(t.plain("Erase my data now"), Leave(None)),),
    )


def ask_to_erase(t: Translator) -> Screen:
    """Asked before anything is erased of somebody who serves nowhere."""
    lines = [
        t("<b>Erase your data now?</b>"),
        t("Erased: your name, Telegram ID, username and time zone, and your unfinished forms."),
        *_stays(t),
    ]
    rows: tuple[Row, ...] = (
        (Button(t.plain("Erase my data now"), Leave(None, sure=True), "danger"),),
        (Button(t.plain("Send my data"), MyData()), Button(t.plain("Your data"), Privacy())),
    )
    return Screen(Markup("\n").join(lines), rows)


def erased(t: Translator) -> Screen:
    """The last card of somebody who served nowhere."""
    return Screen(
        t("Your personal data was erased. What the bot sent you stays in this chat until you delete it.")
    )


def farewell(t: Translator) -> Screen:
    """The last card: there is nothing here for them any more."""
    return Screen(
        t(
            "You have left the committee. Your personal data was erased; votes already counted stay without your "
            "name. What the bot sent you stays in this chat until you delete it."
        )
    )


def file_caption(t: Translator) -> Markup:
    """What the file is."""
    return t("Everything that is stored about you, as of now. The file is not kept by the bot.")


def vacated(t: Translator, committee: CommitteeId, role: Role, seat: Seat | None, *, chairs: bool) -> Screen:
    """For organizers: somebody has left. Who it was is erased by now."""
    lines = [t("<b>Somebody has left the committee</b>"), t("Role: {role}", role=role_name(t, role, chairs))]
    if seat is not None:
        lines += [seat_line(t, seat), t("Their running votes were withdrawn.")]
    row: Row = (Button(t.plain("Committee"), ShowCommittee(committee)), Button(t.plain("Menu"), Home()))
    return Screen(Markup("\n").join(lines), (row,))


def _stays(t: Translator) -> tuple[Markup, Markup]:
    return (
        t("Stays: your comments, versions and votes in closed ballots, without your name (“former holder”)."),
        t("Minutes that were sent out keep your name."),
    )


def _kept_until(t: Translator, committee: Committee) -> Markup:
    until = committee.people_until
    if until is None:
        return t("Your profile is erased 12 months after the end of the project.")
    return t("Your profile is erased after: {date}", date=t.day(until))


def _instead(t: Translator) -> tuple[Row, ...]:
    return (
        (Button(t.plain("Send my data"), MyData()), Button(t.plain("Your data"), Privacy())),
        home_row(t),
    )
