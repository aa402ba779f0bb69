"""Ids and numbers as types of their own."""

from typing import NewType

TeamId = NewType("TeamId", str)
"""Slack's id of a workspace: `T…`."""
UserId = NewType("UserId", str)
"""Slack's id of a person, meaningful within a workspace: `U…`."""
AccountId = NewType("AccountId", int)
PersonId = NewType("PersonId", int)

GroupId = NewType("GroupId", int)
"""Never given out twice, not even after a group was deleted."""

Pmi = NewType("Pmi", str)
"""A personal meeting ID: 10 ASCII digits, text and never an integer."""

MeetingId = NewType("MeetingId", str)
"""The ID of one meeting: 11 ASCII digits, the first 2 to 9 (PMI-10)."""

RoomId = NewType("RoomId", int)
SessionId = NewType("SessionId", int)

RequestId = NewType("RequestId", int)
"""Never given out twice."""

FollowUpId = NewType("FollowUpId", int)

AuditEntryId = NewType("AuditEntryId", int)
"""A later entry has a higher one."""

MeetingIdKey = NewType("MeetingIdKey", int)

MeetingKey = NewType("MeetingKey", int)

ChannelPostId = NewType("ChannelPostId", int)
InvitationUpdateId = NewType("InvitationUpdateId", int)

CardId = NewType("CardId", int)

DeliveryId = NewType("DeliveryId", int)
