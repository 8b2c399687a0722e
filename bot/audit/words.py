"""What the entries of the audit log are called in a person's own data: an act each, in the reader's language."""

from collections.abc import Mapping

from markupsafe import Markup

from bot.i18n import Translator, mark

_CALLED: Mapping[str, tuple[str, ...]] = {
    mark("vote cast"): ("vote-cast",),
    mark("joined the committee"): ("joined",),
    mark("left the committee"): (
        "left",
        "left-all",
    ),
    mark("personal data erased when their time was over"): ("people-erased",),
    mark("a language added to a finding"): ("text-added",),
    mark("a finding kept as a draft"): (
        "finding-kept",
        "version-kept",
    ),
    mark("a version shared for comments"): ("version-shared-now",),
    mark("a new version waits for confirmation"): ("version-waits",),
    mark("a new version judged"): (
        "version-as-declared",
        "version-substantive",
    ),
    mark("files of a version changed"): ("files-set",),
    mark("a finding opened to observers"): ("finding-opened",),
    mark("a finding closed to observers"): ("finding-closed-to-observers",),
    mark("draft findings made from an answer"): ("findings-from-answer",),
    mark("draft findings made from an input"): ("findings-from-input",),
    mark("a comment written"): ("comment-saved",),
    mark("a comment answered"): ("comment-was-answered",),
    mark("a file asked for"): (
        "file-on-its-way",
        "minutes-file-coming",
    ),
    mark("a ballot opened"): ("ballot-opened",),
    mark("a ballot closed"): (
        "ballot-closed",
        "ballot-closing",
    ),
    mark("a ballot left open after an outage"): ("ballot-left-open",),
    mark("a new deadline set"): ("ballot-extended",),
    mark("an acting chair named"): ("acting-named",),
    mark("a text marked as taken in or not"): (
        "chair-marked",
        "chair-unmarked",
        "text-marked",
    ),
    mark("an outcome declared"): ("ballot-declared",),
    mark("a reservation attached"): ("reservation-attached",),
    mark("a reservation changed"): ("reservation-changed",),
    mark("a reservation withdrawn"): ("reservation-withdrawn",),
    mark("a named copy made"): (
        "copy-made",
        "copy-sent-again",
    ),
    mark("a release proposed"): ("release-proposed",),
    mark("a release confirmed"): (
        "release-confirmed",
        "release-alone",
    ),
    mark("a release taken back"): ("release-withdrawn",),
    mark("a meeting prepared"): (
        "meeting-kept",
        "meeting-proposed",
    ),
    mark("a meeting called"): ("meeting-called-now",),
    mark("a meeting edited"): (
        "meeting-edited",
        "agenda-files-set",
    ),
    mark("a meeting moved to another time"): ("meeting-rescheduled",),
    mark("a meeting cancelled"): ("meeting-cancelled-now",),
    mark("an invitation to a meeting changed"): (
        "meeting-invited",
        "meeting-uninvited",
    ),
    mark("a reminder of a meeting sent"): ("meeting-reminded",),
    mark("dates asked for"): ("poll-opened",),
    mark("a meeting answered"): ("meeting-answered",),
    mark("a date answered"): ("slot-answered",),
    mark("a meeting begun"): ("session-begun-now",),
    mark("an agenda item begun"): ("item-begun",),
    mark("a meeting ended"): ("session-ended",),
    mark("checked in to a meeting"): (
        "checked-in",
        "check-in-stands",
    ),
    mark("checked out of a meeting"): ("checked-out",),
    mark("attendance entered by hand"): (
        "checked-in-by-hand",
        "check-in-stands-by-hand",
        "checked-out-by-hand",
    ),
    mark("a code for the room asked for"): (
        "room-code-coming",
        "room-code-renewed",
    ),
    mark("a line added to the record"): ("entry-added",),
    mark("a line of the record struck"): ("entry-struck",),
    mark("a line of the record translated"): ("entry-translated",),
    mark("an action done"): ("action-done-now",),
    mark("a remark answered"): ("remark-answered",),
    mark("minutes circulated"): ("minutes-circulated",),
    mark("minutes commented on"): (
        "minutes-commented",
        "minutes-objected",
    ),
    mark("a note in the minutes"): ("minutes-noted",),
    mark("minutes approved"): ("minutes-approved",),
    mark("a question asked"): (
        "question-asked",
        "question-asked-unnamed",
        "question-recorded",
    ),
    mark("a question kept from the group"): ("question-captured",),
    mark("a question edited"): (
        "question-edited",
        "question-attributed",
    ),
    mark("a question withdrawn"): (
        "question-withdrawn",
        "question-withdrawn-unnamed",
    ),
    mark("a question accepted"): ("question-accepted",),
    mark("a question declined"): ("question-declined",),
    mark("a question assigned"): (
        "question-assigned",
        "question-claimed",
    ),
    mark("questions merged"): ("question-was-merged",),
    mark("a question called up"): ("question-called",),
    mark("a question answered in the room"): ("question-answered-in-room",),
    mark("a question closed"): ("question-closed",),
    mark("an answer written"): (
        "answer-kept",
        "answer-overtaken",
        "answer-corrected",
    ),
    mark("an answer published"): ("answer-published",),
    mark("merged questions parted"): ("question-was-separated",),
    mark("a translation entered"): (
        "question-was-translated",
        "input-was-translated",
    ),
    mark("moderation of questions changed"): (
        "questions-moderated",
        "questions-unmoderated",
    ),
    mark("input asked for"): ("input-requested",),
    mark("input given"): (
        "input-given",
        "input-nothing",
        "input-offered",
    ),
    mark("a request for input ended"): ("request-ended",),
    mark("a plan posted"): ("plan-posted",),
    mark("a milestone moved"): ("milestone-moved",),
    mark("a milestone taken out"): ("milestone-removed",),
    mark("a change of the timeline taken back"): ("change-undone",),
    mark("a milestone changed"): (
        "milestone-stands",
        "milestone-owned",
        "need-added",
        "need-dropped",
        "link-added",
        "link-dropped",
        "titles-written",
    ),
    mark("working modalities kept"): ("modalities-kept",),
    mark("a subscription to the weekly digest changed"): (
        "digest-on",
        "digest-off",
    ),
    mark("an invitation made"): (
        "invitation-made",
        "invitation-valid-until",
    ),
    mark("an invitation revoked"): ("invitation-revoked-now",),
    mark("a roster imported"): ("roster-imported",),
    mark("a holder of a seat named"): ("holder-named",),
    mark("an alternate made titular"): ("alternate-promoted",),
    mark("a seat vacated"): ("seat-vacated",),
    mark("a seat freed that somebody else had taken"): ("seat-freed",),
    mark("somebody taken off the roster"): ("member-removed",),
    mark("a role given"): ("role-given",),
    mark("a name corrected"): ("name-corrected",),
    mark("the name of an organization corrected"): ("organization-corrected", "organization-named"),
    mark("a setting of the committee changed"): ("setting-changed",),
    mark("the committee's groups changed"): (
        "constituency-renamed",
        "constituency-added",
        "constituency-moved",
        "constituency-removed",
    ),
    mark("days off changed"): (
        "days-off-added",
        "day-rested",
        "day-worked",
    ),
    mark("what a wrong person did settled"): ("acts-settled",),
    mark("the group connected"): ("group-bound",),
    mark("the group disconnected"): ("group-unbound",),
    mark("the group's languages changed"): ("group-languages",),
}
ACTS: Mapping[str, str] = {code: called for called, codes in _CALLED.items() for code in codes}
"""By what the log calls it."""
_SETTING = "setting-"


def act(t: Translator, code: str) -> Markup:
    """What was done."""
    known = "setting-changed" if code.startswith(_SETTING) else code
    return t(ACTS.get(known, mark("another act")))
