"""What open forms and letters are called in a person's own data."""

from collections.abc import Mapping

from bot.i18n import mark

_FORMS: Mapping[str, tuple[str, ...]] = {
    mark("my vote's text"): ("vote-text",),
    mark("a comment"): ("comment",),
    mark("an answer to a comment"): ("answer-comment",),
    mark("a new finding"): ("new-finding",),
    mark("a new version"): ("new-version",),
    mark("a text in another language"): ("add-text",),
    mark("files"): (
        "edit-files",
        "agenda-files",
        "received-file",
        "received-input",
    ),
    mark("sharing a finding"): ("share-finding",),
    mark("opening a ballot"): ("open-ballot",),
    mark("a new deadline"): ("extend-ballot",),
    mark("another outcome"): ("override",),
    mark("a reservation"): (
        "attach-reservation",
        "change-reservation",
    ),
    mark("a named copy"): ("named-copy",),
    mark("a question"): ("ask",),
    mark("a search in the questions"): ("search-questions",),
    mark("an answer to a question"): (
        "answer-question",
        "answered-in-room",
    ),
    mark("a translation"): (
        "translate-question",
        "translate-input",
        "translate-entry",
        "milestone-titles",
    ),
    mark("declining a question"): ("decline-question",),
    mark("assigning a question"): ("assign-question",),
    mark("merging questions"): ("merge-question",),
    mark("a draft finding"): (
        "draft-from-answer",
        "draft-from-input",
    ),
    mark("a request for input"): ("request-input",),
    mark("input"): (
        "give-input",
        "offer-input",
    ),
    mark("a new meeting"): ("new-meeting",),
    mark("changing a meeting"): ("edit-meeting",),
    mark("cancelling a meeting"): ("cancel-meeting",),
    mark("a reminder of a meeting"): ("remind-meeting",),
    mark("a line of the record"): ("session-entry",),
    mark("an answer to a remark"): ("dispose-remark",),
    mark("a note in the minutes"): ("minutes-note",),
    mark("a comment on the minutes"): ("comment-minutes",),
    mark("circulating minutes"): ("circulate-minutes",),
    mark("a plan"): ("plan",),
    mark("moving a milestone"): ("move-milestone",),
    mark("taking a milestone out"): ("take-out-milestone",),
    mark("what a file is for"): ("unasked-file",),
    mark("the working modalities"): ("modalities",),
    mark("an invitation"): (
        "invite",
        "holder",
    ),
    mark("a roster"): ("roster",),
    mark("a name"): (
        "correct-name",
        "correct-organization",
        "organization-names",
    ),
    mark("days off"): ("days-off",),
    mark("a setting"): ("setting",),
    mark("a group of the committee"): ("constituency-name", "constituency-new"),
}
_LETTERS: Mapping[str, tuple[str, ...]] = {
    mark("Somebody has joined the committee."): ("joined",),
    mark("Somebody has left the committee."): ("left",),
    mark("A place in the committee had been taken by somebody else."): ("impostor-acts",),
    mark("Your role in the committee has changed."): ("role-changed",),
    mark("You are no longer on a committee's roster."): ("taken-off",),
    mark("There is news of a group chat."): (
        "group-added",
        "group-bound",
        "group-lost",
    ),
    mark("A milestone is in somebody's hands now."): ("milestone-given",),
    mark("The working modalities have a new version."): ("modalities",),
    mark("The list of commands."): ("menu",),
}
FORMS: Mapping[str, str] = {kind: called for called, kinds in _FORMS.items() for kind in kinds}
"""By the kind of form."""
LETTERS: Mapping[str, str] = {kind: called for called, kinds in _LETTERS.items() for kind in kinds}
"""By the kind of letter: those that have no outline of their own."""
