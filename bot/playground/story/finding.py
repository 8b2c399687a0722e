"""The consultant shares F4; a member comments, the consultant answers."""

from bot.playground.story.telling import ONE_A_LANGUAGE, Telling


async def share(tell: Telling) -> None:
    """F1 to F3 were drafted out of an answer and stay drafts; F4 is open for comments."""
    await tell.to("share")
    tell.chapter("A draft finding is shared for comments", "share")
    texts = tell.script.content["findings"][-1]
    await write_finding(tell, texts, tell.script.typed("comments_until"), shown=True)
    for key in ONE_A_LANGUAGE:
        tell.sees(key, r"F4")
    assert tell.people["gulnara"].sees("F4").protected, "a draft has to be protected"
    tell.people["observer"].does_not_see("F4")


async def write_finding(tell: Telling, texts: dict[str, str], until: str | None, *, shown: bool) -> None:
    """`until`: for how long it is open for comments, as typed; None keeps it as a draft."""
    key = "consultant"
    tell.does(key, "/newfinding", shown)
    await tell.people[key].says("/newfinding")
    await tell.press(key, "finding", shown=shown)
    await tell.press(key, "English", shown=shown)
    await tell.type(key, texts["en"], shown=shown)
    await tell.press(key, "Done", shown=False)
    await tell.press(key, "Skip", shown=False)  # no files
    for language in ("ky", "ru"):
        await tell.type(key, texts[language], shown=False)
        await tell.press(key, "Done", shown=False)
        await tell.press(key, "Yes", shown=False)
        await tell.press(key, "Skip", shown=False)
    for _ in ("ky", "ru", "en"):
        tell.sees(key, shown=shown)
        await tell.press(key, "Next", shown=False)
    if until is None:
        await tell.press(key, "Keep as a draft", shown=False)
        return
    await tell.type(key, until, shown=shown)
    await tell.press(key, "Share for comments", shown=shown)


async def comment(tell: Telling) -> None:
    """One comment, one answer."""
    tell.transcript.chapter("Members comment, the consultant answers", tell.stage.clock.now())
    comment = tell.script.content["comment"]
    await tell.press("bermet", "Comment")
    await tell.type("bermet", comment["ky"])
    await tell.press("bermet", "Done")
    await tell.people["consultant"].says("/todo")
    tell.sees("consultant")
    await tell.press("consultant", "{label}: comments to answer: {n}", label="F4", n=1)
    await tell.press("consultant", "Answer No. {n}", shown=False, n=1)
    await tell.press("consultant", "accepted", shown=False)
    await tell.type("consultant", comment["answer"])
    tell.sees("bermet")
