"""The other direction: the consultant asks the SSE organizations for input, and each of them answers."""

from bot.playground.story.telling import Telling


async def ask(tell: Telling) -> None:
    """One writes, one names a contact, two have nothing to add; nobody else is asked."""
    await tell.to("input")
    tell.chapter("The consultant asks the SSE organizations for input", "input")
    said = tell.script.content["input"]
    await tell.people["consultant"].says("/requests")
    await tell.press("consultant", "Ask for input")
    await tell.type("consultant", said["request"], shown=False)
    await tell.press("consultant", "Done", shown=False)
    await tell.type("consultant", said["request_ky"], shown=False)
    await tell.press("consultant", "Done", shown=False)
    await tell.type("consultant", said["translator"], shown=False)
    await tell.press("consultant", "Skip", shown=False)  # no English translation
    await tell.press("consultant", "Skip", shown=False)  # no files
    await tell.press(
        "consultant", "{sse} organizations", sse=tell.translator_for("consultant").sse, shown=False
    )
    await tell.press("consultant", "That is all", shown=False)
    await tell.press("consultant", "Skip", shown=False)  # about no finding
    label = tell.translator_for("consultant").plural("{n} working day", "{n} working days", 10).striptags()
    await tell.people["consultant"].press(str(label))
    await tell.press("consultant", "Send the request")
    tell.sees("bermet", "R1")
    tell.people["sergei"].does_not_see("R1")
    await tell.press("bermet", "Write input", shown=False)
    await tell.type("bermet", said["text"], shown=False)
    await tell.press("bermet", "Done", shown=False)
    await tell.press("bermet", "Skip")
    await tell.press("nurbek", "Name a contact", shown=False)
    await tell.type("nurbek", said["contact"])
    for key in ("chynara", "olga"):
        await tell.press(key, "Nothing to add", shown=key == "olga")
    await tell.people["consultant"].says("/start r1")
    tell.sees("consultant", "R1")
