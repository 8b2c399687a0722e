"""The sentences whose Kyrgyz and Russian were agreed upon: nobody rewords them in passing, and numbers decline."""

from zoneinfo import ZoneInfo

import pytest

from bot.i18n import translator

BISHKEK = ZoneInfo("Asia/Bishkek")
AGREED = [
    (
        "Thank you. You will take part online.",
        "Спасибо. Вы участвуете онлайн.",
        "Рахмат. Сиз онлайн катышасыз.",
    ),
    (
        "You can change your answer before the meeting starts.",
        "Ответ можно изменить до начала заседания.",
        "Жыйын башталганга чейин жообуңузду өзгөртө аласыз.",
    ),
    (
        "Please write your question in one message. It will be recorded and passed to the organizers.",
        "Напишите вопрос одним сообщением. Он будет зарегистрирован и передан организаторам.",
        "Сурооңузду бир билдирүү менен жазыңыз. Ал катталып, уюштуруучуларга жеткирилет.",
    ),
    (
        "Draft finding {id}, version {v}, is open for comments. Deadline: {date}. Not for circulation.",
        "Предварительный вывод {id}, версия {v}, открыт для замечаний. Срок: {date}. Не для распространения.",
        "Алдын ала тыянак {id}, {v}-версия: пикириңизди жаза аласыз. Акыркы мөөнөт: {date}. Таратууга болбойт.",
    ),
    (
        "Thank you. Your comment No. {id} on version {v} is saved.",
        "Спасибо. Ваше замечание № {id} к версии {v} сохранено.",
        "Рахмат. № {id} пикириңиз сакталды ({v}-версия).",
    ),
    (
        "This is an open vote: committee members will see your choice.",
        "Это открытое голосование: Ваш выбор увидят члены комитета.",
        "Бул — ачык добуш берүү: тандооңузду комитеттин мүчөлөрү көрөт.",
    ),
    (
        "Your vote was recorded: {choice}. You can change it until the deadline: {deadline}.",
        "Ваш голос учтён: {choice}. Его можно изменить до окончания срока: {deadline}.",
        "Добушуңуз эске алынды: {choice}. Акыркы мөөнөткө чейин өзгөртө аласыз: {deadline}.",
    ),
    (
        "Please write briefly what should be changed.",
        "Пожалуйста, кратко напишите, что следует изменить.",
        "Эмнени өзгөртүү керек экенин кыскача жазыңыз.",
    ),
    (
        "You have not voted yet. One tap is enough.",
        "Вы ещё не проголосовали. Достаточно одного нажатия.",
        "Сиз азырынча добуш бере элексиз. Бир жолу басуу жетиштүү.",
    ),
    (
        "Voting is closed, so this vote was not counted. Closed: {time}.",
        "Голосование завершено, поэтому этот голос не учтён. Время завершения: {time}.",
        "Добуш берүү аяктаган, ошондуктан бул добуш эске алынган жок. Аяктаган убактысы: {time}.",
    ),
    (
        "Quorum: yes ({voted} of {seats} voted, {needed} needed).",
        "Кворум: есть (проголосовали {voted} из {seats}, нужно {needed}).",
        "Кворум: бар. Добуш берилди: {voted}/{seats}. Керек: {needed}.",
    ),
    (
        "No quorum ({x}/{y}). Voting is extended. New deadline: {date}.",
        "Кворума нет ({x}/{y}). Голосование продлено. Новый срок: {date}.",
        "Кворум жок ({x}/{y}). Добуш берүү узартылды. Жаңы мөөнөт: {date}.",
    ),
    (
        "Only organizers can do this. If this seems wrong, please contact the secretariat.",
        "Это могут делать только организаторы. Если Вы считаете, что это ошибка, обратитесь в секретариат.",
        "Муну уюштуруучулар гана жасай алат. Эгер ката деп ойлосоңуз, секретариатка кайрылыңыз.",
    ),
    (
        "Observers can read and ask questions, but do not vote.",
        "Наблюдатели могут читать и задавать вопросы, но не голосуют.",
        "Байкоочулар окуп, суроо бере алышат, бирок добуш беришпейт.",
    ),
    (
        "Version {v} has replaced the text, so the vote on the earlier version is closed. A new vote will follow.",
        "Текст заменён версией {v}, поэтому голосование по прежней версии закрыто. Будет новое голосование.",
        "Текст жаңы версия менен алмаштырылды ({v}), ошондуктан мурунку версия боюнча добуш берүү жабылды. "
        "Жаңы добуш берүү болот.",
    ),
    (
        "The bot keeps your name, Telegram ID, group, language, answers and votes only for the work of the committee. "
        "Do you agree?",
        "Бот хранит Ваше имя, Telegram ID, группу, язык, ответы и голоса только для работы комитета. Вы согласны?",
        "Бот Сиздин атыңызды, Telegram ID номериңизди, тобуңузду, тилиңизди, жоопторуңузду жана добуштарыңызды "
        "комитеттин иши үчүн гана сактайт. Макулсузбу?",
    ),
    (
        "Something went wrong. Nothing was changed. Please try again later.",
        "Произошла ошибка. Ничего не изменено. Попробуйте ещё раз позже.",
        "Ката кетти. Эч нерсе өзгөргөн жок. Бир аздан кийин кайра аракет кылыңыз.",
    ),
    (
        "A new draft is available to members in the private chat with the bot.",
        "Новый проект документа доступен членам комитета в личном чате с ботом.",
        "Документтин жаңы долбоору комитеттин мүчөлөрүнө бот менен жеке чатта жеткиликтүү.",
    ),
]
FACTS = {
    **dict.fromkeys(("id", "choice"), "F4"),
    **dict.fromkeys(("date", "time", "deadline"), "14:00"),
    **dict.fromkeys(("v", "x", "y", "voted", "seats", "needed"), 3),
}


@pytest.mark.parametrize(("english", "russian", "kyrgyz"), AGREED)
def test_an_agreed_sentence_is_said_word_for_word(english: str, russian: str, kyrgyz: str) -> None:
    for language, agreed in (("en", english), ("ru", russian), ("ky", kyrgyz)):
        t = translator(language, BISHKEK, BISHKEK)
        assert str(t.plain(english, **FACTS)) == agreed.format(**FACTS)


DAYS_LEFT = {
    1: ("До конца голосования остался 1 день.", "Добуш берүүнүн аякташына 1 күн калды."),
    2: ("До конца голосования осталось 2 дня.", "Добуш берүүнүн аякташына 2 күн калды."),
    5: ("До конца голосования осталось 5 дней.", "Добуш берүүнүн аякташына 5 күн калды."),
    11: ("До конца голосования осталось 11 дней.", "Добуш берүүнүн аякташына 11 күн калды."),
    21: ("До конца голосования остался 21 день.", "Добуш берүүнүн аякташына 21 күн калды."),
}


@pytest.mark.parametrize("n", DAYS_LEFT)
def test_days_are_counted_as_each_language_counts(n: int) -> None:
    for language, said in zip(("ru", "ky"), DAYS_LEFT[n], strict=True):
        t = translator(language, BISHKEK, BISHKEK)
        assert t.plural("Voting closes in {n} day.", "Voting closes in {n} days.", n).striptags() == said
