"""Scheduled meetings: found by host, by form, by .ics file, and by what is due (MEET-2, MEET-5, MEET-8)."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, exists, func, insert, not_, or_, select, update

from bot.policy.ids import AccountId, MeetingIdKey, MeetingKey, PersonId, TeamId
from bot.policy.meetings.meetings import Meeting, OccurrenceTimes
from bot.policy.people.people import Person, Role
from bot.policy.values import zone_data
from storage.engine.sql import IDS, ids_json
from storage.engine.types import Instant
from storage.meetings.rows import SELECT_MEETINGS, later_time_columns, meeting_columns, meetings_of, save_changes
from storage.rows import PERSON, person_of
from storage.tables.meetings_and_invitations import ON_PMI, TO_REMIND, UPCOMING, meetings, own_ids
from storage.tables.people_and_rooms import CURRENT_ROOM, accounts, people, rooms

_HOSTS_AT_ONCE, _ROWS_AT_ONCE = 5000, 2000
"""Whose meetings one statement looks for, and how many it changes: on PostgreSQL either takes a tenth of a second or two."""
_BY_TIME = (meetings.c.current_at, meetings.c.id)
_HOSTED = SELECT_MEETINGS.where(meetings.c.host_id == bindparam("host")).order_by(*_BY_TIME)
_BY_ID = SELECT_MEETINGS.where(meetings.c.id == bindparam("id_"))
_BY_IDS = SELECT_MEETINGS.where(meetings.c.id.in_(IDS)).order_by(*_BY_TIME)
_BY_FORM = SELECT_MEETINGS.where(meetings.c.account_id == bindparam("account"), meetings.c.form == bindparam("form_"))
_BY_FILE = SELECT_MEETINGS.where(or_(meetings.c.file == bindparam("name_"), meetings.c.open_file == bindparam("name_")))
_PARTS = SELECT_MEETINGS.where(
    or_(meetings.c.id == bindparam("first"), meetings.c.part_of == bindparam("first"))
).order_by(meetings.c.id)
_BY_MEETING_ID = SELECT_MEETINGS.where(meetings.c.own_id == bindparam("record")).order_by(meetings.c.id)
_ALL_UPCOMING = _HOSTED.where(UPCOMING)
_UPCOMING = _ALL_UPCOMING.limit(bindparam("limit_")).offset(bindparam("skip"))
_COUNT_UPCOMING = select(func.count()).select_from(meetings).where(meetings.c.host_id == bindparam("host"), UPCOMING)
_ON_PMI = _HOSTED.where(ON_PMI)
_HOSTS_ON_PMI = select(meetings.c.host_id).where(ON_PMI, meetings.c.host_id.in_(IDS)).distinct()
_HOSTS_OF_UPCOMING = select(meetings.c.host_id).where(UPCOMING, meetings.c.host_id.in_(IDS)).distinct()
_TO_COME_ON_PMI = (ON_PMI, meetings.c.current_ends_at > bindparam("now"), meetings.c.host_id.in_(IDS))
_COUNT_ON_PMI = select(meetings.c.host_id, func.count()).where(*_TO_COME_ON_PMI).group_by(meetings.c.host_id)
_TOTAL_ON_PMI = select(func.count()).select_from(meetings).where(*_TO_COME_ON_PMI)
_WITH_TEAM = select(meetings.c.id, accounts.c.team).select_from(meetings.join(accounts)).limit(bindparam("limit_"))
_STARTING = _WITH_TEAM.where(TO_REMIND, meetings.c.next_at <= bindparam("by")).order_by(meetings.c.next_at)
_ENDING = _WITH_TEAM.where(UPCOMING, meetings.c.current_ends_at <= bindparam("by")).order_by(meetings.c.current_ends_at)
_OF_INELIGIBLE_HOSTS: Select[Any] = (
    select(*PERSON, func.count().label("planned"))
    .select_from(people.join(accounts).join(meetings, meetings.c.host_id == people.c.id))
    .where(
        accounts.c.team == bindparam("team"),
        or_(people.c.active.is_(False), people.c.role.not_in(bindparam("hosts", expanding=True))),
        UPCOMING,
        meetings.c.current_ends_at > bindparam("now"),
    )
    .group_by(people.c.id)
    .order_by(people.c.name, people.c.id)
)
_UPDATE = update(meetings).where(meetings.c.id == bindparam("id_"))
_BUMP_VERSION = update(meetings).where(meetings.c.id.in_(IDS)).values(version=meetings.c.version + 1)
_HAS_PASSCODE = or_(
    exists().where(own_ids.c.id == meetings.c.own_id, own_ids.c.passcode != ""),
    meetings.c.own_id.is_(None)
    & exists().where(rooms.c.person_id == meetings.c.host_id, CURRENT_ROOM, rooms.c.passcode != ""),
)
_WITH_PASSCODE = select(meetings.c.id).where(UPCOMING, meetings.c.host_id.in_(IDS), _HAS_PASSCODE)
_FLIP_LINKS = _BUMP_VERSION.values(link_flipped=not_(meetings.c.link_flipped))
_IDS_ON_PMI = select(meetings.c.id).where(ON_PMI, meetings.c.host_id.in_(IDS))
_OF_UPCOMING = (
    update(meetings).where(meetings.c.host_id == bindparam("host"), UPCOMING).values(version=meetings.c.version + 1)
)
_MARK_HOST_LEFT = _OF_UPCOMING.values(host_left_at=func.coalesce(bindparam("at", type_=Instant), meetings.c.current_at))
_MARK_HOST_BACK = _OF_UPCOMING.values(host_left_at=None)
_TRANSFER_ENDED_PARTS = (
    update(meetings)
    .where(
        or_(meetings.c.id.in_(IDS), meetings.c.part_of.in_(IDS)),
        meetings.c.host_id == bindparam("old_host"),
        not_(UPCOMING),
    )
    .values(host_id=bindparam("new_host"), version=meetings.c.version + 1)
)
_TRANSFER = update(meetings).where(meetings.c.id.in_(IDS)).values(host_id=bindparam("new_host"), host_left_at=None)


def add(tx: Connection, meeting: Meeting, form: str, times: OccurrenceTimes) -> Meeting:
    """Insert a meeting; gives it with its key. The database refuses a second one of the same form."""
    row = {
        "account_id": meeting.account,
        "form": form,
        "part_of": meeting.part_of or None,
        "made_at": meeting.made_at,
        "uid": meeting.uid,
        "file": meeting.ics_file,
        "open_file": meeting.public_ics_file,
        "link_flipped": meeting.link_flipped,
        **meeting_columns(meeting, times),
        "zone_version": zone_data.in_use().version,
    }
    key = MeetingKey(tx.execute(insert(meetings).values(**row).returning(meetings.c.id)).scalar_one())
    save_changes(tx, key, meeting.overrides)
    return get(tx, key)


def get(tx: Connection, key: MeetingKey) -> Meeting:
    """The meeting with this key, which exists."""
    return _fetch_all(tx, _BY_ID, {"id_": key})[0]


def find(tx: Connection, key: MeetingKey) -> Meeting | None:
    """The meeting with this key, if there is one."""
    return _fetch_first(tx, _BY_ID, {"id_": key})


def get_many(tx: Connection, keys: Iterable[MeetingKey]) -> list[Meeting]:
    """The meetings with these keys, by time: one statement."""
    return _fetch_all(tx, _BY_IDS, {"ids": ids_json(keys)})


def by_form(tx: Connection, account: AccountId, form: str) -> Meeting | None:
    """The meeting that this form created already (MEET-2)."""
    return _fetch_first(tx, _BY_FORM, {"account": account, "form_": form})


def by_ics_file(tx: Connection, name: str) -> Meeting | None:
    """The meeting whose .ics has this name (INV-2)."""
    return _fetch_first(tx, _BY_FILE, {"name_": name})


def parts(tx: Connection, first: MeetingKey) -> list[Meeting]:
    """All parts of a series that was split, the first one first."""
    return _fetch_all(tx, _PARTS, {"first": first})


def with_meeting_id(tx: Connection, record: MeetingIdKey) -> list[Meeting]:
    """The meetings with this generated ID: parts of one series, if more than one."""
    return _fetch_all(tx, _BY_MEETING_ID, {"record": record})


def upcoming(tx: Connection, host: PersonId, limit: int, skip: int = 0) -> list[Meeting]:
    """A page of the host's upcoming meetings, by time (MEET-5)."""
    return _fetch_all(tx, _UPCOMING, {"host": host, "limit_": limit, "skip": skip})


