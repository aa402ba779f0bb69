"""The whole bot connected with a whole sandbox workspace, as in production."""

import contextlib
import io
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import structlog
from pydantic import SecretStr
from sqlalchemy import update

from bot import config, log, manifest
from bot.app import Bot, build
from bot.config import Config
from bot.policy.accounts import License, Plan
from bot.policy.people import TeamId, UserId
from bot.policy.resolution import SettingState
from bot.policy.rooms import Profile, Room
from bot.policy.settings import Setting
from bot.sandbox.channels import Channel
from bot.sandbox.clock import Clock
from bot.sandbox.driver import Driver
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.seen import Snapshot
from bot.sandbox.setup import AppSetup, setup_from_manifest
from bot.sandbox.workspace import Workspace
from bot.web_server import WebServer
from storage import rooms as room_store
from storage import settings as setting_store
from storage import tables
from tests.databases import MigratedDatabase, sqlite_pool
from tests.factories import NOW
from tests.serving import serve_sandbox

MEETING_URL_TEMPLATE = "http://127.0.0.1:9/{name}"
"""Where meetings take place: an address at which nobody answers."""
WAIT_SECONDS = 10.0
MAX_ROUNDS = 5
"""Turns of everything that the clock does: enough for one message to lead to another."""


@dataclass
class BotUnderTest:
    """A workspace with the bot installed. `address` is where the join pages are, `log` what the process has logged."""

    workspace: Workspace
    clock: Clock
    bot: Bot
    address: str
    log: io.StringIO
    _closing: ExitStack
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def newcomer(self, name: str = "Mia", **described: Any) -> Driver:  # noqa: ANN401 - any field of a person
        """Somebody who has never met the bot, at their Slack, in #general."""
        number = next(self._numbers)
        person = Person(f"U0NEW{number:03}", f"{name.lower()}{number}", f"{name}{number}", **described)
        with self.workspace.changing():
            self.workspace.people[person.id] = person
            self.workspace.channels.find("general").members.add(person.id)
        driver = Driver(self.workspace, person.id)
        driver.go("general")
        return driver

    def channel(self, *people: Driver, with_bot: bool = True, is_private: bool = False) -> str:
        """The name of a new channel with these people in it."""
        number = next(self._numbers)
        members = {person.user_id for person in people} | ({self.workspace.bot_user_id} if with_bot else set())
        channel = Channel(f"C0NEW{number:03}", f"room-{number}", is_private=is_private, members=members)
        with self.workspace.changing():
            self.workspace.channels.add(channel)
        return channel.name

    def name(self, person: Driver) -> str:
        """What others call them."""
        return self.workspace.person(person.user_id).shown_name

    def profile(self, person: Driver) -> Profile | None:
        """What is stored of them."""
        with self.bot.database.read() as tx:
            return room_store.profile(tx, TeamId(self.workspace.team_id), UserId(person.user_id))

    def room(self, person: Driver) -> Room:
        """Their room, which they must have."""
        profile = self.profile(person)
        assert profile is not None
        assert profile.room is not None
        return profile.room

    def set_plan(self, plan: Plan) -> None:
        """What the account has bought."""
        with self.bot.database.write("test") as tx:
            tx.execute(update(tables.accounts).values(plan=plan))

    def set_license(self, person: Driver, license_: License) -> None:
        """What this person was given."""
        with self.bot.database.write("test") as tx:
            tx.execute(
                update(tables.people).where(tables.people.c.slack_user == person.user_id).values(license=license_)
            )

    def set_account_setting(self, person: Driver, setting: Setting, state: SettingState) -> None:
        """What this person's organisation says of a setting, to everybody."""
        profile = self.profile(person)
        assert profile is not None
        with self.bot.database.write("test") as tx:
            setting_store.set_for_account(tx, profile.account.id, setting, state)

    def tick(self) -> None:
        """Everything that the clock does, until a whole turn of it changes nothing."""
        path = self.bot.config.database_url.removeprefix("sqlite:///")
        with contextlib.closing(sqlite3.connect(path)) as watching:
            before = None
            for _ in range(MAX_ROUNDS):
                for tick in self.bot.scheduler.jobs:
                    self.bot.scheduler.run(tick)
                after = watching.execute("PRAGMA data_version").fetchone()
                if after == before:
                    break
                before = after

    def tick_until(self, condition: Callable[[], bool]) -> None:
        """Let the clock work until it has brought this about."""

        def ticked() -> bool:
            self.tick()
            return condition()

        wait_until(ticked)

    def http_client(self) -> httpx.Client:
        """A guest's browser, which follows nothing by itself; closed with the bot at the latest."""
        client = httpx.Client(base_url=self.address, timeout=WAIT_SECONDS, trust_env=False, verify=False)  # noqa: S501 - plain HTTP
        self._closing.callback(client.close)
        return client


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait for what nobody announces: an event is acknowledged before it is handled."""
    deadline, sleeper = time.monotonic() + WAIT_SECONDS, threading.Event()
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        sleeper.wait(0.005)


def forge_button_value(seen: Snapshot, label: str, value: str) -> None:
    """Put another value on a button of a message, as a forged request would carry it."""
    message = seen.surface
    assert isinstance(message, Message)
    buttons = [element for block in message.blocks if block["type"] == "actions" for element in block["elements"]]
    next(button for button in buttons if button["text"]["text"] == label)["value"] = value


def config_for(workspace: Workspace, api_url: str, database_url: str, folder: Path, **overrides: Any) -> Config:  # noqa: ANN401 - any field
    """The bot's configuration in this workspace, over HTTP unless changed; the rest as in a fresh deployment."""
    env = folder / "bot.env"
    env.write_text(f"SLACK_BOT_TOKEN={workspace.bot_token}\nSLACK_SIGNING_SECRET={workspace.signing_secret}\n")
    ours: dict[str, Any] = {
        "slack_bot_token": SecretStr(workspace.bot_token),
        "slack_signing_secret": SecretStr(workspace.signing_secret),
        "slack_app_token": None,
        "slack_api_url": api_url,
        "database_url": database_url,
        "public_url": "https://pmi.example.com",
        "room_url_template": MEETING_URL_TEMPLATE,
    }
    return replace(config.read_config(env), **{**ours, **overrides})


