"""The workspace: all its state under one lock, and what happens in it without the app.

It holds people, channels, messages, views, files and the record of calls. It must not know Block Kit rules or HTTP.
"""

import secrets
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from bot.sandbox.clock import Clock
from bot.sandbox.errors import CannotDo, Json
from bot.sandbox.events.delivery import Delivery
from bot.sandbox.events.envelopes import AckResult
from bot.sandbox.faults import FaultInjector
from bot.sandbox.ids import IdGenerator
from bot.sandbox.workspace.api_calls import ApiCallLog
from bot.sandbox.workspace.app_setup import APP_ID, BOT_ID, EVENT_SCOPES, AppSetup
from bot.sandbox.workspace.channels import Channel, Channels
from bot.sandbox.workspace.files import Files
from bot.sandbox.workspace.interaction_tokens import InteractionTokens
from bot.sandbox.workspace.messages import Messages
from bot.sandbox.workspace.people import BOT_USER, CAST, SLACKBOT, TEAM, Person
from bot.sandbox.workspace.seed import seed
from bot.sandbox.workspace.views import Views


@dataclass(slots=True)
class Usergroup:
    """A group of people with a handle, such as `@approvers`."""

    id: str
    handle: str
    name: str
    users: list[str]


@dataclass(frozen=True, slots=True)
class VisibleError:
    """An error that Slack showed to a person because the app answered late, badly or not at all."""

    person: str
    text: str
    detail: str
    at: float


