"""An outage of the database is said once, whoever meets it, and so is its end; whether it takes writes is known (section 12)."""

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from threading import Thread

import pytest
from prometheus_client import CollectorRegistry

from bot.policy.clock import Instant
from bot.runtime.database_watch import HANGS_AFTER, DatabaseWatch
from bot.runtime.delivery_log import LagCollector
from bot.runtime.scheduler import PeriodicJob, Scheduler
from bot.use_cases.deliveries.outbox import MessageKind, new_message
from bot.use_cases.write_checks import check_writes
from storage import Database, Outage, StorageError
from storage.deliveries import outbox as outbox_store
from tests.support.database.hidden_database import hidden_database
from tests.support.database.outages import locked
from tests.support.factories.people import NOW, add_person
from tests.support.fixtures.bot_fixture import captured_log, wait_until

A_MINUTE = timedelta(minutes=1)


def logged(work: Callable[[], object]) -> list[dict[str, object]]:
    with captured_log() as lines:
        work()
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def test_an_outage_is_one_line_however_many_meet_it_and_its_end_another(db: Database, database_url: str) -> None:
    registry = CollectorRegistry()
    watch = DatabaseWatch(db, registry)
    db.on_outage = watch.note
    failed: list[str] = []
    jobs = [PeriodicJob(name, A_MINUTE, lambda now: check_writes(db, now)) for name in ("one", "other")]
    jobs.append(PeriodicJob("check the database", A_MINUTE, watch.check, waits_for_clock=False))
    scheduler = Scheduler(jobs, clock=lambda: Instant(NOW), on_failure=failed.append)

    def outage() -> None:
        with locked(database_url):
            for job in jobs:
                scheduler.run(job)
            assert not watch.takes_writes()
            assert registry.get_sample_value("pmi_database_writable") == 0
        for _ in range(2):
            for job in jobs:
                scheduler.run(job)

    unavailable, available = logged(outage)
    assert (unavailable["event"], unavailable["level"], unavailable["cause"]) == (
        "database_unavailable",
        "error",
        "busy",
    )
    assert (available["event"], available["level"], available["errors"]) == ("database_available", "warning", 3)
    assert failed == ["one", "other", "check the database"]
    assert watch.takes_writes()
    assert registry.get_sample_value("pmi_database_errors_total", {"cause": "busy"}) == 3
    assert registry.get_sample_value("pmi_database_writable") == 1


def test_while_one_table_is_locked_its_outage_goes_on_although_others_can_be_written(db: Database) -> None:
    watch = DatabaseWatch(db, CollectorRegistry())

    def errors_between_checks() -> None:
        for _ in range(5):
            watch.note(StorageError("lock timeout", Outage.BUSY))
            watch.check(NOW)
        watch.check(NOW)

    assert [line["event"] for line in logged(errors_between_checks)] == ["database_unavailable", "database_available"]


def test_a_full_disk_is_known_as_soon_as_somebody_meets_it(db: Database) -> None:
    watch = DatabaseWatch(db, CollectorRegistry())
    watch.note(StorageError("disk full", Outage.FULL))
    assert not watch.takes_writes()
    watch.check(NOW)
    assert watch.takes_writes()


def test_a_database_that_was_never_away_is_not_mentioned(db: Database) -> None:
    watch = DatabaseWatch(db, CollectorRegistry())
    assert logged(watch.warn_without_wal) == []
    assert logged(lambda: watch.check(NOW)) == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_file_without_its_log_is_mentioned_at_the_start(database_url: str) -> None:
    path = database_url.removeprefix("sqlite:///")
    elsewhere = Database(f"sqlite:///file:{path}.share?vfs=unix-dotfile&uri=true")
    watch = DatabaseWatch(elsewhere, CollectorRegistry())
    (line,) = logged(watch.warn_without_wal)
    assert (line["event"], line["mode"]) == ("sqlite_without_wal", "delete")
    elsewhere.close()


