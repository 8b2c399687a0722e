"""What the group's outcomes and refusals say."""

from bot.i18n import Sentences

SENTENCES: Sentences = {
    "group-bound": lambda t, f: t("A group chat was connected to the committee: {title}", title=f["title"]),
    "group-unbound": lambda t, f: t("The group chat was disconnected."),
    "group-languages": lambda t, f: t("The languages of the posts were changed."),
    "group-none": lambda t, f: t("No group chat is connected. Nothing was changed."),
    "group-taken": lambda t, f: t("This group chat belongs to another committee. Nothing was changed."),
    "group-other": lambda t, f: t(
        "The committee has a group chat already: {title}. Please disconnect it first.", title=f["title"]
    ),
    "group-link": lambda t, f: t(
        "This link is not valid for you. Please open Committee → Group chat and press “Add to a group chat” there."
    ),
    "group-link-expired": lambda t, f: t(
        "This link has expired. Please open Committee → Group chat and press “Add to a group chat” again."
    ),
    "group-speechless": lambda t, f: t("At least one language is needed. Nothing was changed."),
}