@cache
def _app_setup() -> AppSetup:
    return setup_from_manifest(manifest.read())


@contextmanager
def running_bot(
    template: Path,
    folder: Path,
    transport: str = "http",
    database: MigratedDatabase | None = None,
    **overrides: Any,  # noqa: ANN401 - any field of the configuration
) -> Iterator[BotUnderTest]:
    """The bot, connected over `http` or `socket`, in a workspace whose clock stands still. `changed`: its configuration.

    `database`: where it keeps things, if not in a copy of `template`.
    """
    clock = Clock(NOW, frozen=True)
    workspace = Workspace(clock, setup=_app_setup())
    with ExitStack() as stack:
        lines = stack.enter_context(captured_log())
        sandbox = stack.enter_context(serve_sandbox(workspace))
        over_socket = {"slack_app_token": SecretStr(workspace.app_token)} if transport == "socket" else {}
        database_in_use = database or stack.enter_context(sqlite_pool(template).borrow())
        settings = config_for(workspace, sandbox.api_url, database_in_use.url, folder, **over_socket, **overrides)
        bot = build(settings, clock=clock.now, database=database_in_use.open())
        server = WebServer(bot.web, host="127.0.0.1", port=0)
        stack.callback(server.close)
        stack.callback(bot.dispatcher.drain, WAIT_SECONDS)
        server.start()
        _connect(stack, workspace, bot, server.port)
        yield BotUnderTest(workspace, clock, bot, f"http://127.0.0.1:{server.port}", lines, stack)
        workspace.faults.clear()


def _connect(cleanup: ExitStack, workspace: Workspace, bot: Bot, port: int) -> None:
    if bot.socket is None:
        workspace.delivery.use_http(f"http://127.0.0.1:{port}/slack/events")
        return
    bot.socket.start()
    cleanup.callback(bot.socket.stop, WAIT_SECONDS)
    assert workspace.delivery.wait_for_connections()


@contextmanager
def with_missing_table(live_bot: BotUnderTest) -> Iterator[None]:
    """Meanwhile a table is missing from the database."""
    path = live_bot.bot.config.database_url.removeprefix("sqlite:///")
    _rename(path, "rooms", "rooms_away")
    yield
    _rename(path, "rooms_away", "rooms")


def _rename(path: str, old: str, new: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA legacy_alter_table=ON")  # what refers to the table stays as it is
        connection.execute(f"ALTER TABLE {old} RENAME TO {new}")
        connection.commit()


@contextmanager
def captured_log() -> Iterator[io.StringIO]:
    """Whatever is logged, as the process would log it; the outermost of several bots gets it all."""
    lines, root = io.StringIO(), logging.getLogger()
    if _capturing:
        yield lines
        return
    level = root.level
    log.configure("DEBUG", "json", lines)
    ours = root.handlers[0]
    _capturing.append(lines)
    try:
        yield lines
    finally:  # a test that fails must not change how the next ones log
        _capturing.clear()
        root.removeHandler(ours)
        root.setLevel(level)
        structlog.reset_defaults()


_capturing: list[io.StringIO] = []
