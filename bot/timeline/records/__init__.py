"""The timeline's records: milestones, what depends on what, and what was done to the plan.

- `tables`: every table of the plan; the working modalities have theirs in `modality_records`
- `milestones`: a milestone that is made, changed, removed, read; `plan`: many of them, by what somebody looks for
- `needs`, `links`: what it depends on, and which findings and meetings belong to it
- `changes`: what was done to the plan, and why
- `reminding`, `digests`: of what to remind, and who wants the weekly digest
"""

from bot.timeline.records.changes import (
    add_change,
    count_plan_changes,
    history,
    plan_change,
    plan_changes_page,
    revision,
)
from bot.timeline.records.digests import digest_at, digests_due, digests_in, next_digest, set_digest
from bot.timeline.records.links import add_link, drop_link, linked_to, links_of
from bot.timeline.records.milestones import (
    add,
    add_all,
    change,
    milestone,
    named,
    put_back,
    remove,
    set_days,
    set_titles,
)
from bot.timeline.records.needs import add_needs, drop_need, needs_in
from bot.timeline.records.plan import (
    count,
    count_before,
    done_since,
    due_for,
    ending,
    open_in,
    page,
    whole_plan,
)
from bot.timeline.records.reminding import next_reminder, plan_reminders, to_remind

__all__ = [
    "add",
    "add_all",
    "add_change",
    "add_link",
    "add_needs",
    "change",
    "count",
    "count_before",
    "count_plan_changes",
    "digest_at",
    "digests_due",
    "digests_in",
    "done_since",
    "drop_link",
    "drop_need",
    "due_for",
    "ending",
    "history",
    "linked_to",
    "links_of",
    "milestone",
    "named",
    "needs_in",
    "next_digest",
    "next_reminder",
    "open_in",
    "page",
    "plan_change",
    "plan_changes_page",
    "plan_reminders",
    "put_back",
    "remove",
    "revision",
    "set_days",
    "set_digest",
    "set_titles",
    "to_remind",
    "whole_plan",
]
