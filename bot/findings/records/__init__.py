"""The findings' records: findings, their immutable versions, the comments on them.

- `tables`: every table of the room
- `findings`: a finding; `pending`: which ones wait for somebody
- `versions`: a version with its texts and files; `drafting`: a draft that is being written
- `sight`: which version stands for a finding in whose eyes
- `comments`: comments, and what the consultant answered
"""

from bot.findings.records.comments import (
    add_comment,
    answer,
    comment,
    comments_before,
    comments_from,
    count_comments,
    strike,
)
from bot.findings.records.drafting import add_text, add_version, set_files
from bot.findings.records.findings import add_finding, finding
from bot.findings.records.pending import (
    commented_in,
    drafts_after,
    drafts_by,
    open_for_comments,
    to_revise,
    with_comments_to_answer,
)
from bot.findings.records.sight import count_findings, findings_page, set_opened, shared, shown
from bot.findings.records.versions import change_version, files_of, newest, version, versions_of

__all__ = [
    "add_comment",
    "add_finding",
    "add_text",
    "add_version",
    "answer",
    "change_version",
    "comment",
    "commented_in",
    "comments_before",
    "comments_from",
    "count_comments",
    "count_findings",
    "drafts_after",
    "drafts_by",
    "files_of",
    "finding",
    "findings_page",
    "newest",
    "open_for_comments",
    "set_files",
    "set_opened",
    "shared",
    "shown",
    "strike",
    "to_revise",
    "version",
    "versions_of",
    "with_comments_to_answer",
]