def all_upcoming(tx: Connection, host: PersonId) -> list[Meeting]:
    """All upcoming meetings of the host, by time."""
    return _fetch_all(tx, _ALL_UPCOMING, {"host": host})


def count_upcoming(tx: Connection, host: PersonId) -> int:
    """How many upcoming meetings the host has."""
    return tx.execute(_COUNT_UPCOMING, {"host": host}).scalar_one()


def on_pmi(tx: Connection, host: PersonId) -> list[Meeting]:
    """The host's upcoming meetings on their PMI, by time (INV-5)."""
    return _fetch_all(tx, _ON_PMI, {"host": host})


def hosts_on_pmi(tx: Connection, hosts: Collection[PersonId]) -> set[PersonId]:
    """Those of these people who have meetings on their PMI that are not over. One statement."""
    return {PersonId(host) for host in tx.execute(_HOSTS_ON_PMI, {"ids": ids_json(hosts)}).scalars()}


def hosts_of_upcoming(tx: Connection, hosts: Collection[PersonId]) -> set[PersonId]:
    """Those of these people who have meetings to come, on whatever ID."""
    return {PersonId(row.host_id) for row in tx.execute(_HOSTS_OF_UPCOMING, {"ids": ids_json(hosts)})}


def count_on_pmi(tx: Connection, hosts: Collection[PersonId], now: datetime) -> dict[PersonId, int]:
    """How many upcoming PMI meetings each of these people hosts; who hosts none is left out. One statement (APP-2)."""
    rows = tx.execute(_COUNT_ON_PMI, {"ids": ids_json(hosts), "now": now})
    return {PersonId(host): count for host, count in rows}


