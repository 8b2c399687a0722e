"""The kick-off is called: seven agenda lines in three languages, answers, and reminders as the clock moves."""

from markupsafe import Markup

from bot.meetings.model import Audience
from bot.meetings.words import AUDIENCES
from bot.playground.story.telling import ONE_A_LANGUAGE, Telling

CARD = r"M1 · .*14:00"
"""On a meeting's card, not on the calendar file below it, stands the hour."""
ANSWERS = {
    "organizer": "Online",
    "chair": "In person",
    "gulnara": "In person",
    "elena": "Online",
    "sergei": "In person",
    "azamat": "In person",
    "nurbek": "Online",
    "chynara": "Can't attend",
    "consultant": "In person",
}
"""The others have not answered when the first reminder goes; who stays away then is reminded no more."""


async def call(tell: Telling) -> None:
    """The organizer, who sits in Geneva, calls the meeting; everybody gets it in their language."""
    tell.chapter("The kick-off is called", "starts")
    about, key = tell.script.content["meeting"], "organizer"
    await tell.people[key].says("/timezone")
    tell.does(key, "/timezone, then [Geneva]")
    await tell.people[key].press("Geneva")
    tell.does(key, "/newmeeting")
    await tell.people[key].says("/newmeeting")
    await tell.press(key, "English")
    await tell.type(key, about["title"]["en"])
    await tell.press(key, "hybrid")
    await tell.type(key, tell.script.typed("kick_off"))
    await tell.press(key, "Yes, this is right")
    await tell.type(key, "2 h")
    await tell.type(key, about["venue"]["en"], shown=False)
    await tell.people[key].sends_place(*about["place"])
    await tell.type(key, about["link"])
    await tell.type(key, about["agenda"]["en"], shown=False)
    await tell.press(key, "Done", shown=False)
    for language in ("ky", "ru"):
        await tell.type(key, about["title"][language], shown=False)
        await tell.type(key, about["venue"][language], shown=False)
        await tell.type(key, about["agenda"][language], shown=False)
        await tell.press(key, "Done", shown=False)
        await tell.type(key, about["translator"], shown=False)
    invited = sum(part.role != "observer" for part in tell.script.cast)
    who = Markup(tell.translator_for(key).plain(AUDIENCES[Audience.MEMBERS]))  # noqa: S704 (the catalog is ours)
    await tell.press(key, "{who} ({n})", who=who, n=invited)
    for _ in about["title"]:
        await tell.press(key, "Looks right", shown=False)
    tell.sees(key, "Call this meeting")
    await tell.press(key, "Call the meeting", shown=False)
    tell.sees(key, r"M1 is called\. Notices sent: \d+\.")
    for reader in ("gulnara", "olga"):
        tell.sees(reader, CARD)
        ((name, _),) = tell.people[reader].received
        tell.gets(reader, name)
    tell.people["observer"].does_not_see("M1 · ")


async def answer(tell: Telling) -> None:
    """Some come to the hall, some join online: only those keep the join link."""
    link = tell.script.content["meeting"]["link"]
    for key, said in ANSWERS.items():
        await tell.press(key, said, shown=False)
        if key in ("gulnara", "elena"):
            tell.does(key, f"[{tell.translator_for(key).plain(said)}]")
            tell.sees(key, CARD)
        card = tell.people[key].sees(CARD).text
        assert (link in card) is (said == "Online"), f"{key}: {card}"


async def remind(tell: Telling) -> None:
    """A week, a day and an hour before: the hall to some, the link to others, the question to the rest."""
    await tell.to("week_before")
    tell.chapter("A week before, everybody is reminded of their answer, or of the question", "week_before")
    for key in ("bermet", "elena"):
        tell.sees(key, CARD)
    await tell.press("bermet", "In person", shown=False)
    await tell.press("olga", "Online", shown=False)
    await tell.to("day_before")
    await tell.to("hour_before")
    tell.chapter(
        "An hour before, whoever comes is reminded: the room to some, the link to others", "hour_before"
    )
    for key in ("gulnara", "olga", ONE_A_LANGUAGE[-1]):
        tell.sees(key, CARD)
    told = [card for card in tell.people["chynara"].cards if "M1 · " in card.text]
    assert len(told) == 2, "one card and one file: whoever stays away is not reminded"
    await tell.to("kick_off")
    tell.chapter("The kick-off begins", "kick_off")
