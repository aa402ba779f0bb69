"""Meetings for tests: drafts with defaults, somebody who schedules, what is enqueued."""

from datetime import datetime, timedelta
from typing import Any

from bot.policy.deliveries.deliveries import Delivery
from bot.policy.ids import MeetingKey, UserId
from bot.policy.invitations.invitations import MeetingView
from bot.policy.meetings.drafts import Draft
from bot.policy.meetings.meeting_ids import MeetingIdRecord
from bot.policy.meetings.meetings import Meeting, OccurrenceOverride
from bot.policy.meetings.recurrence import Frequency, RecurrenceRule
from bot.policy.people.people import Actor, Identity, Role
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import SettingState
from bot.use_cases.invitations.requested_posts import PostTarget
from bot.use_cases.meetings import edits, scheduling, series
from bot.use_cases.meetings.edits import EditedMeeting
from bot.use_cases.meetings.scheduling import Scheduled
from bot.use_cases.meetings.series import OccurrenceRef
from storage import Database
from storage.deliveries import outbox as outbox_store
from storage.meetings import meetings as meeting_store
from storage.settings import settings as setting_store
from tests.support.database.databases import table_rows
from tests.support.factories.people import HOST, NOW, TEAM, FakeDirectory, caller, identity, make_context

GUEST, GUEST_2 = UserId("U0GUEST"), UserId("U0GUEST2")
WORKSPACE_PEOPLE = [
    identity(),
    identity(GUEST, name="Ben"),
    identity(GUEST_2, name="Cleo"),
    identity("U0OTHER", name="Dan"),
]
ADMIN = Actor(UserId("U0ADMIN"), Role.ADMIN, NOW)
MONDAY = datetime.fromisoformat("2026-03-02T10:00")
"""The day after NOW, in Berlin: 09:00 UTC."""
DAILY, WEEKLY = RecurrenceRule(Frequency.DAILY), RecurrenceRule(Frequency.WEEKLY)
WEEK = timedelta(weeks=1)
THIRD = MONDAY + 2 * WEEK


def directory(*extra: Identity) -> FakeDirectory:
    """A workspace with a host and some others."""
    return FakeDirectory(*WORKSPACE_PEOPLE, *extra)


def draft(**fields: Any) -> Draft:  # noqa: ANN401 - any field of a draft
    """A meeting of half an hour tomorrow at 10:00 in Berlin, with a generated ID, unless given otherwise."""
    defaults: dict[str, Any] = {"topic": "Design review", "start": MONDAY, "zone": "Europe/Berlin"}
    return Draft(**{**defaults, **fields})


def try_to_schedule(
    db: Database,
    form: str = "form",
    user: UserId = HOST,
    now: datetime = NOW,
    post_to: PostTarget | None = None,
    **fields: Any,  # noqa: ANN401 - of a draft
) -> Any:  # noqa: ANN401 - any answer
    """What scheduling answers."""
    context = make_context(db, directory=directory())
    return scheduling.schedule(context, caller(user, now=now), draft(**fields), form, post_to)


def schedule_meeting(
    db: Database,
    form: str = "form",
    user: UserId = HOST,
    now: datetime = NOW,
    **fields: Any,  # noqa: ANN401 - of a draft
) -> Meeting:
    """A meeting that was scheduled."""
    answer = try_to_schedule(db, form, user, now, None, **fields)
    assert isinstance(answer, Scheduled), answer
    return answer.view.meeting


def stored_meeting(db: Database, key: MeetingKey) -> Meeting:
    """A meeting as it is now."""
    with db.read() as tx:
        return meeting_store.get(tx, key)


def expect_edited(answer: object) -> Meeting:
    """The meeting after an edit that was saved."""
    assert isinstance(answer, EditedMeeting), answer
    return answer.view.meeting


def upcoming_meetings(db: Database, user: UserId = HOST, now: datetime = NOW, most: int = 50) -> list[MeetingView]:
    """Somebody's upcoming meetings."""
    return scheduling.upcoming(make_context(db), caller(user, now=now), most=most).meetings


def set_account_setting(db: Database, setting: Setting, value: bool) -> None:
    """The account says so, to everybody."""
    with db.write(TEAM) as tx:
        account = account_id(db)
        setting_store.set_for_account(tx, account, setting, SettingState(value))


def account_id(db: Database) -> Any:  # noqa: ANN401 - an id
    """The account of the workspace."""
    with db.read() as tx:
        return tx.exec_driver_sql("SELECT id FROM accounts").scalar_one()


def enqueued(db: Database, kind: str) -> list[Delivery]:
    """The messages of a kind that are on record, in order."""
    column = {"id": 0, "key": 3, "account": 1}
    rows = table_rows(db, "deliveries")
    with db.read() as tx:
        found = [outbox_store.find(tx, row[column["account"]], row[column["key"]]) for row in rows]
    return [each for each in found if each is not None and each.kind == kind]


def advance_all(db: Database, now: datetime) -> None:
    """What the scheduler does until then with meetings that are over: it ticks until none is left."""
    while scheduling.advance_occurrence_times(db, now):
        pass


def minutes(count: int) -> timedelta:
    """So many minutes."""
    return timedelta(minutes=count)


def seen_version(meeting: Meeting) -> tuple[MeetingKey, int]:
    """A meeting as a form has seen it."""
    return meeting.key, meeting.version


def save_meeting_form(db: Database, meeting: Meeting, user: UserId = HOST, **fields: Any) -> Any:  # noqa: ANN401 - any answer
    """Save a form for all of a meeting."""
    return edits.edit_meeting(
        make_context(db, directory=directory()), caller(user), seen_version(meeting), draft(**fields)
    )


def save_following_form(db: Database, meeting: Meeting, planned_start: datetime = THIRD, **fields: Any) -> Any:  # noqa: ANN401 - any answer
    """Save a form for this and the following."""
    occurrence = OccurrenceRef(meeting.key, meeting.version, planned_start)
    wanted = draft(**{"start": planned_start, "rule": WEEKLY, **fields})
    return series.edit_following(make_context(db, directory=directory()), caller(HOST), occurrence, wanted)


def save_occurrence_form(db: Database, meeting: Meeting, planned_start: datetime, change: OccurrenceOverride) -> Any:  # noqa: ANN401 - any answer
    """Save a form for one occurrence."""
    return series.edit_one(
        make_context(db), caller(HOST), OccurrenceRef(meeting.key, meeting.version, planned_start), change
    )


def meeting_id_of(meeting: Meeting) -> MeetingIdRecord:
    """The ID of its own that a meeting has."""
    assert meeting.generated_id is not None
    return meeting.generated_id


def occurrence_starts(db: Database, count: int = 4) -> list[tuple[MeetingKey, str]]:
    """The current occurrence of each upcoming meeting."""
    return [
        (each.meeting.key, f"{each.occurrence.local_start:%m-%dT%H:%M}")
        for each in upcoming_meetings(db)[:count]
        if each.occurrence
    ]
