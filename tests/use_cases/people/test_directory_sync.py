"""The directory is read at the start and every night, by the same rules as the events (PMI-11, section 9)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.policy.clock import Instant
from bot.policy.ids import PersonId, TeamId, UserId
from bot.policy.people.people import Identity, Person, Role
from bot.use_cases.people import directory_sync, identities, onboarding
from bot.use_cases.people.directory_sync import DirectorySync
from bot.use_cases.ports import DirectoryPage, SlackUnavailableError
from storage import Connection, Database
from storage.people import people as people_store
from tests.support.database.databases import all_rows, table_rows
from tests.support.database.recorded_statements import recorded_statements
from tests.support.factories.people import (
    HOST,
    NOW,
    OTHER,
    TEAM,
    FakeDirectory,
    add_person,
    identity,
    make_context,
    open_profile,
    start_room,
)
from tests.support.machine.threads import run_concurrently

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
A_DAY = timedelta(hours=24)
EVERYBODY = [identity(f"U{n}", name=f"Person {n}") for n in range(7)]


class PagedDirectory(FakeDirectory):
    """A directory in pages that notes which were read, and answers so many calls before it wants a pause."""

    def __init__(self, *people: Identity, page_size: int = 2, answers: int = 1000) -> None:
        super().__init__(*people)
        self.PAGE_SIZE = page_size
        self.cursors_read: list[str] = []
        self.answers = answers

    def page(self, team: TeamId, cursor: str) -> DirectoryPage:
        """One page, or `SlackUnavailableError` as on a 429."""
        self.answers -= 1
        if self.answers < 0:
            raise SlackUnavailableError("ratelimited")
        self.cursors_read.append(cursor)
        return super().page(team, cursor)


def sync_directory(db: Database, directory: FakeDirectory, now: datetime = NOW) -> int:
    """A process that starts and reads."""
    return DirectorySync(make_context(db, directory=directory)).run(now)


def person(db: Database, user: str = HOST) -> Person | None:
    with db.read() as tx:
        return people_store.find(tx, TEAM, UserId(user))


def known(db: Database) -> list[str]:
    return [row[2] for row in table_rows(db, "people")]


def count(db: Database, table: str) -> int:
    return len(table_rows(db, table))


def test_the_first_reading_remembers_everybody_and_gives_no_rooms(db: Database) -> None:
    """They were there before the bot: their room waits for their first contact (PMI-11)."""
    assert sync_directory(db, PagedDirectory(*EVERYBODY)) == 7
    assert known(db) == [each.user for each in EVERYBODY]
    assert (count(db, "rooms"), count(db, "numbers"), count(db, "deliveries")) == (0, 0, 0)
    assert open_profile(db, "U3", now=NOW + HOUR).room.assigned_at == NOW + HOUR


def test_who_joined_while_the_bot_was_away_has_a_room_silently(db: Database) -> None:
    """PMI-11: the greeting waits for the person's own first act."""
    directory = PagedDirectory(*EVERYBODY)
    sync_directory(db, directory)
    directory.set_person(identity("U0NEW", name="New"))
    sync_directory(db, directory, NOW + HOUR)
    with db.read() as tx:
        new = people_store.find(tx, TEAM, UserId("U0NEW"))
    assert new is not None
    assert [(row[1], row[5]) for row in table_rows(db, "rooms")] == [(new.id, NOW + HOUR)]
    assert count(db, "deliveries") == 0


def test_who_joined_during_the_first_reading_and_was_announced_keeps_the_room(db: Database) -> None:
    directory = PagedDirectory(*EVERYBODY, answers=1)
    sync = DirectorySync(make_context(db, directory=directory))
    with pytest.raises(SlackUnavailableError):
        sync.run(NOW)
    onboarding.on_joined(make_context(db), EVERYBODY[5], NOW)
    directory.answers = 1000
    sync.run(NOW + MINUTE)
    assert count(db, "rooms") == 1
    assert known(db) == ["U0", "U1", "U5", "U2", "U3", "U4", "U6"]


@pytest.mark.parametrize("joined_later", [False, True], ids=["at the first reading", "later"])
def test_apps_and_those_who_left_before_we_knew_them_are_not_remembered(db: Database, joined_later: bool) -> None:
    if joined_later:
        sync_directory(db, PagedDirectory())
    sync_directory(db, PagedDirectory(identity("U0BOT", role=Role.BOT), identity("U0GONE", active=False), identity()))
    assert known(db) == [HOST]


