"""What becomes of a result: what changed is looked up, a group attaches a reservation, the finding is made public."""

from bot.playground.story.telling import Telling


async def compare(tell: Telling) -> None:
    """A member sees word by word what version 2 changed."""
    await tell.press("gulnara", "Finding {label}", label="F4", shown=False)
    await tell.press("gulnara", "What changed since version {n}", n=1)


async def reserve(tell: Telling) -> None:
    """A member of the trade unions speaks for the group; nobody else can change what it says."""
    await tell.to("reserved")
    tell.chapter("A group attaches a reservation to the outcome", "reserved")
    key = "azamat"
    await tell.people[key].says("/findings")
    await tell.press(key, "F4", shown=False)
    await tell.press(key, "Result of the vote", shown=False)
    await tell.press(key, "Attach a reservation", shown=False)
    t = tell.translator_for(key)
    await tell.press(key, "The group: {group}", group=t("Trade unions"))
    await tell.type(key, tell.script.content["reservation"])
    await tell.press(key, "Done", shown=False)
    await tell.people[key].press("Кыргызча")
    await tell.press(key, "Attach the reservation")
    tell.sees("chair", tell.script.content["reservation"])
    tell.people["observer"].does_not_see(tell.script.content["reservation"])


async def release(tell: Telling) -> None:
    """The organizer proposes, the chair confirms; the observer has a text and a picture to forward."""
    await tell.to("released")
    tell.chapter("Organizer and chair make the finding public", "released")
    await tell.people["organizer"].says("/findings")
    await tell.press("organizer", "F4", shown=False)
    await tell.press("organizer", "Release to the public", shown=False)
    await tell.press("organizer", "Release to the public")
    await tell.press("organizer", "Propose the release", shown=False)
    tell.sees("chair")
    await tell.press("chair", "Look and decide", shown=False)
    await tell.press("chair", "Confirm the release", shown=False)
    await tell.press("chair", "Confirm the release")
    tell.sees("gulnara")
    await tell.press("observer", "Public text", shown=False)
    await tell.people["observer"].press("English")
    text = tell.people["observer"].sees(r"Declared outcome: validated with amendments")
    assert not text.protected, "a public text can be forwarded"
    tell.show("observer", text)
