"""The chair declares F4 *validated with amendments*; version 2 takes the change in, as declared."""

import re

from bot.playground.story.group import tells_of_a_draft
from bot.playground.story.telling import ONE_A_LANGUAGE, Telling


async def declare(tell: Telling) -> None:
    """The change is taken in, the result goes to all."""
    await tell.to("declared")
    tell.chapter("The chair marks the change and declares", "declared")
    await tell.press("chair", "Mark the texts ({n})", n=1)
    await tell.press("chair", "Taken in")
    t = tell.translator_for("chair")
    await tell.press("chair", "Declare: {outcome}", outcome=t("validated with amendments"))
    for key in (*ONE_A_LANGUAGE, "observer"):
        tell.sees(
            key,
            re.escape(
                tell.translator_for(key).plain(
                    "Quorum: yes ({voted} of {seats} voted, {needed} needed).", voted=8, seats=9, needed=5
                )
            ),
        )
        _check_result(tell, key)
    tell.sees("gulnara")


def _check_result(tell: Telling, key: str) -> None:
    """The figures of the fixture, in the person's words."""
    t, person = tell.translator_for(key), tell.people[key]
    counted = {
        "Government": [("for {n}", 2), ("with changes {n}", 1)],
        "Trade unions": [("for {n}", 2)],
        "{sse} organizations": [("for {n}", 3), ("not voted {n}", 1)],
    }
    for group, counts in counted.items():
        words = ".*".join(re.escape(t.plain(msgid, n=n)) for msgid, n in counts)
        person.sees(rf"{re.escape(t.plain(group, sse=t.sse))}[^\n]*{words}")
    person.sees(re.escape(t.plain("{group}: not represented", group=t("Employers"))))
    person.sees(
        re.escape(
            t.plain("Quorum: yes ({voted} of {seats} voted, {needed} needed).", voted=8, seats=9, needed=5)
        )
    )
    person.sees(re.escape(t.plain("validated with amendments")))


async def publish_version_2(tell: Telling) -> None:
    """The chair finds it as declared."""
    await tell.to("version_2")
    tell.chapter("Version 2 takes the change in; the chair finds it as declared", "version_2")
    texts = tell.script.content["version_2"]
    key = "consultant"
    await tell.press(key, "New version")
    for language in ("en", "ky", "ru"):
        await tell.type(key, texts[language], shown=language == "en")
        await tell.press(key, "Done", shown=False)
        if language != "en":
            await tell.press(key, "Yes", shown=False)
            await tell.press(key, "Skip", shown=False)
    await tell.press(key, "Skip", shown=False)  # no files
    await tell.type(key, texts["note"])
    for _ in ("en", "ky", "ru"):
        await tell.press(key, "Next", shown=False)
    await tell.press(key, "Publish")
    tells_of_a_draft(tell)
    tell.sees("chair")
    await tell.press("chair", "As declared")
    for reader in (*ONE_A_LANGUAGE, "observer"):
        tell.sees(reader, "F4")
