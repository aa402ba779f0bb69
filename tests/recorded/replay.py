"""Today's bot on the recorded database: loaded, migrated, opened at the recorded instant, and sent what was sent then."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import text
from starlette.routing import Route

from bot.sandbox.events.envelopes import EnvelopeType
from bot.use_cases.invitations.post_outcomes import POST_KINDS
from storage import migrate
from tests.recorded import recorded_workspace, recording
from tests.recorded.answers import (
    answer_lines,
    call_lines,
    differences,
    identity_and_time,
    sorted_calls,
    with_sorted_calls,
)
from tests.recorded.recording import Step, Walk
from tests.support.database.databases import MigratedDatabase, PostgresServer, restore_copy, sqlite_copy
from tests.support.fixtures.bot_fixture import BotUnderTest, running_bot

ROUNDS = 3
"""How often a tick runs every job: enough for one message to lead to another."""
POSTING_ROUTES = {
    "ACTION card_share",
    *(
        f"SUBMISSION {form}"
        for form in ("card_share_form", "invitation_post_form", "meeting_post_form", "meeting_form")
    ),
}
"""What posts in a channel: today through the queue."""
TELLS_OF_POST = ":white_check_mark: Posted in <#"
"""A line of the scheduling form's result that is new."""
_POSTS = ", ".join(f"'{kind}'" for kind in sorted(POST_KINDS))
Rows = list[tuple[Any, ...]]


@dataclass
class Replay:
    """Today's bot on the recorded state; `begin` restores that state."""

    live_bot: BotUnderTest
    reset: Callable[[], None]

    def begin(self) -> None:
        """Restore database, workspace and clock as they were recorded."""
        self.reset()
        recorded_workspace.restore(self.live_bot.workspace, recording.workspace())
        self.live_bot.clock.advance(recording.instant() - self.live_bot.clock.now())

    def play(self, walk: Walk) -> list[str]:
        """Replay a walk from the recorded state; returns each difference of an answer or of the row counts at the end."""
        self.begin()
        before = self.counts()
        found = [each for step in walk.steps for each in _named(step, self.differences(step))]
        grown = {table: count - before[table] for table, count in self.counts().items() if count != before[table]}
        return found + ([] if grown == walk.rows else [f"rows recorded: {walk.rows}, now: {grown}"])

    def differences(self, step: Step) -> list[str]:
        """Replay one step; returns each difference of its answer."""
        recorded, now = step.answer, self.answer(step)
        if step.do == "send":
            recorded, now = with_sorted_calls(recorded), with_sorted_calls(now)
        elif step.path.endswith(".ics"):
            assert recorded[:3] == now[:3]  # status, where it leads, cookie
            recorded, now = identity_and_time(recorded), identity_and_time(now)
        return differences(recorded, now)

    def answer(self, step: Step) -> list[str]:
        """Replay one step; returns the lines of its answer."""
        match step.do:
            case "send":
                return self._send(step)
            case "tick":
                return self._tick(step.seconds)
        return self._web(step)

    def rows(self, query: str) -> Rows:
        """The rows of an SQL query."""
        with self.live_bot.bot.database.read() as tx:
            return [tuple(row) for row in tx.execute(text(query))]

    def routes(self) -> set[str]:
        """Every route of today's bot, named as in `routes.txt`."""
        slack = {f"{kind.name} {name}" for kind, name in self.live_bot.bot.dispatcher._routes}  # noqa: SLF001 - there is no other list
        return slack | {f"WEB {route.path}" for route in self.live_bot.bot.web.routes if isinstance(route, Route)}

    def counts(self) -> dict[str, int]:
        """How many rows each table of 0.1.0 has; posts that somebody asks for had none in the queue then."""
        tables = re.findall(r'^CREATE TABLE "?(\w+)', recording.dump("sqlite"), re.MULTILINE)
        union = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in tables)  # noqa: S608 - recorded names
        counts = {str(table): int(count) for table, count in self.rows(union)}
        posts = len(self.rows(f"SELECT 1 FROM deliveries WHERE kind IN ({_POSTS})"))  # noqa: S608 - names of ours
        return {**counts, "deliveries": counts["deliveries"] - posts}

    def _send(self, step: Step) -> list[str]:
        workspace, payload = self.live_bot.workspace, step.payload or {}
        workspace.calls.clear()
        if step.kind == EnvelopeType.EVENT:
            answer = workspace.delivery.send_event(payload)
        else:
            payload = recorded_workspace.made_current(workspace, payload, list(step.below))
            answer = workspace.delivery.send(EnvelopeType(step.kind), payload)
        assert answer.acked, f"{step.route}: {answer}"
        workspace.settle()
        if step.route in POSTING_ROUTES:
            return self._answer_with_post(answer.payload)
        return answer_lines(answer.payload, recorded_workspace.calls(workspace))

    def _answer_with_post(self, acknowledgement: dict[str, Any]) -> list[str]:
        """What somebody sees in the end who asks for a post, which 0.1.0 made before it answered (UX-8)."""
        workspace = self.live_bot.workspace
        answered = list(recorded_workspace.calls(workspace))
        workspace.calls.clear()
        self._send_posts()
        made = {method: dict(args) for method, args in recorded_workspace.calls(workspace)}
        redrawn = made.pop("views.update", None)
        made.get("chat.postMessage", {}).pop("metadata", None)
        seen = {**acknowledgement, "view": redrawn["view"]} if redrawn else acknowledgement
        lines = answer_lines(seen, [*made.items(), *answered])
        return [line for line in lines if TELLS_OF_POST not in line]

    def _send_posts(self) -> None:
        """The queue's turn, for posts alone: other messages are of kinds that no worker knows meanwhile."""
        database = self.live_bot.bot.database
        with database.write("replay") as tx:
            tx.execute(text(f"UPDATE deliveries SET kind = 'kept ' || kind WHERE kind NOT IN ({_POSTS})"))  # noqa: S608 - names of ours
        for job in self.live_bot.bot.scheduler.jobs:
            if job.name == "send what is due":
                self.live_bot.bot.scheduler.run(job)
        self.live_bot.workspace.settle()
        with database.write("replay") as tx:
            tx.execute(text("UPDATE deliveries SET kind = substr(kind, 6) WHERE kind LIKE 'kept %'"))

    def _tick(self, seconds: int) -> list[str]:
        self.live_bot.clock.advance(timedelta(seconds=seconds))
        self.live_bot.workspace.calls.clear()
        for _ in range(ROUNDS):
            for job in self.live_bot.bot.scheduler.jobs:
                self.live_bot.bot.scheduler.run(job)
        calls = sorted_calls(call_lines(recorded_workspace.calls(self.live_bot.workspace)))
        return [line for call in calls for line in call]

    def _web(self, step: Step) -> list[str]:
        with self.live_bot.http_client() as browser:
            headers = {"cookie": f"pmi_ticket={step.cookie}"} if step.cookie else {}
            answer = browser.request(step.do, step.path, headers=headers, data=step.data)
        cookie = re.sub(r"^pmi_ticket=[^;]+", "pmi_ticket=ticket", answer.headers.get("set-cookie", ""))
        lines = [line.strip() for line in answer.text.splitlines() if line.strip()]
        return [str(answer.status_code), answer.headers.get("location", ""), cookie, *lines]


