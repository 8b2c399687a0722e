"""The methods with which a bot writes, edits and deletes."""

from collections.abc import Callable
from typing import Any

from bot.playground import texts
from bot.playground.chats import open_chat
from bot.playground.fields import Fields
from bot.playground.files import PHOTO_LIMIT, UPLOAD_LIMIT
from bot.playground.keyboards import read_keyboard
from bot.playground.model import Chat, Json, Message, place
from bot.playground.refusals import bad_request
from bot.playground.world import World

_DELETABLE_SECONDS = 48 * 3600
_ALBUM_LIMIT = 10
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


async def send_message(world: World, fields: Fields) -> Json:
    """sendMessage."""
    chat = open_chat(world, fields)
    text, entities = texts.read_text(fields)
    return _post(world, chat, fields, {"text": text} | ({"entities": entities} if entities else {})).json()


async def send_document(world: World, fields: Fields) -> Json:
    """sendDocument."""
    chat = open_chat(world, fields)
    caption = _caption(fields)
    stored = world.files.receive(fields.file("document"), "document", UPLOAD_LIMIT)
    return _post(world, chat, fields, {"document": stored.document(), **caption}).json()


async def send_photo(world: World, fields: Fields) -> Json:
    """sendPhoto."""
    chat = open_chat(world, fields)
    caption = _caption(fields)
    stored = world.files.receive(fields.file("photo"), "photo", PHOTO_LIMIT)
    return _post(world, chat, fields, {"photo": stored.photo(), **caption}).json()


async def send_location(world: World, fields: Fields) -> Json:
    """sendLocation, of a point that stays."""
    chat = open_chat(world, fields)
    return _post(world, chat, fields, place(*_point(fields))).json()


async def send_venue(world: World, fields: Fields) -> Json:
    """sendVenue."""
    chat = open_chat(world, fields)
    title, address = fields.text("title"), fields.text("address")
    if not title or not address:
        raise bad_request(f"VENUE_{'ADDRESS' if title else 'TITLE'}_EMPTY")
    return _post(world, chat, fields, place(*_point(fields), title, address)).json()


def _point(fields: Fields) -> tuple[float, float]:
    """Degrees of latitude and longitude."""
    for name in ("latitude", "longitude"):
        if not fields.text(name).strip():
            raise bad_request(f"{name} is empty")
    point = fields.decimal("latitude"), fields.decimal("longitude")
    if abs(point[0]) > 90 or abs(point[1]) > 180:
        raise bad_request("Wrong location specified")
    return point


async def send_media_group(world: World, fields: Fields) -> list[Json]:
    """sendMediaGroup, of documents or of photos."""
    chat = open_chat(world, fields)
    media = fields.structure("media", list, "InputMedia")
    if not media:
        raise bad_request("There are no messages to send")
    if len(media) > _ALBUM_LIMIT:
        raise bad_request("Too many messages to send as an album")
    if len({item.get("type") for item in media}) > 1:
        raise bad_request("Documents can't be mixed with other media types")
    contents = [_album_item(world, fields, item) for item in media]
    group = f"album{world.version + 1}"
    return [_post(world, chat, fields, {**content, "media_group_id": group}).json() for content in contents]


def _album_item(world: World, fields: Fields, item: Json) -> Json:
    caption = _caption(Fields(item, {}))
    kind = item.get("type")
    if kind == "document":
        stored = world.files.receive(fields.attached(item.get("media")), "document", UPLOAD_LIMIT)
        return {"document": stored.document(), **caption}
    if kind == "photo":
        return {
            "photo": world.files.receive(fields.attached(item.get("media")), "photo", PHOTO_LIMIT).photo(),
            **caption,
        }
    raise bad_request("Can't parse InputMedia: Media type is invalid")


def _caption(fields: Fields) -> Json:
    text, entities = texts.read_caption(fields)
    return ({"caption": text} if text else {}) | ({"caption_entities": entities} if entities else {})


def _post(world: World, chat: Chat, fields: Fields, content: Json) -> Message:
    keyboard = read_keyboard(fields)
    reply = fields.structure("reply_parameters", dict, "reply parameters")
    replied = chat.messages.get(reply.get("message_id", 0)) if reply else None
    if reply and replied is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return world.post(chat, world.bot, content, keyboard, fields.flag("protect_content"), replied)


async def edit_message_text(world: World, fields: Fields) -> Json:
    """editMessageText. Without a keyboard in the call, the message loses the one it has."""
    text, entities = texts.read_text(fields)

    def content(message: Message) -> Json:
        if "text" not in message.content:
            raise bad_request("there is no text in the message to edit")
        return {"text": text} | ({"entities": entities} if entities else {})

    return _edit(world, fields, content)


async def edit_message_caption(world: World, fields: Fields) -> Json:
    """editMessageCaption."""
    caption = _caption(fields)

    def content(message: Message) -> Json:
        if "text" in message.content:
            raise bad_request("there is no caption in the message to edit")
        return {
            k: v for k, v in message.content.items() if k not in ("caption", "caption_entities")
        } | caption

    return _edit(world, fields, content)


async def edit_message_reply_markup(world: World, fields: Fields) -> Json:
    """editMessageReplyMarkup."""
    return _edit(world, fields, lambda message: message.content)


def _edit(world: World, fields: Fields, content: Callable[[Message], Json]) -> Json:
    chat = open_chat(world, fields)
    if not fields.integer("message_id"):
        raise bad_request("Message identifier is not specified")
    message = chat.messages.get(fields.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender is not world.bot:
        raise bad_request("message can't be edited")
    after, keyboard = content(message), read_keyboard(fields)
    if after == message.content and keyboard == message.keyboard:
        raise bad_request(_NOT_MODIFIED)
    message.content, message.keyboard, message.edit_date = after, keyboard, world.unix_time()
    world.changed(chat)
    return message.json()


async def delete_message(world: World, fields: Fields) -> bool:
    """deleteMessage: the bot's own, and in a private chat any, for 48 hours."""
    chat = open_chat(world, fields)
    message = chat.messages.get(fields.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    may = (
        message.sender is world.bot
        or chat.user is not None
        or chat.members.get(world.bot.id) == "administrator"
    )
    if not may or world.unix_time() - message.date > _DELETABLE_SECONDS:
        raise bad_request("message can't be deleted")
    del chat.messages[message.message_id]
    world.changed(chat)
    return True


METHODS: dict[str, Callable[[World, Fields], Any]] = {
    "sendmessage": send_message,
    "senddocument": send_document,
    "sendphoto": send_photo,
    "sendlocation": send_location,
    "sendvenue": send_venue,
    "sendmediagroup": send_media_group,
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
}
