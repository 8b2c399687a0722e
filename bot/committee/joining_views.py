"""What somebody sees on their way in: strangers, the invitation, consent. In all languages until one was chosen."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.committee.actions import AboutData, Agree, Decline, JoinIn
from bot.committee.data_views import about_data
from bot.committee.model import Committee, Membership, Person
from bot.committee.sentences import SENTENCES
from bot.committee.views import role_name, seat_line
from bot.errors import Facts
from bot.i18n import LANGUAGES, OWN_NAMES, Translator, translator
from bot.screens import Button, Screen


def stranger() -> Screen:
    """The one screen for somebody without an invitation, in all three languages."""
    return Screen(
        _in_all_languages(
            lambda t: t(
                "<b>National advisory committee</b>\n"
                "This bot is for members of national advisory committees. "
                "To join, open the invitation link that your secretariat sent you; if you have none, ask for it."
            )
        )
    )


def bad_invitation(code: str, facts: Facts) -> Screen:
    """Why an invitation does not open, to somebody whose language is not known."""
    return Screen(_in_all_languages(lambda t: SENTENCES[code](t, facts)))


def choose_first_language(payload: str, suggested: str, committee: Committee) -> Screen:
    """The first screen: three languages at once."""
    text = _in_all_languages(
        lambda t: t(
            "Hello! You are invited to the committee “{committee}”. Please choose your language.",
            committee=committee.name(t.language),
        )
    )
    order = sorted(LANGUAGES, key=lambda language: language != suggested)
    return Screen(
        text,
        tuple(
            (Button(OWN_NAMES[code], JoinIn(code, payload), "primary" if code == suggested else None),)
            for code in order
        ),
    )


def consent(
    t: Translator, payload: str, committee: Committee, membership: Membership, invited: Person
) -> Screen:
    """Purpose and consent, before anything is kept."""
    lines = [
        t("<b>{committee}</b>", committee=committee.name(t.language)),
        t("Name: {name}", name=invited.name) if invited.name else None,
        t("Role: {role}", role=role_name(t, membership.role, membership.chairs)),
        seat_line(t, membership.seat) if membership.seat else None,
    ]
    text = Markup("\n").join(line for line in lines if line is not None)
    text += Markup("\n\n") + t(
        "The bot keeps your name, Telegram ID, group, language, answers and votes only for the work of the "
        "committee. Do you agree?"
    )
    return Screen(
        text,
        (
            (Button(t.plain("I agree"), Agree(t.language, payload), "success"),),
            (Button(t.plain("No"), Decline(t.language, payload)),),
            (Button(t.plain("Your data"), AboutData(t.language, payload)),),
        ),
    )


def before_consent(t: Translator, payload: str, committee: Committee) -> Screen:
    """What whoever is asked for consent may want to read first."""
    back = Button(t.plain("Back"), JoinIn(t.language, payload))
    return Screen(about_data(t, committee), ((back,),))


def declined(t: Translator) -> Screen:
    """Nothing is kept."""
    return Screen(t("Nothing was stored. Your invitation stays open: to join later, open the link again."))


def _in_all_languages(say: Callable[[Translator], Markup]) -> Markup:
    utc = ZoneInfo("UTC")
    return Markup("\n\n").join(say(translator(language, utc, utc)) for language in LANGUAGES)
