"""Erases one person from every table (AUDIT-1): what is theirs goes, what other people keep loses all that is personal.

Their numbers and links stay reserved, for nobody. Their row in `people` stays without a name, because the audit log and
other people's rows refer to its id, which must never be somebody else's.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import (
    BindParameter,
    Connection,
    Delete,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)

from bot.policy.audit.events import AuditAction
from bot.policy.ids import AccountId, MeetingKey, PersonId, TeamId
from bot.policy.invitations.invitations import snapshot_from_json
from bot.policy.people.people import License, Person, Role
from bot.policy.rooms import links as link_policy
from bot.policy.rooms.numbers import RESERVED_FOR, EndReason
from storage.engine.sql import IDS, delete_batch, ids_json, overwrite_deleted
from storage.engine.types import Instant
from storage.people.people import erased_hash
from storage.personal_data import messages as message_store
from storage.tables.meetings_and_invitations import (
    calendar_feeds,
    invitation_posts,
    invitees,
    meeting_changes,
    meetings,
    own_ids,
    reminders_off,
    renewal_meetings,
    renewals,
)
from storage.tables.people_and_rooms import OPEN_CARD, cards, choices, links, numbers, people, rooms, sessions
from storage.tables.settings_and_approvals import (
    audit,
    audit_details,
    follow_ups,
    group_admins,
    group_members,
    requests,
)
from storage.tables.throttles import availability_checks, wrong_passcodes

CANCELLATION_KEPT_FOR = timedelta(days=30)
"""How long the meetings of somebody who was erased are kept as cancelled, so that people and calendars hear of it."""
IN_FLIGHT_FOR = timedelta(days=2)
"""How long it may take until it is known whether Slack took a post."""
NEUTRAL_TOPIC = "Meeting"
"""In place of a topic that somebody typed who was erased."""

_PERSON: BindParameter[int] = bindparam("person")
_ACCOUNT: BindParameter[int] = bindparam("account")
_USER: BindParameter[str] = bindparam("user")
_NOW: BindParameter[datetime] = bindparam("now", type_=Instant)  # inside a function no column says its type
_ROOMS = select(rooms.c.id).where(rooms.c.person_id == _PERSON)
_OWN_IDS = select(own_ids.c.id).where(own_ids.c.person_id == _PERSON)
_SESSIONS = select(sessions.c.id).where(or_(sessions.c.room_id.in_(_ROOMS), sessions.c.own_id.in_(_OWN_IDS)))
_HOSTED = select(meetings.c.id).where(meetings.c.host_id == _PERSON)
_KEPT = _HOSTED.where(meetings.c.id.in_(IDS))
_DROPPED = _HOSTED.where(meetings.c.id.not_in(IDS))
_RENEWALS = select(renewals.c.id).where(renewals.c.host_id == _PERSON)
_THEIR_AUDIT = select(audit.c.id).where(
    audit.c.account_id == _ACCOUNT,
    or_(
        audit.c.person_id == _PERSON,
        and_(audit.c.actor == _USER, audit.c.what.in_([AuditAction.REQUESTED, AuditAction.DECIDED])),
    ),
)


def _of_person(table: Table) -> Delete:
    return delete(table).where(table.c.person_id == _PERSON)


# In this order no row loses the one that it refers to.
_BEFORE_ROWS = (
    update(cards).where(cards.c.session_id.in_(_SESSIONS), OPEN_CARD).values(session_id=None),
    update(links)
    .where(links.c.person_id == _PERSON)
    .values(
        person_id=None, room_id=None, shown="", released_at=func.coalesce(links.c.released_at, _NOW)
    ),
    update(numbers)
    .where(numbers.c.person_id == _PERSON)
    .values(
        person_id=None,
        ended_at=func.coalesce(numbers.c.ended_at, _NOW),
        ended_by=EndReason.ERASED,
    ),
    update(meetings).where(meetings.c.own_id.in_(_OWN_IDS)).values(own_id=None),
    update(meetings).where(meetings.c.id.in_(_KEPT), meetings.c.cancelled_at.is_(None)).values(version=meetings.c.version + 1),
    update(meetings).where(meetings.c.id.in_(_KEPT)).values(topic=NEUTRAL_TOPIC, description=""),
    update(meeting_changes).where(meeting_changes.c.meeting_id.in_(_KEPT)).values(topic=""),
    update(requests).where(requests.c.account_id == _ACCOUNT, requests.c.asked_by == _USER).values(asked_by="", reason=""),
    update(requests).where(requests.c.account_id == _ACCOUNT, requests.c.decided_by == _USER).values(decided_by="", answer=""),
    update(follow_ups).where(follow_ups.c.account_id == _ACCOUNT, follow_ups.c.actor == _USER).values(actor=""),
)  # fmt: skip
_DELETES: Mapping[str, Delete] = {
    "cards": delete(cards).where(cards.c.session_id.in_(_SESSIONS)),
    "sessions": delete(sessions).where(sessions.c.id.in_(_SESSIONS)),
    "rooms": _of_person(rooms),
    "renewal_meetings": delete(renewal_meetings).where(
        or_(renewal_meetings.c.renewal_id.in_(_RENEWALS), renewal_meetings.c.meeting_id.in_(_HOSTED))
    ),
    "renewals": delete(renewals).where(renewals.c.host_id == _PERSON),
    "invitation_posts": delete(invitation_posts).where(invitation_posts.c.meeting_id.in_(_DROPPED)),
    "invitees": delete(invitees).where(or_(invitees.c.person_id == _PERSON, invitees.c.meeting_id.in_(_DROPPED))),
    "meeting_changes": delete(meeting_changes).where(meeting_changes.c.meeting_id.in_(_DROPPED)),
    "meetings": delete(meetings).where(meetings.c.id.in_(_DROPPED)),
    "own_ids": _of_person(own_ids),
    "choices": _of_person(choices),
    "group_members": _of_person(group_members),
    "group_admins": _of_person(group_admins),
    "calendar_feeds": _of_person(calendar_feeds),
    "reminders_off": _of_person(reminders_off),
    "availability_checks": _of_person(availability_checks),
    "audit_details": delete(audit_details).where(audit_details.c.audit_id.in_(_THEIR_AUDIT)),
}
_DOORS = select(numbers.c.number).where(numbers.c.person_id == _PERSON)
_CURRENT_LINK = select(links.c.shown).where(links.c.person_id == _PERSON, links.c.shown != "")
_FORGET_DOORS = delete(wrong_passcodes).where(wrong_passcodes.c.door.in_(bindparam("doors", expanding=True)))
_TOLD: Select[tuple[int, int, str, str]] = select(
    invitees.c.meeting_id, invitees.c.person_id, invitees.c.told, invitees.c.telling
).where(invitees.c.meeting_id.in_(_KEPT))
_TELL = (
    update(invitees)
    .where(invitees.c.meeting_id == bindparam("meeting_"), invitees.c.person_id == bindparam("invitee"))
    .values(told=bindparam("told_"), telling=bindparam("telling_"))
)
_POSTED = select(invitation_posts.c.id, invitation_posts.c.told).where(invitation_posts.c.meeting_id.in_(_KEPT))
_SET_POSTED = update(invitation_posts).where(invitation_posts.c.id == bindparam("id_")).values(told=bindparam("told_"))
_COUNT_RESERVED = select(func.count()).select_from(numbers).where(numbers.c.person_id == _PERSON)
_FORGET_EARLIER_ERASURE = update(people).where(people.c.erased_hash == bindparam("hash_")).values(erased_hash=None)
_UNNAME = (
    update(people)
    .where(people.c.id == _PERSON)
    .values(
        slack_user=None,
        name="",
        zone="UTC",
        locale="",
        role=Role.MEMBER,
        active=False,
        license=License.BASIC,
        created_at=_NOW,
        greeted_at=None,
        unreachable_because=None,
        unreachable_at=None,
        erased_hash=bindparam("hash_"),
    )
)
_OF_ERASED_HOSTS = (
    select(meetings.c.id)
    .where(
        meetings.c.host_id.in_(
            select(people.c.id).where(people.c.slack_user.is_(None), people.c.created_at <= bindparam("erased_by"))
        )
    )
    .order_by(meetings.c.id)
    .limit(bindparam("limit_"))
)
_PARTS_OF = select(meetings.c.id, meetings.c.part_of).where(meetings.c.part_of.in_(IDS), meetings.c.id.not_in(IDS))
_SET_PART_OF = update(meetings).where(meetings.c.id == bindparam("id_")).values(part_of=bindparam("first"))
_UNLINK = update(meetings).where(meetings.c.id.in_(IDS), meetings.c.part_of.in_(IDS)).values(part_of=None)
_REMAINS: Sequence[Delete] = (
    delete_batch(
        numbers,
        numbers.c.person_id.is_(None) & (numbers.c.ended_at <= bindparam("number_ended_by")),
        numbers.c.number,
    ),
    delete_batch(
        links, links.c.person_id.is_(None) & (links.c.released_at <= bindparam("link_released_by")), links.c.key
    ),
    delete_batch(cards, cards.c.session_id.is_(None) & cards.c.closed_at.is_not(None), cards.c.id),
    delete_batch(
        cards,
        cards.c.session_id.is_(None) & (cards.c.ts == "") & (cards.c.posted_at <= bindparam("reserved_by")),
        cards.c.id,
    ),
    *(
        delete(table).where(table.c.meeting_id.in_(_OF_ERASED_HOSTS))
        for table in (invitation_posts, invitees, meeting_changes)
    ),
    delete(meetings).where(meetings.c.id.in_(_OF_ERASED_HOSTS)),
)


def erase(
    tx: Connection,
    account: AccountId,
    team: TeamId,
    person: Person,
    kept: Collection[MeetingKey],
    now: datetime,
    *,
    since: datetime,
) -> dict[str, int]:
    """Erase a person; gives how many rows were deleted, by table, and how many numbers stay reserved (`numbers`).

    Messages to them that were finished before `since`, of the database's clock, are erased before (`messages` beside this).
    Of the meetings that they hosted only those in `kept` stay, which other people must hear of: without their topic,
    description and ID, and in a new version: that of cancelled ones has gone up with their cancellation (INV-2).
    """
    overwrite_deleted(tx)
    values = {"account": account, "person": person.id, "user": person.user, "now": now, "ids": ids_json(kept)}
    reserved = tx.execute(_COUNT_RESERVED, values).scalar_one()
    _forget_doors(tx, person.id)
    _forget_what_was_told(tx, person.id, kept)
    dropped = _dropped(tx, person.id, kept)
    unsent = message_store.erase_rest(tx, account, person, dropped, since)
    _keep_series_together(tx, dropped)
    for statement in _BEFORE_ROWS:
        tx.execute(statement, values)
    deleted = {table: tx.execute(statement, values).rowcount for table, statement in _DELETES.items()}
    hash_ = erased_hash(tx, team, person.user)
    tx.execute(_FORGET_EARLIER_ERASURE, {"hash_": hash_})
    tx.execute(_UNNAME, {**values, "hash_": hash_})
    return {**{table: count for table, count in deleted.items() if count}, "deliveries": unsent, "numbers": reserved}


def forget_remains(tx: Connection, now: datetime, limit: int) -> int:
    """Delete what stayed of people who were erased and is needed no more; gives how many rows.

    Of each kind at most so many, and so many meetings with all that hangs on them. Numbers and links after their 365 days,
    meetings after 30, cards once they show the end, or were not posted after all.
    """
    overwrite_deleted(tx)
    values = {
        "number_ended_by": now - RESERVED_FOR,
        "link_released_by": now - link_policy.RESERVED_FOR,
        "erased_by": now - CANCELLATION_KEPT_FOR,
        "reserved_by": now - IN_FLIGHT_FOR,
        "limit_": limit,
    }
    _keep_series_together(tx, set(tx.execute(_OF_ERASED_HOSTS, values).scalars()))
    return sum(tx.execute(statement, values).rowcount for statement in _REMAINS)


def _dropped(tx: Connection, person: PersonId, kept: Collection[MeetingKey]) -> set[int]:
    return set(tx.execute(_DROPPED, {"person": person, "ids": ids_json(kept)}).scalars())


def _keep_series_together(tx: Connection, dropped: Collection[int]) -> None:
    """Before these meetings are deleted: the remaining parts of a series point at the first of themselves (INV-2)."""
    ids = {"ids": ids_json(dropped)}
    series: dict[int, list[int]] = {}
    for row in tx.execute(_PARTS_OF.order_by(meetings.c.id), ids):
        series.setdefault(row.part_of, []).append(row.id)
    tx.execute(_UNLINK, ids)
    for first, *others in series.values():
        tx.execute(_SET_PART_OF, {"id_": first, "first": None})
        for other in others:
            tx.execute(_SET_PART_OF, {"id_": other, "first": first})


def _forget_doors(tx: Connection, person: PersonId) -> None:
    """Wrong passcodes are counted by the number or link that was tried."""
    doors = [f"j:{number}" for number in tx.execute(_DOORS, {"person": person}).scalars()]
    doors += [f"my:{link.lower()}" for link in tx.execute(_CURRENT_LINK, {"person": person}).scalars()]
    tx.execute(_FORGET_DOORS, {"doors": doors})


def _forget_what_was_told(tx: Connection, person: PersonId, kept: Collection[MeetingKey]) -> None:
    """What others were told keeps when the meeting takes place, and loses its number."""
    values = {"person": person, "ids": ids_json(kept)}
    for row in tx.execute(_TOLD, values).all():
        told = {"told_": _without_number(row.told), "telling_": _without_number(row.telling)}
        tx.execute(_TELL, {"meeting_": row.meeting_id, "invitee": row.person_id, **told})
    for post in tx.execute(_POSTED, values).all():
        tx.execute(_SET_POSTED, {"id_": post.id, "told_": _without_number(post.told)})


def _without_number(told: str | None) -> str | None:
    return None if told is None else replace(snapshot_from_json(told), number="", link_hash="").to_json()
