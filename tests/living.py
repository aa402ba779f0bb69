"""The whole bot and a whole workspace beside each other, connected as in life; it tells no story of its own."""

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
from bot.sandbox.seen import Seen
from bot.sandbox.setup import AppSetup, setup_from_manifest
from bot.sandbox.workspace import Workspace
from bot.web_server import WebServer
from storage import rooms as room_store
from storage import settings as setting_store
from storage import tables
from tests.databases import Lent, stock
from tests.factories import NOW
from tests.serving import serving

PLACES = "http://127.0.0.1:9/{name}"
"""Where meetings take place: an address at which nobody answers."""
SOON = 10.0
MOST_TURNS = 5
"""Turns of everything that the clock does: enough for one message to lead to another."""


@dataclass
class House:
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

    def set_account(self, person: Driver, setting: Setting, stand: SettingState) -> None:
        """What this person's organisation says of a setting, to everybody."""
        profile = self.profile(person)
        assert profile is not None
        with self.bot.database.write("test") as tx:
            setting_store.set_for_account(tx, profile.account.id, setting, stand)

    def tick(self) -> None:
        """Everything that the clock does, until a whole turn of it changes nothing."""
        path = self.bot.config.database_url.removeprefix("sqlite:///")
        with contextlib.closing(sqlite3.connect(path)) as watching:
            before = None
            for _ in range(MOST_TURNS):
                for tick in self.bot.scheduler.jobs:
                    self.bot.scheduler.run(tick)
                after = watching.execute("PRAGMA data_version").fetchone()
                if after == before:
                    break
                before = after

    def brings(self, condition: Callable[[], bool]) -> None:
        """Let the clock work until it has brought this about."""

        def ticked() -> bool:
            self.tick()
            return condition()

        eventually(ticked)

    def browser(self) -> httpx.Client:
        """A guest's browser, which follows nothing by itself; closed with the house at the latest."""
        client = httpx.Client(base_url=self.address, timeout=SOON, trust_env=False, verify=False)  # noqa: S501 - plain HTTP
        self._closing.callback(client.close)
        return client


def eventually(condition: Callable[[], bool]) -> None:
    """Wait for what nobody announces: an event is acknowledged before it is handled."""
    deadline, never = time.monotonic() + SOON, threading.Event()
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        never.wait(0.005)


def forge(seen: Seen, label: str, value: str) -> None:
    """Put another value on a button of a message, as a forged request would carry it."""
    message = seen.surface
    assert isinstance(message, Message)
    buttons = [element for block in message.blocks if block["type"] == "actions" for element in block["elements"]]
    next(button for button in buttons if button["text"]["text"] == label)["value"] = value


def config_for(workspace: Workspace, api_url: str, database_url: str, folder: Path, **changed: Any) -> Config:  # noqa: ANN401 - any field
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
        "room_url_template": PLACES,
    }
    return replace(config.read_config(env), **{**ours, **changed})


@cache
def _set_up() -> AppSetup:
    return setup_from_manifest(manifest.read())


@contextmanager
def living(
    template: Path,
    folder: Path,
    transport: str = "http",
    database: Lent | None = None,
    **changed: Any,  # noqa: ANN401 - any field of the configuration
) -> Iterator[House]:
    """The bot, connected over `http` or `socket`, in a workspace whose clock stands still. `changed`: its configuration.

    `database`: where it keeps things, if not in a copy of `template`.
    """
    clock = Clock(NOW, frozen=True)
    workspace = Workspace(clock, setup=_set_up())
    with ExitStack() as stack:
        lines = stack.enter_context(logged())
        sandbox = stack.enter_context(serving(workspace))
        over_socket = {"slack_app_token": SecretStr(workspace.app_token)} if transport == "socket" else {}
        lent = database or stack.enter_context(stock(template).lend())
        settings = config_for(workspace, sandbox.api_url, lent.url, folder, **over_socket, **changed)
        bot = build(settings, clock=clock.now, database=lent.open())
        server = WebServer(bot.web, host="127.0.0.1", port=0)
        stack.callback(server.close)
        stack.callback(bot.dispatcher.drain, SOON)
        server.start()
        _connect(stack, workspace, bot, server.port)
        yield House(workspace, clock, bot, f"http://127.0.0.1:{server.port}", lines, stack)
        workspace.faults.clear()


def _connect(stack: ExitStack, workspace: Workspace, bot: Bot, port: int) -> None:
    if bot.socket is None:
        workspace.delivery.use_http(f"http://127.0.0.1:{port}/slack/events")
        return
    bot.socket.start()
    stack.callback(bot.socket.stop, SOON)
    assert workspace.delivery.wait_for_links()


@contextmanager
def broken(house: House) -> Iterator[None]:
    """Meanwhile a table is missing from the database."""
    path = house.bot.config.database_url.removeprefix("sqlite:///")
    _rename(path, "rooms", "rooms_away")
    yield
    _rename(path, "rooms_away", "rooms")


def _rename(path: str, old: str, new: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA legacy_alter_table=ON")  # what refers to the table stays as it is
        connection.execute(f"ALTER TABLE {old} RENAME TO {new}")
        connection.commit()


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """Whatever is logged, as the process would log it; the outermost of several houses gets it all."""
    lines, root = io.StringIO(), logging.getLogger()
    if _listening:
        yield lines
        return
    level = root.level
    log.configure("DEBUG", "json", lines)
    ours = root.handlers[0]
    _listening.append(lines)
    try:
        yield lines
    finally:  # a test that fails must not change how the next ones log
        _listening.clear()
        root.removeHandler(ours)
        root.setLevel(level)
        structlog.reset_defaults()


_listening: list[io.StringIO] = []