def test_how_far_the_queue_and_the_jobs_are_behind_is_a_figure(db: Database) -> None:
    registry = CollectorRegistry()
    lags = {"send what is due": 3.5}
    registry.register(LagCollector(db, lambda: NOW, lambda: lags))

    def age() -> float | None:
        return registry.get_sample_value("pmi_oldest_delivery_seconds")

    assert registry.get_sample_value("pmi_tick_lag_seconds", {"tick": "send what is due"}) == 3.5
    assert age() == 0
    profile = add_person(db)
    for minutes in (5, 2, -10):
        due = NOW - timedelta(minutes=minutes)
        message = new_message(MessageKind.GREETING, profile.account.id, profile.person.id, f"due {minutes}", {}, due)
        with db.write("test") as tx:
            outbox_store.enqueue(tx, message, NOW)
    assert age() == 300


def test_while_the_queue_cannot_be_read_the_oldest_message_may_have_waited_longer(
    db: Database, database_url: str
) -> None:
    registry = CollectorRegistry()
    seconds = [100.0]
    registry.register(LagCollector(db, lambda: NOW, dict, lambda: seconds[0]))
    assert registry.get_sample_value("pmi_oldest_delivery_seconds") == 0
    if not database_url.startswith("sqlite"):  # whose readers nobody holds up
        with locked(database_url, "deliveries"):
            seconds[0] += 240
            assert registry.get_sample_value("pmi_oldest_delivery_seconds") == 240
    assert registry.get_sample_value("pmi_oldest_delivery_seconds") == 0


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_check_that_does_not_come_back_has_failed(database_url: str) -> None:
    """A network that swallows what is sent: neither an answer nor an error."""
    with hidden_database(database_url) as hidden:
        registry = CollectorRegistry()
        seconds = [0.0]
        db = Database(hidden.url)
        watch = DatabaseWatch(db, registry, lambda: seconds[0])
        watch.check(NOW)
        hidden.hide()
        checking = Thread(target=watch.check, args=(NOW,))
        checking.start()
        assert watch.takes_writes()

        def is_noticed_later() -> bool:
            seconds[0] += HANGS_AFTER
            return not watch.takes_writes()

        wait_until(is_noticed_later)
        assert registry.get_sample_value("pmi_database_writable") == 0
        hidden.show()
        checking.join(20)
        wait_until(watch.takes_writes)
        db.close()


def test_without_a_database_there_are_only_the_jobs_figures() -> None:
    registry = CollectorRegistry()
    nowhere = Database("postgresql://127.0.0.1:9/none")
    registry.register(LagCollector(nowhere, lambda: NOW, lambda: {"one": 1.0}))
    assert registry.get_sample_value("pmi_oldest_delivery_seconds") is None
    assert registry.get_sample_value("pmi_tick_lag_seconds", {"tick": "one"}) == 1
    nowhere.close()


def lags_after(interval: timedelta, *, fails: bool) -> Callable[[], Mapping[str, float]]:
    """What a scheduler says of a job that has succeeded once and then, perhaps, failed."""
    outages: list[StorageError] = []

    def work(_now: object) -> None:
        for outage in outages:
            raise outage

    job = PeriodicJob("work", interval, work)
    scheduler = Scheduler([job], clock=lambda: Instant(NOW), on_failure=lambda _name: None)
    assert scheduler.lags() == {}
    scheduler.run(job)
    if fails:
        outages.append(StorageError("away"))
        scheduler.run(job)
    return scheduler.lags


@pytest.mark.parametrize("fails", [False, True])
def test_a_job_lags_from_when_it_should_have_succeeded_again(fails: bool) -> None:
    """However rare it is: a job of every hour is not an hour behind just before its next run."""
    assert lags_after(timedelta(hours=1), fails=fails)() == {"work": 0}
    lags = lags_after(timedelta(milliseconds=5), fails=fails)
    wait_until(lambda: lags()["work"] > 0)
    assert lags()["work"] < 5
