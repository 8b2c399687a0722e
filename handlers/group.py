"""The committee's group: bound in private, told little, and never asked to vote."""

from collections.abc import Callable

from markupsafe import Markup
from telegram import Chat, ChatMember, Update

from bot.committee.actions import ShowGroup
from bot.committee.service import UTC_ZONE
from bot.delivery import TryLater, Undeliverable, Unsure
from bot.delivery.board import Place
from bot.delivery.model import Moved
from bot.errors import Refusal
from bot.group import links, own_data, service, views
from bot.group.actions import GroupSpeaks, Unbind
from bot.group.sentences import SENTENCES
from bot.i18n import LANGUAGES, Translator, translator
from bot.ids import CommitteeId, PersonId, TelegramId
from bot.intake import Answered, AnswerLater, Outcome, leave_no_trace
from bot.screens import Screen
from bot.store import Tx
from handlers.bot_api.addressed import said
from handlers.context import Answer, Room
from handlers.turn import Turn

Say = Callable[[Translator], Markup]
_THERE = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.RESTRICTED)


async def on_command(_update: Update, turn: Turn) -> None:
    """A command in a group. Only a room's `group_commands` act there."""
    message = turn.incoming.message
    assert message is not None
    word, *turn.args = said(message).split()
    name = word[1:].partition("@")[0].lower()
    if message.sender_chat is not None:  # an anonymous administrator, or a channel
        await _say(turn, views.anonymous)
        return
    await turn.learn_who()
    if turn.person is None:
        leave_no_trace()
    if name == "start" and turn.args and (where := links.committee_of(turn.args[0])) is not None:
        await _bind(turn, message.chat, where)
        return
    command = turn.rooms.group_commands.get(name)
    if command is not None:
        await _post(turn, await command(turn))
    elif await _place(turn) is not None:
        await _say(turn, views.only_private)
    else:
        await _say(turn, views.not_connected)


async def on_edit(_update: Update, turn: Turn) -> None:
    """A command in a group was edited: rooms that kept what it said hear of it. Nothing is answered."""
    await turn.learn_who()
    if turn.person is None:
        leave_no_trace()
        return
    for room in turn.rooms.rooms:
        if room.edited_in_group is not None:
            await room.edited_in_group(turn)


async def on_member(turn: Turn) -> None:
    """The bot was added to a group, or removed from it."""
    change = turn.incoming.my_chat_member
    assert change is not None
    chat = TelegramId(change.chat.id)
    was, is_ = change.old_chat_member.status in _THERE, change.new_chat_member.status in _THERE
    await turn.learn_who()
    if turn.person is None:
        leave_no_trace()
    if was == is_:
        return
    if not is_:
        await turn.rooms.store.write(lambda tx: _places(turn).gone(tx, chat, turn.at))
        return
    by: PersonId | None = None if turn.person is None else turn.person.id
    title = change.chat.title or ""
    await turn.rooms.store.write(lambda tx: service.added(tx, chat, title, by, turn.at))


async def on_migrated(_update: Update, turn: Turn) -> None:
    """The group has become a supergroup; each of the two chats says so."""
    message = turn.incoming.message
    assert message is not None
    old = TelegramId(message.migrate_from_chat_id or message.chat.id)
    new = TelegramId(message.migrate_to_chat_id or message.chat.id)
    await turn.rooms.store.write(lambda tx: _places(turn).moved(tx, old, new, turn.at))


async def show_help(turn: Turn) -> Screen:
    """/help in a group."""
    bot = turn.rooms.links.bot or ""
    return await _drawn(turn, lambda t: views.group_help(t, bot))


async def show(turn: Turn, action: ShowGroup) -> Answer:
    """The group, for organizers."""
    return await _overview(turn, action.committee)


async def unbind(turn: Turn, action: Unbind) -> Answer:
    """Asks once, then lets the group go."""
    if not action.sure:
        who, group = await turn.read(lambda tx: service.overview(tx, turn.who(tx, action.committee)))
        if group is not None:
            return views.confirm_unbind(turn.t, who, group)
    outcome = await turn.write(lambda tx: service.unbind(tx, turn.who(tx, action.committee), turn.at))
    return await _after(turn, action.committee, outcome)


async def speaks(turn: Turn, action: GroupSpeaks) -> Answer:
    """A language more or less."""
    outcome = await turn.write(
        lambda tx: service.speak(tx, turn.who(tx, action.committee), action.language, turn.at)
    )
    return await _after(turn, action.committee, outcome)


async def _bind(turn: Turn, chat: Chat, where: CommitteeId) -> None:
    """An organizer's own link: confirmed, or refused, in private. Whoever is a stranger is told in the group."""
    if turn.person is None:
        await _say(turn, views.not_connected)
        return

    def body(tx: Tx) -> Outcome:
        who = turn.who(tx, where)
        links.check(turn.rooms.links, (turn.args or [""])[0], who, turn.at)
        return service.bind(tx, who, TelegramId(chat.id), chat.title or "", turn.at)

    outcome = await turn.write(body)
    try:
        answer = await _overview(turn, where)
        await turn.show(answer.noted(turn.note(outcome)))
    except Refusal as refusal:
        await turn.show(Screen(turn.say(refusal.code, refusal.facts)))


async def _overview(turn: Turn, where: CommitteeId) -> Screen:
    who, group = await turn.read(lambda tx: service.overview(tx, turn.who(tx, where)))
    return views.overview(turn.t, who, group, links.address(turn.rooms.links, who, turn.at))


async def _after(turn: Turn, where: CommitteeId, outcome: Outcome) -> Answer:
    return (await _overview(turn, where)).noted(turn.note(outcome))


def _places(turn: Turn) -> service.Places:
    return service.Places(turn.rooms.links.to)


async def _place(turn: Turn) -> Place | None:
    """The committee's group that was written in; None for one that belongs to none."""
    chat = turn.incoming.effective_chat
    assert chat is not None
    return await turn.read(lambda tx: _places(turn).at(tx, TelegramId(chat.id)))


async def _drawn(turn: Turn, say: Say) -> Screen:
    """In the group's languages; in all of ours where it belongs to no committee."""
    place = await _place(turn)
    voices = place.voices if place else tuple(translator(tag, UTC_ZONE, UTC_ZONE) for tag in LANGUAGES)
    return views.in_private(voices, turn.rooms.links.chat, say)


async def _say(turn: Turn, say: Say) -> None:
    await _post(turn, await _drawn(turn, say))


async def _post(turn: Turn, screen: Screen) -> None:
    """Answers in the group. Raises as `Turn.show`."""
    chat = turn.incoming.effective_chat
    assert chat is not None
    try:
        await turn.sender.send(TelegramId(chat.id), screen, silent=True)
    except TryLater as later:
        raise AnswerLater(later.seconds) from None
    except Unsure:
        raise turn.again() from None
    except (Undeliverable, Moved):
        raise Answered from None


ROOM = Room(
    buttons={ShowGroup: show, Unbind: unbind, GroupSpeaks: speaks},
    group_commands={"help": show_help},
    sentences=SENTENCES,
    mydata=own_data.sections,
)
