"""The committee's group: connected by the organizer's own link, then told that something waits, never what it says."""

import re
from urllib.parse import parse_qs, urlsplit

from bot.i18n import translator
from bot.playground.story.telling import Telling

LANGUAGES = ("ky", "ru")
"""The group's, in their order."""


async def connect(tell: Telling) -> None:
    """Everybody is in the group before the bot is; what they say there to each other never reaches it."""
    about, key = tell.script.content["group"], "organizer"
    tell.transcript.chapter("The committee's group is connected", tell.stage.clock.now())
    telegram, organizer = tell.stage.telegram, tell.people[key]
    members = [tell.people[part.key].user for part in tell.script.cast if part.role != "observer"]
    chat = telegram.group(about["title"], *members)
    tell.group = organizer.within(chat)
    await organizer.says("/committee")
    await tell.press(key, "Group chat")
    label = tell.translator_for(key).plain("Add to a group chat")
    (link,) = (button["url"] for button in organizer.latest.buttons if button["text"] == label)
    tell.does(key, f"[{label}] → {about['title']}")
    telegram.add_bot(chat, organizer.user)
    # As Telegram's app does, which sends what stood in the link as soon as a group is chosen.
    await tell.group.says(f"/start@{telegram.bot.username} {parse_qs(urlsplit(link).query)['startgroup'][0]}")
    tell.sees(key, "Connected: ")
    _in_both(tell, *(tell.script.content["committee"]["names"][language] for language in LANGUAGES))
    await tell.people["bermet"].within(chat).says(about["talk"])


async def notice(tell: Telling) -> None:
    """Two neutral notices: a meeting was called and a draft is open, without the join link or a word of the draft."""
    tell.transcript.chapter("What the group is told meanwhile", tell.stage.clock.now())
    _in_both(tell, *_spoken(tell, "A meeting is called."))
    _in_both(tell, *_spoken(tell, "A draft is open for comments."))


def tells_of_a_draft(tell: Telling) -> None:
    """A version that follows a declared one is open to nobody's comments: the group hears only that it is there."""
    _in_both(
        tell, "F4", *_spoken(tell, "A new draft is available to members in the private chat with the bot.")
    )
    _nothing_of_drafts(tell)


async def follow(tell: Telling) -> None:
    """One card follows the ballot: how many seats have voted."""
    await tell.to("card_followed")
    tell.chapter("One card in the group follows the ballot", "card_followed")
    _in_both(tell, "F4", *_spoken(tell, "Voting is open."))
    _nothing_of_drafts(tell)


def _in_both(tell: Telling, *said: str) -> None:
    """What the group reads, in its languages one below the other: Kyrgyz first. Its one button leads into private."""
    post = tell.posted(".*".join(re.escape(words) for words in said))
    assert ["url" in button for button in post.buttons] == [True], "the group has a button that acts"


def _spoken(tell: Telling, sentence: str) -> list[str]:
    zone = tell.script.zone
    return [translator(language, zone, zone).plain(sentence) for language in LANGUAGES]


def _nothing_of_drafts(tell: Telling) -> None:
    content = tell.script.content
    for text in (*content["findings"][-1].values(), content["comment"]["ky"], content["meeting"]["link"]):
        tell.group.does_not_see(re.escape(text))