def total_on_pmi(tx: Connection, hosts: Collection[PersonId], now: datetime) -> int:
    """How many upcoming PMI meetings these people host together. One statement (APP-2)."""
    total: int = tx.execute(_TOTAL_ON_PMI, {"ids": ids_json(hosts), "now": now}).scalar_one()
    return total


def ineligible_hosts(
    tx: Connection, team: TeamId, host_roles: Sequence[Role], now: datetime
) -> list[tuple[Person, int]]:
    """People with upcoming meetings who are deactivated or in none of these roles, and how many meetings each has."""
    rows = tx.execute(_OF_INELIGIBLE_HOSTS, {"team": team, "hosts": list(host_roles), "now": now})
    return [(person_of(row), row.planned) for row in rows]


def starting(tx: Connection, by: datetime, limit: int) -> list[tuple[TeamId, MeetingKey]]:
    """Meetings with an occurrence that starts by then and has had no reminder, with their workspaces: an index range scan (MEET-8)."""
    return [(TeamId(row.team), MeetingKey(row.id)) for row in tx.execute(_STARTING, {"by": by, "limit_": limit})]


def ending(tx: Connection, by: datetime, limit: int) -> list[tuple[TeamId, MeetingKey]]:
    """Meetings whose current occurrence ends by then, with their workspaces: an index range scan."""
    return [(TeamId(row.team), MeetingKey(row.id)) for row in tx.execute(_ENDING, {"by": by, "limit_": limit})]


def save(tx: Connection, meeting: Meeting, times: OccurrenceTimes) -> None:
    """Overwrite the stored meeting and its changed occurrences. Clears `host_left_at`: only a present host can edit."""
    tx.execute(_UPDATE.values(**meeting_columns(meeting, times), host_left_at=None), {"id_": meeting.key})
    save_changes(tx, meeting.key, meeting.overrides)