@pytest.mark.parametrize("role", [Role.GUEST, Role.EXTERNAL])
def test_guests_and_people_of_other_companies_are_remembered_without_a_room(db: Database, role: Role) -> None:
    """ROLE-1."""
    sync_directory(db, PagedDirectory())
    sync_directory(db, PagedDirectory(identity(role=role)), NOW + HOUR)
    assert known(db) == [HOST]
    assert count(db, "rooms") == 0


def test_a_change_that_no_event_told_of_is_learnt(db: Database) -> None:
    add_person(db)
    sync_directory(db, PagedDirectory(identity(name="Ava B.", zone="Asia/Tokyo", role=Role.ADMIN)))
    found = person(db)
    assert found is not None
    assert (found.name, found.zone, found.role, found.active) == ("Ava B.", "Asia/Tokyo", Role.ADMIN, True)


@pytest.mark.parametrize("away", [identity(active=False), identity(role=Role.GUEST)], ids=["left", "made a guest"])
def test_a_missed_departure_ends_the_session_and_a_missed_return_brings_the_same_room(
    db: Database, away: Identity
) -> None:
    before = start_room(db)
    sync_directory(db, PagedDirectory(away), NOW + HOUR)
    assert [row[6] for row in table_rows(db, "sessions")] == [NOW + HOUR]
    sync_directory(db, PagedDirectory(identity()), NOW + 2 * HOUR)
    seen = open_profile(db, now=NOW + 2 * HOUR)
    assert (seen.room, seen.session) == (before.room, None)


def test_who_is_not_listed_at_all_stays_as_they_were(db: Database) -> None:
    """Slack lists deactivated people too; a page that lacks somebody says nothing about them."""
    add_person(db, OTHER)
    sync_directory(db, PagedDirectory(identity()))
    found = person(db, OTHER)
    assert found is not None
    assert found.active


def test_a_person_who_is_listed_twice_is_one_as_last_described(db: Database) -> None:
    """The list moved between two pages, or within one."""
    twice = [identity(name="Before"), identity(name="After")]
    directory_sync.sync_identities(make_context(db), TEAM, twice, Instant(NOW))
    directory_sync.sync_identities(make_context(db), TEAM, twice, Instant(NOW))
    found = person(db)
    assert found is not None
    assert found.name == "After"
    assert known(db) == [HOST]


def test_nothing_is_written_where_nothing_changed(db: Database) -> None:
    directory = PagedDirectory(*EVERYBODY, page_size=100)
    sync = DirectorySync(make_context(db, directory=directory))
    sync.run(NOW)
    before = all_rows(db)
    with recorded_statements() as executed:
        directory_sync.sync_identities(make_context(db), TEAM, EVERYBODY, Instant(NOW + A_DAY))
    asked = [statement.split()[0] for statement in executed if "advisory" not in statement]
    assert asked in (["BEGIN", "SELECT", "SELECT", "SELECT"], ["SELECT", "SELECT", "SELECT"])
    assert all_rows(db) == before


@pytest.mark.parametrize("size", [10, 200])
def test_a_page_of_strangers_costs_as_many_statements_as_one(db: Database, size: int) -> None:
    page = [identity(f"U{n}") for n in range(size)]
    directory_sync.sync_identities(make_context(db), TEAM, page[:1], Instant(NOW))
    with recorded_statements() as executed:
        directory_sync.sync_identities(make_context(db), TEAM, page[1:], Instant(NOW))
    assert len([each for each in executed if each.startswith(("SELECT", "INSERT")) and "advisory" not in each]) == 4
    assert len(known(db)) == size


def test_after_a_429_in_the_middle_the_next_tick_goes_on_at_the_same_page(db: Database) -> None:
    """REM-5."""
    directory = PagedDirectory(*EVERYBODY, answers=2)
    sync = DirectorySync(make_context(db, directory=directory))
    with pytest.raises(SlackUnavailableError):
        sync.run(NOW)
    assert known(db) == ["U0", "U1", "U2", "U3"]
    with pytest.raises(SlackUnavailableError):
        sync.run(NOW + MINUTE)
    directory.answers = 1000
    assert sync.run(NOW + 2 * MINUTE) == 3
    assert directory.cursors_read == ["", "2", "4", "6"]
    assert len(known(db)) == 7


def test_a_reading_that_stood_still_for_long_begins_anew(db: Database) -> None:
    """Slack has forgotten its place, and would refuse it for ever."""
    directory = PagedDirectory(*EVERYBODY, answers=2)
    sync = DirectorySync(make_context(db, directory=directory))
    with pytest.raises(SlackUnavailableError):
        sync.run(NOW)
    directory.answers = 1000
    assert sync.run(NOW + 2 * HOUR) == 7
    assert directory.cursors_read == ["", "2", "", "2", "4", "6"]


