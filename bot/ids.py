"""The numbers by which things are known, each a type of its own so that they cannot be mixed up."""

from typing import NewType

PersonId = NewType("PersonId", int)
CommitteeId = NewType("CommitteeId", int)
MembershipId = NewType("MembershipId", int)
SeatId = NewType("SeatId", int)
InvitationId = NewType("InvitationId", int)
FindingId = NewType("FindingId", int)
VersionId = NewType("VersionId", int)
CommentId = NewType("CommentId", int)
BallotId = NewType("BallotId", int)
MeetingId = NewType("MeetingId", int)
AgendaItemId = NewType("AgendaItemId", int)
SlotId = NewType("SlotId", int)
QuestionId = NewType("QuestionId", int)
AnswerId = NewType("AnswerId", int)
InputRequestId = NewType("InputRequestId", int)
InputId = NewType("InputId", int)
ReservationId = NewType("ReservationId", int)
CopyId = NewType("CopyId", int)
ReleaseId = NewType("ReleaseId", int)
EntryId = NewType("EntryId", int)
LetterId = NewType("LetterId", int)
UpdateId = NewType("UpdateId", int)
TelegramId = NewType("TelegramId", int)
Digest = NewType("Digest", str)
"""A SHA-256 in 64 hex digits."""
