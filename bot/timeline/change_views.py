"""What was done to the plan as a whole, newest first, and taking the last of it back. No I/O, no clock."""

from markupsafe import Markup

from bot.committee.views import pages
from bot.i18n import Translator
from bot.screens import Button, Row, Screen
from bot.timeline import news, views, words
from bot.timeline.actions import ListChanges, UndoChange
from bot.timeline.reading import Changes
from bot.timeline.taking_back import Undoing

_STAYING = 5


def changes(t: Translator, found: Changes) -> Screen:
    """A page of them; whoever plans may take back the newest."""
    lines = [Markup("<b>{}</b>").format(t("Changes of the timeline"))]
    for change in found.changes:
        name = found.names[change.by] or t("former holder")
        lines.append(
            Markup("<i>{} · {}</i>\n").format(t.moment(change.at), name)
            + news.outline(t, change, found.known)
        )
    if not found.changes:
        lines.append(t("There are none."))
    rows: list[Row] = []
    if found.page == 0 and found.may_plan and found.changes and found.changes[0].changes:
        rows.append((Button(t.plain("Take the last change back"), UndoChange(found.changes[0].id, False)),))
    rows += pages(t, found.page, found.last, lambda p: Button("", ListChanges(found.committee, p)))
    return Screen(Markup("\n\n").join(lines), (*rows, views.back_to_timeline(t, found.committee)))


def undo(t: Translator, found: Undoing, known: news.Known) -> Screen:
    """What taking a change back would do; nothing is done yet."""
    lines = [t("<b>Take the last change back?</b>"), t("The committee is told.")]
    lines.append(news.quoted(t, found.changes, known))
    if found.stays:
        lines.append(t("These stay as they are:"))
        stays = [words.named(t, m) + Markup(" · ") + words.standing(t, m.standing) for m in found.stays]
        lines += words.first_of(t, stays, _STAYING)
    rows: tuple[Row, ...] = (
        (Button(t.plain("Take the change back"), UndoChange(found.of.id, True), "danger"),),
        (Button(t.plain("Back"), ListChanges(found.of.committee)),),
    )
    return Screen(Markup("\n").join(lines), rows)