def test_it_is_read_at_the_start_and_then_once_a_night(db: Database) -> None:
    directory = PagedDirectory(*EVERYBODY, page_size=100)
    first, second = (
        DirectorySync(make_context(db, directory=directory)),
        DirectorySync(make_context(db, directory=directory)),
    )
    night = NOW + 18 * HOUR  # 03:00 in UTC
    assert [first.run(NOW), first.run(NOW + MINUTE), first.run(night - MINUTE)] == [7, 0, 0]
    assert [first.run(night), first.run(night + MINUTE)] == [7, 0]
    assert second.run(night + HOUR) == 7  # another process starts
    assert second.run(night + A_DAY) == 7
    assert first.run(night + A_DAY + MINUTE) == 0  # one of them has read it this night
    assert first.run(night + 2 * A_DAY) == 7


def test_a_clock_that_goes_back_does_not_stop_the_readings(db: Database) -> None:
    sync = DirectorySync(make_context(db, directory=PagedDirectory(*EVERYBODY)))
    sync.run(NOW + 400 * A_DAY)
    assert [sync.run(NOW), sync.run(NOW + MINUTE)] == [7, 0]


def test_between_two_readings_slack_is_asked_nothing(db: Database) -> None:
    directory = PagedDirectory(*EVERYBODY)
    sync = DirectorySync(make_context(db, directory=directory))
    sync.run(NOW)
    directory.is_available = False
    assert sync.run(NOW + HOUR) == 0
    with pytest.raises(SlackUnavailableError):
        sync.run(NOW + A_DAY)


def test_a_start_without_slack_is_made_up_for(db: Database) -> None:
    directory = PagedDirectory(*EVERYBODY)
    directory.is_available = False
    sync = DirectorySync(make_context(db, directory=directory))
    with pytest.raises(SlackUnavailableError):
        sync.run(NOW)
    assert table_rows(db, "accounts") == []
    directory.is_available = True
    assert sync.run(NOW + MINUTE) == 7


def readings(replicas: Sequence[Database], now: datetime, *joined: Identity) -> None:
    """Two processes read the whole directory at the same instant, each by itself."""
    run_concurrently([partial(sync_directory, db, PagedDirectory(*EVERYBODY, *joined), now) for db in replicas[:2]])


def test_two_replicas_that_read_at_once_remember_and_assign_once(replicas: list[Database]) -> None:
    readings(replicas, NOW)
    assert sorted(known(replicas[0])) == sorted(each.user for each in EVERYBODY)
    assert count(replicas[0], "rooms") == 0
    readings(replicas, NOW + A_DAY, identity("U0NEW"), identity("U0NEWER"))
    assert (count(replicas[0], "people"), count(replicas[0], "rooms"), count(replicas[0], "numbers")) == (9, 2, 2)


def test_locales_are_learned_and_nothing_follows_from_them(db: Database) -> None:
    """LANG-1: after an upgrade everybody's is new; who is unreachable stays so (REM-5)."""
    add_person(db)
    add_person(db, OTHER)
    with db.write(TEAM) as tx:
        people_store.mark_unreachable(tx, known_id(tx, HOST), "channel_not_found", NOW)
    sync_directory(db, FakeDirectory(identity(locale="de-DE"), identity(OTHER)))
    host, other = person(db), person(db, OTHER)
    assert host is not None
    assert other is not None
    assert (host.locale, host.unreachable_at, other.locale) == ("de-DE", NOW, "")


def test_what_says_nothing_of_a_locale_takes_none_back(db: Database) -> None:
    """LANG-1: of a page, of an event, and of an event that tells another change."""
    add_person(db, locale="de-DE")
    before = all_rows(db)["people"]
    sync_directory(db, FakeDirectory(identity()))
    assert all_rows(db)["people"] == before
    identities.sync_identity(db, identity(name="Eva"), NOW)
    renamed = person(db)
    assert renamed is not None
    assert (renamed.name, renamed.locale) == ("Eva", "de-DE")


def test_who_joins_brings_their_locale(db: Database) -> None:
    """LANG-1."""
    sync_directory(db, FakeDirectory(identity(locale="es-ES"), identity(OTHER)))
    found = [person(db), person(db, OTHER)]
    assert [each.locale for each in found if each] == ["es-ES", ""]


def known_id(tx: Connection, user: UserId) -> PersonId:
    found = people_store.find(tx, TEAM, user)
    assert found is not None
    return found.id