class Workspace:
    """One stand-in workspace with one app installed.

    All state is read and written under `lock`; `changing()` takes it and wakes `wait_until`. `auth_error` is the error for
    calls with the bot token (`token_expired` …), empty while it is valid. `most_per_page` limits pages of messages.
    `address` is the URL of the server. `settle` is
    called after each act of a person: it may wait until the app has done what follows its acknowledgement, so that whoever
    looks next sees it.
    """

    def __init__(self, clock: Clock, *, setup: AppSetup | None = None) -> None:
        self.clock = clock
        self.setup = setup or AppSetup()
        self.scopes = set(self.setup.scopes)
        self.lock = threading.RLock()
        self.version = 0
        self.address = ""
        self.auth_error = ""
        self.most_per_page = 1000
        self.settle: Callable[[], object] = lambda: None
        self.socket_tickets: set[str] = set()
        self.visible_errors: list[VisibleError] = []
        self._changed = threading.Condition(self.lock)
        self._identify()
        self._fill()
        self.delivery = Delivery(clock, self.signing_secret)

    def _identify(self) -> None:
        self.team_id, self.team_name = TEAM, "Sandbox"
        self.app_id, self.bot_id, self.bot_user_id = APP_ID, BOT_ID, BOT_USER
        self.bot_token = f"xoxb-{secrets.token_hex(12)}"
        self.app_token = f"xapp-{secrets.token_hex(12)}"
        self.signing_secret = secrets.token_hex(16)

    def _fill(self) -> None:
        self.ids = IdGenerator()
        bot = Person(BOT_USER, self.setup.bot_name, self.setup.name, tz="America/Los_Angeles", is_bot=True)
        slackbot = Person(
            SLACKBOT, "slackbot", "Slackbot", tz="America/Los_Angeles"
        )  # whose user object has is_bot false
        self.people = {person.id: person for person in (*CAST, bot, slackbot)}
        self.channels = Channels(self.ids)
        self.messages, self.views, self.files = Messages(), Views(), Files(self.ids)
        self.interaction_tokens, self.calls, self.faults = (
            InteractionTokens(self.ids, self.clock),
            ApiCallLog(),
            FaultInjector(),
        )
        self.usergroups: dict[str, Usergroup] = {}
        self.external_calls: dict[str, Json] = {}
        seed(self.channels, self.people.values())

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Hold the lock during a change; afterwards every `wait_until` checks its condition again."""
        with self._changed:
            try:
                yield
            finally:
                self.version += 1
                self._changed.notify_all()

    def wait_until(self, condition: Callable[[], bool], seconds: float = 5.0) -> bool:
        """Wait until `condition()` holds, checked after each change; False when `seconds` have passed."""
        with self._changed:
            return self._changed.wait_for(condition, seconds)

    def person(self, user_id: str) -> Person:
        """The person with this id. Raises CannotDo where there is none."""
        person = self.people.get(user_id)
        if person is None:
            raise CannotDo(f"there is no person {user_id!r}; there are {sorted(self.people)}")
        return person

    def dm(self, user_id: str) -> Channel:
        """The direct message between this person and the bot."""
        with self.lock:
            return self.channels.direct(self.bot_user_id, user_id)

    def new_ts(self) -> str:
        """A message timestamp that no message had before. Callers hold the lock."""
        return self.ids.ts(self.clock.now())

    def record_visible_error(self, person: str, text: str, detail: str) -> None:
        """Record an error that Slack showed to a person."""
        self.visible_errors.append(VisibleError(person, text, detail, self.clock.now().timestamp()))

    def emit(self, event: Json, subscription: str = "") -> AckResult | None:
        """Deliver an event if the app has subscribed to it and has its scope. `subscription`: its name if not the type (`message.im`)."""
        name = subscription or event["type"]
        subscribed = self.setup.events is None or name in self.setup.events
        allowed = name not in EVENT_SCOPES or not self.scopes.isdisjoint(EVENT_SCOPES[name])
        return self.delivery.send_event(self._event_callback(event)) if subscribed and allowed else None

    def _event_callback(self, event: Json) -> Json:
        now = self.clock.now()
        with self.lock:
            event_id, ts = self.ids.new("Ev"), self.ids.ts(now)
        channel = self.channels.get(str(event.get("channel", "")))
        return {
            "token": "legacy",
            "team_id": self.team_id,
            "api_app_id": self.app_id,
            "event": {"event_ts": ts} | event,
            "type": "event_callback",
            "event_id": event_id,
            "event_time": int(now.timestamp()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": self.team_id,
                    "user_id": self.bot_user_id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": bool(channel and channel.is_ext_shared),
            "event_context": f"4-{event_id}",
        }

    def join(self, person: Person, channels: Iterable[str] = ("general", "random")) -> None:
        """Add a person to the workspace (event team_join)."""
        with self.changing():
            self.people[person.id] = person
            for name in channels:
                self.channels.find(name).members.add(person.id)
        self.emit({"type": "team_join", "user": self._user_object(person.id)})

    def change(self, user_id: str, **fields: object) -> None:
        """Change fields of a Person (event user_change with the whole user)."""
        with self.changing():
            self.people[user_id] = replace(self.person(user_id), **fields)  # type: ignore[arg-type]  # named by the caller
        cache_ts = int(self.clock.now().timestamp())
        self.emit({"type": "user_change", "user": self._user_object(user_id), "cache_ts": cache_ts})

    def _user_object(self, user_id: str) -> Json:
        """As events carry it: with the locale, which the Web API gives only where it is asked to."""
        with_email = "users:read.email" in self.scopes
        return self.people[user_id].to_slack(self.clock.now(), with_email=with_email, with_locale=True)

    def deactivate(self, user_id: str) -> None:
        """Deactivate an account: its modals close, and it can do nothing."""
        with self.changing():
            self.views.clear(user_id)
        self.change(user_id, deleted=True)

    def reactivate(self, user_id: str) -> None:
        """Reactivate an account."""
        self.change(user_id, deleted=False)

    def uninstall(self) -> None:
        """Remove the app: its tokens become invalid (events tokens_revoked and app_uninstalled)."""
        with self.changing():
            self.auth_error = "account_inactive"
        self.emit({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self.bot_user_id]}})
        self.emit({"type": "app_uninstalled"})

    def reinstall(self) -> None:
        """Install the app again, here with the same tokens."""
        with self.changing():
            self.auth_error = ""
        self.most_per_page = 1000

    def archive(self, channel: str) -> None:
        """Archive a channel (event channel_archive or group_archive)."""
        with self.changing():
            found = self.channels.find(channel)
            found.is_archived = True
        kind = "group_archive" if found.is_private else "channel_archive"
        self.emit({"type": kind, "channel": found.id, "user": "U0OLIVIA"})

    def invite_bot(self, channel: str) -> None:
        """Add the bot to a channel (event member_joined_channel)."""
        with self.changing():
            found = self.channels.find(channel)
            found.members.add(self.bot_user_id)
        self._emit_membership("member_joined_channel", found)

    def remove_bot(self, channel: str) -> None:
        """Remove the bot from a channel (event member_left_channel)."""
        with self.changing():
            found = self.channels.find(channel)
            found.members.discard(self.bot_user_id)
        self._emit_membership("member_left_channel", found)

    def _emit_membership(self, kind: str, channel: Channel) -> None:
        place: Json = {"channel": channel.id, "channel_type": "G" if channel.is_private else "C"}
        self.emit({"type": kind, "user": self.bot_user_id, "team": self.team_id, **place})
