"""The round of questions: Q1 asked without a name in Kyrgyz, answered in Russian, read in English; Q2 waits."""

from bot.ids import CommitteeId
from bot.playground.story.telling import Telling
from bot.questions import records


async def ask(tell: Telling) -> None:
    """Somebody asks without a name, somebody under theirs; a third wants to know, too."""
    await tell.to("questions")
    tell.chapter("Questions, under one's name or without", "questions")
    asked = tell.script.content["questions"]
    tell.does("nurbek", "/ask")
    await tell.people["nurbek"].says("/ask")
    await tell.type("nurbek", asked["q1"]["text"])
    await tell.press("nurbek", "Without a name")
    tell.does("sergei", f"/ask {asked['q2']['text']}")
    await tell.people["sergei"].says(f"/ask {asked['q2']['text']}")
    await tell.press("sergei", "By my name")
    await tell.people["azamat"].says("/questions")
    await tell.press("azamat", "Q2", shown=False)
    await tell.press("azamat", "+1 ({n})", n=0)


async def answer(tell: Telling) -> None:
    """Q1 is answered and translated, and becomes findings; Q2 has an owner and a due date."""
    tell.transcript.chapter("Q1 is answered in Russian and read in English", tell.stage.clock.now())
    asked = tell.script.content["questions"]["q1"]
    consultant, organizer = tell.people["consultant"], tell.people["organizer"]
    await consultant.says("/start q1")
    tell.sees("consultant", "Q1")
    await tell.press("consultant", "Write the answer")
    await tell.type("consultant", asked["answer"], shown=False)
    await tell.press("consultant", "Done", shown=False)
    await tell.press("consultant", "Publish the answer")
    tell.sees("nurbek", "Q1")
    await organizer.says("/start q1")
    for what, text in (("Translate the answer", asked["answer_en"]), ("Translate the question", asked["en"])):
        await tell.press("organizer", what, shown=False)
        await tell.press("organizer", "English", shown=False)
        await tell.type("organizer", text, shown=False)
        await tell.press("organizer", "Done", shown=False)
        await tell.type("organizer", asked["translator"], shown=False)
    await tell.people["observer"].says("/questions")
    await tell.press("observer", "Q1")
    assert asked["answer_en"] in tell.people["observer"].screen
    await draft_findings(tell)
    await consultant.says("/start q2")
    await tell.press("consultant", "I will answer")
    await tell.type("consultant", "/todo")
    assert any("Q2" in label for label in consultant.buttons)


async def draft_findings(tell: Telling) -> None:
    """One answer, three findings; they stay drafts."""
    await tell.people["consultant"].says("/start q1")
    for texts in tell.script.content["findings"][:-1]:
        await tell.press("consultant", "Make draft findings", shown=False)
        await tell.press("consultant", "finding", shown=False)
        await tell.type("consultant", texts["ru"], shown=False)
        await tell.press("consultant", "Done", shown=texts is tell.script.content["findings"][-2])


async def remind(tell: Telling) -> None:
    """Q2 is due and has no answer: its owner hears of it. In weeks of one's choice a day off may have put that off."""
    await tell.to("question_due")
    q2 = await tell.stage.app.store.read(lambda tx: records.numbered(tx, CommitteeId(1), 2))
    if q2 and q2.due_at and q2.due_at > tell.stage.clock.now():
        return
    tell.chapter("Q2 is due and unanswered: its owner is reminded", "question_due")
    tell.sees("consultant", "Q2")
    tell.expect("consultant", "<b>A question without an answer</b>")
