"""The kick-off is held, half in a room in Bishkek, half online, and minuted in three languages."""

from collections.abc import Iterable

from bot.i18n import OWN_NAMES
from bot.ids import MeetingId
from bot.playground.story.calling import ANSWERS
from bot.playground.story.telling import Telling
from bot.sessions import records

KICK_OFF = MeetingId(1)
IN_ROOM = tuple(key for key, said in ANSWERS.items() if said == "In person")
ONLINE = ("organizer", "elena", "nurbek", "olga")
WITH_ITEM = ("item_2", "item_3", "item_4", "item_5", "questions")
TAKEN_UP, NOTED = ("K1", "K2"), ("K3", "K4")


async def begin(tell: Telling) -> None:
    """The chair begins it; those in the room scan the code there, the others press a button."""
    await tell.people["chair"].says(f"/start m{KICK_OFF}")
    await tell.press("chair", "Begin, check in, room code", shown=False)
    await tell.press("chair", "Begin the meeting", shown=False)
    await tell.press("chair", "Begin the meeting")
    await tell.press("organizer", "Room code", shown=False)
    code = await tell.stage.app.store.read(lambda tx: records.room_code(tx, KICK_OFF))
    for key in IN_ROOM:
        await tell.people[key].says(f"/start room{code}")
    tell.does("gulnara", "t.me/…?start=room…")
    tell.sees("gulnara", "M1")
    for key in ONLINE:
        await tell.press(key, "I am here, online", shown=key == "olga")
    tell.people["chynara"].does_not_see(str(tell.translator_for("chynara").plain("The meeting has begun.")))


async def discuss(tell: Telling) -> None:
    """Item follows item, to the questions."""
    agenda = tell.script.content["meeting"]["agenda"]["ru"].splitlines()
    for number, hour in enumerate(WITH_ITEM, start=2):
        await tell.to(hour)
        await tell.people["chair"].says(f"/start m{KICK_OFF}")
        await tell.press("chair", "To the meeting", shown=False)
        await tell.people["chair"].press(f"{number}. {agenda[number - 1][:20]}")
    tell.transcript.chapter("Item follows item; the chair keeps the time", tell.stage.clock.now())
    tell.sees("chair", "M1")


async def conclude(tell: Telling) -> None:
    """Comments without their authors' names, one decision, one action; the chair ends the meeting."""
    await tell.to("item_7")
    tell.chapter("Comments, a decision, an action", "item_7")
    await _desk(tell, "chair")
    await tell.people["chair"].press("7. ")
    for text in tell.script.content["remarks"]:
        await _desk(tell, "organizer")
        await tell.press("organizer", "Somebody's comment", shown=False)
        await _write(tell, "organizer", text["en"])
    tell.sees("organizer", "K4")
    await tell.press("chair", "Decision", shown=False)
    await _write(tell, "chair", tell.script.content["decision"]["ru"])
    tell.sees("chair", "D1")
    await tell.press("chair", "Action item", shown=False)
    await _write(tell, "chair", tell.script.content["action"]["ru"])
    await tell.people["chair"].press(tell.parts["organizer"].name)
    await tell.press("chair", "No date", shown=False)
    tell.sees("organizer", "A1")
    await tell.to("kick_off_ends")
    await _desk(tell, "chair")
    await tell.press("chair", "End the meeting", shown=False)
    await tell.press("chair", "End the meeting")


async def circulate(tell: Telling) -> None:
    """The consultant answers the comments, the organizer adds translations and circulates the minutes."""
    await tell.to("minutes")
    tell.chapter("The minutes go out in three languages", "minutes")
    for label in (*TAKEN_UP, *NOTED):
        await tell.people["consultant"].says("/todo")
        await tell.people["consultant"].press(label)
        await tell.press("consultant", "taken up" if label in TAKEN_UP else "noted", shown=label == "K1")
        if label in TAKEN_UP:
            became = tell.script.content["remarks"][int(label[1]) - 1]["became"]
            await tell.type("consultant", became, shown=label == "K1")
    for number, text in enumerate(tell.script.content["remarks"], start=1):
        await _translate(tell, f"K{number}", text, ("ky", "ru"))
    await _translate(tell, "D1", tell.script.content["decision"], ("ky", "en"))
    await _translate(tell, "A1", tell.script.content["action"], ("ky", "en"))
    await tell.people["organizer"].says("/todo")
    await tell.press("organizer", "{meeting}: minutes to circulate", meeting="M1")
    await tell.press("organizer", "Circulate", shown=False)
    await tell.type("organizer", tell.script.typed("objections_until"))
    await tell.press("organizer", "Circulate")
    for key, language in (("gulnara", "Кыргызча"), ("olga", "Русский"), ("organizer", "English")):
        await tell.people[key].press(f"PDF · {language}")
        name, _ = tell.people[key].received[-1]
        tell.does(key, f"[PDF · {language}] → {name}")
    tell.sees("gulnara", str(tell.translator_for("gulnara").plain("minutes circulated")))


async def approve(tell: Telling) -> None:
    """Nobody has objected: the chair approves, and the minutes are locked."""
    await tell.to("minutes_approved")
    tell.chapter("The time for objections is over; the chair approves the minutes", "minutes_approved")
    await tell.people["chair"].says("/todo")
    await tell.press("chair", "{meeting}: minutes to approve", shown=False, meeting="M1")
    await tell.press("chair", "Approve the minutes")
    await tell.press("chair", "Approve the minutes")
    tell.expect("olga", "The minutes are approved.")


async def _desk(tell: Telling, key: str) -> None:
    await tell.people[key].says(f"/start m{KICK_OFF}")
    await tell.press(key, "To the meeting", shown=False)


async def _write(tell: Telling, key: str, text: str) -> None:
    await tell.type(key, text, shown=False)
    await tell.press(key, "Done", shown=False)


async def _translate(tell: Telling, label: str, texts: dict[str, str], languages: Iterable[str]) -> None:
    """The organizer opens a line of the record and adds its words in other languages."""
    for language in languages:
        await tell.people["organizer"].says(f"/start min{KICK_OFF}")
        await tell.press("organizer", "The record", shown=False)
        await tell.people["organizer"].press(f"{label} · ")
        await tell.press("organizer", "Add: {language}", shown=False, language=OWN_NAMES[language])
        await _write(tell, "organizer", texts[language])
        await tell.type("organizer", tell.script.content["meeting"]["translator"], shown=False)