def save_occurrence_times(tx: Connection, key: MeetingKey, times: OccurrenceTimes) -> None:
    """Overwrite the times by which the meeting is found, after an occurrence has ended or had its reminder.

    The version of a meeting that is over by that goes up.
    """
    tx.execute(_UPDATE.values(**later_time_columns(times)), {"id_": key})


def set_meeting_ids(tx: Connection, records: Mapping[MeetingKey, MeetingIdKey]) -> None:
    """Set the generated IDs of these meetings and raise their versions."""
    values = [{"id_": key, "record": record} for key, record in records.items()]
    if values:
        tx.execute(_UPDATE.values(own_id=bindparam("record"), version=meetings.c.version + 1), values)


def bump_version(tx: Connection, keys: Collection[MeetingKey]) -> None:
    """Raise the versions of these meetings, as something that they depend on has changed."""
    tx.execute(_BUMP_VERSION, {"ids": ids_json(keys)})


def flip_links(tx: Connection, hosts: Collection[PersonId]) -> None:
    """Raise the versions of these people's upcoming meetings that have a passcode, on whatever ID.

    One-click links were switched off or on (PASS-2).
    """
    for ids in _ids_of(tx, _WITH_PASSCODE, hosts):
        tx.execute(_FLIP_LINKS, {"ids": ids})


def bump_versions_on_pmi(tx: Connection, hosts: Collection[PersonId]) -> None:
    """Raise the versions of these people's meetings on their PMI: whether they need a new ID has changed (INV-4)."""
    for ids in _ids_of(tx, _IDS_ON_PMI, hosts):
        tx.execute(_BUMP_VERSION, {"ids": ids})


def _ids_of(tx: Connection, statement: Select[Any], hosts: Collection[PersonId]) -> Iterator[str]:
    """What `statement` finds of these hosts, as the parameter `ids` of one statement after the other.

    However many meetings a host has, none takes longer than statements may (`storage/engine/timeouts.py`).
    """
    for some in _batches(sorted(hosts), _HOSTS_AT_ONCE):
        found = tx.execute(statement, {"ids": ids_json(some)}).scalars().all()
        yield from map(ids_json, _batches(found, _ROWS_AT_ONCE))


def _batches(ids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


def mark_host_left(tx: Connection, host: PersonId, at: datetime | None) -> None:
    """Record in all upcoming meetings of a host when they left, and raise the versions. Meetings already recorded as over are left alone.

    `at` is None where nobody knows what time it is (CLOCK-1). Then it is each meeting's own date that is recorded as running or
    next, so that this and all later ones are off, and what was held before stays held: jobs move it by a believed clock alone.
    """
    tx.execute(_MARK_HOST_LEFT, {"host": host, "at": at})


def mark_host_back(tx: Connection, host: PersonId) -> None:
    """Record in all upcoming meetings of a host that they have one again, and raise the versions.

    Meetings already recorded as over are left alone.
    """
    tx.execute(_MARK_HOST_BACK, {"host": host})


def transfer_all(tx: Connection, keys: Collection[MeetingKey], new_host: PersonId) -> None:
    """Give these meetings to another host (MEET-9)."""
    tx.execute(_TRANSFER, {"ids": ids_json(keys), "new_host": new_host})


def transfer_ended_parts(
    tx: Connection, series: Collection[MeetingKey], old_host: PersonId, new_host: PersonId
) -> None:
    """Give the parts of these series that are over or cancelled to the host of the rest.

    The parts share an ID, which is the new host's, and a calendar file, which shows those of one host. Whether they took place
    stays as it is; that their organizer is another is a new version.
    """
    values = {"ids": ids_json(series), "old_host": old_host, "new_host": new_host}
    tx.execute(_TRANSFER_ENDED_PARTS, values)


def _fetch_first(tx: Connection, statement: Select[Any], values: Mapping[str, Any]) -> Meeting | None:
    return next(iter(_fetch_all(tx, statement, values)), None)


def _fetch_all(tx: Connection, statement: Select[Any], values: Mapping[str, Any]) -> list[Meeting]:
    return meetings_of(tx, tx.execute(statement, values).all())
