"""What is posted in a group, always with a way into the private chat, and what organizers see of it in private."""

from collections.abc import Callable, Sequence

from markupsafe import Markup

from bot.committee.actions import ShowCommittee, ShowGroup
from bot.committee.model import Actor
from bot.committee.views import home_row
from bot.delivery.board import Place
from bot.group.actions import GroupSpeaks, Unbind
from bot.group.model import Group
from bot.i18n import LANGUAGES, OWN_NAMES, Translator
from bot.ids import CommitteeId
from bot.screens import Button, LinkButton, Row, Screen


def posted(place: Place, item: str, say: Callable[[Translator], Markup]) -> Screen:
    """The same in each of the group's languages, one below the other, and the item's way into the private chat."""
    return in_private(place.voices, place.link(item), say)


def in_private(voices: Sequence[Translator], url: str | None, say: Callable[[Translator], Markup]) -> Screen:
    """As `posted`, with a ready address."""
    text = Markup("\n\n").join(say(t) for t in voices)
    label = " · ".join(dict.fromkeys(t.plain("Open in private") for t in voices))
    return Screen(text, ((LinkButton(label, url),),) if url else ())


def hello(t: Translator, name: str) -> Markup:
    """The group was connected."""
    return t(
        "This chat is now connected to the committee “{committee}”. Notices appear here; everything else is done "
        "in the private chat.",
        committee=name,
    )


def group_help(t: Translator, bot: str) -> Markup:
    """What can be done in a group."""
    return t(
        "In this chat the bot gives notices, shows how many seats have voted, and takes questions. Texts, comments and "
        "votes are in the private chat.\n{ask} — then your question; or reply to a message with it\n{help}",
        ask=f"/ask@{bot}",
        help=f"/help@{bot}",
    )


def only_private(t: Translator) -> Markup:
    """Any other command."""
    return t("This is done in the private chat with the bot.")


def not_connected(t: Translator) -> Markup:
    """The group belongs to no committee."""
    return t(
        "This chat is not connected to a committee. An organizer can connect it in the private chat with the bot: "
        "Committee → Group chat. Otherwise the bot leaves within an hour."
    )


def anonymous(t: Translator) -> Markup:
    """An anonymous administrator, or a channel, has spoken."""
    return t(
        "The bot cannot tell who you are, because you write anonymously here. Please write under your own name, or "
        "open the private chat."
    )


def overview(t: Translator, who: Actor, group: Group | None, url: str) -> Screen:
    """For organizers: which group, its languages, how to connect one."""
    here = who.committee.id
    spoken = who.committee.group_languages
    lines = [t("<b>Group chat</b>")]
    rows: list[Row] = []
    if group is None:
        lines.append(
            t(
                "No group chat is connected. Press “Add to a group chat” and choose the committee's group, under your "
                "own name. The bot needs no administrator rights. The link is valid for one day and for you only."
            )
        )
        rows.append((LinkButton(t.plain("Add to a group chat"), url),))
    else:
        lines.append(t("Connected: {title}", title=group.title))
        rows.append((Button(t.plain("Disconnect"), Unbind(here), "danger"),))
    lines.append(t("Languages of the posts: {languages}", languages=", ".join(OWN_NAMES[x] for x in spoken)))
    rows.append(
        tuple(
            Button(("✓ " if code in spoken else "") + OWN_NAMES[code], GroupSpeaks(here, code))
            for code in LANGUAGES
        )
    )
    rows.append((Button(t.plain("Back"), ShowCommittee(here)),))
    return Screen(Markup("\n").join(lines), tuple(rows))


def confirm_unbind(t: Translator, who: Actor, group: Group) -> Screen:
    """Asks before the group is let go."""
    text = t(
        "Disconnect “{title}”? Notices will go to private chats only, and the bot leaves the group within an hour.",
        title=group.title,
    )
    here = who.committee.id
    return Screen(
        text,
        (
            (Button(t.plain("Yes, disconnect"), Unbind(here, sure=True), "danger"),),
            (Button(t.plain("Back"), ShowGroup(here)),),
        ),
    )


def added_notice(
    t: Translator, group: Group, where: CommitteeId, *, by: str | None, organizes: bool
) -> Screen:
    """The bot is in a group that no committee has. `by`: who added it; None where it was the reader."""
    assert group.leave_at is not None
    lines = [t("The bot was added to a group chat: {title}", title=group.title)]
    if by is not None:
        lines.append(t("Added by: {name}", name=by))
    lines.append(t("This group chat is not connected to a committee."))
    if organizes:
        lines.append(t("To connect it, open “Group chat”, press “Add to a group chat” and choose it."))
    else:
        lines.append(t("An organizer can connect it. Please do not write drafts or votes there."))
    lines.append(t("Otherwise the bot leaves it: {time}", time=t.moment(group.leave_at)))
    if organizes:
        return _notice(t, Markup("\n").join(lines), where)
    return Screen(Markup("\n").join(lines), (home_row(t),))


def bound_notice(t: Translator, title: str, where: CommitteeId) -> Screen:
    """To the other organizers."""
    return _notice(t, t("A group chat was connected to the committee: {title}", title=title), where)


def lost_notice(t: Translator, title: str, where: CommitteeId) -> Screen:
    """To the organizers: the bot is not in the group any more."""
    text = t(
        "The bot was removed from the group chat “{title}”. Notices now go to private chats only.",
        title=title,
    )
    return _notice(t, text, where)


def _notice(t: Translator, text: Markup, where: CommitteeId) -> Screen:
    return Screen(text, ((Button(t.plain("Group chat"), ShowGroup(where)), *home_row(t)),))