def _named(step: Step, found: list[str]) -> list[str]:
    return [f"{step.route or step.path or step.do}\n{each}" for each in found]


@contextmanager
def on_sqlite(template: Path, folder: Path) -> Iterator[Replay]:
    """Today's bot on the recorded SQLite database, migrated."""
    recorded = folder / "recorded.db"
    with closing(sqlite3.connect(recorded)) as connection:
        connection.executescript(recording.dump("sqlite"))
    migrate(f"sqlite:///{recorded}")
    database = MigratedDatabase(sqlite_copy(recorded, folder))
    with _opened(template, folder, database, lambda: restore_copy(database.url, recorded)) as replay:
        yield replay
    database.close()


@contextmanager
def on_postgresql(server: PostgresServer, template: Path, folder: Path) -> Iterator[Replay]:
    """Today's bot on the recorded PostgreSQL database, migrated."""
    with server.database() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(recording.dump("postgresql"))
        migrate(url)
        database = MigratedDatabase(url)
        with psycopg.connect(url, autocommit=True) as connection:
            restore = _restore_script(connection)
            with _opened(template, folder, database, partial(_run, connection, restore)) as replay:
                yield replay
        database.close()


def _run(connection: psycopg.Connection, script: sql.Composed) -> None:
    connection.execute(script)


def _restore_script(connection: psycopg.Connection) -> sql.Composed:
    """Copy every table aside; returns the script that restores all, with triggers and foreign keys off."""
    found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    sequences = connection.execute(
        "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
    ).fetchall()
    tables = [sql.Identifier(name) for (name,) in found]
    connection.execute("CREATE SCHEMA kept")
    for table in tables:
        connection.execute(sql.SQL("CREATE TABLE kept.{0} AS TABLE public.{0}").format(table))
    back = sql.SQL("DELETE FROM public.{0}; INSERT INTO public.{0} SELECT * FROM kept.{0};")
    return sql.SQL("BEGIN; SET LOCAL session_replication_role = replica; {tables} {counters} COMMIT").format(
        tables=sql.SQL(" ").join(back.format(table) for table in tables),
        counters=sql.SQL(" ").join(
            sql.SQL("SELECT setval({}, {}, {});").format(f"public.{name}", last or 1, last is not None)
            for name, last in sequences
        ),
    )


@contextmanager
def _opened(template: Path, folder: Path, database: MigratedDatabase, reset: Callable[[], None]) -> Iterator[Replay]:
    with running_bot(template, folder, database=database, send_rate=10_000.0) as live_bot:
        yield Replay(live_bot, reset)
