"""Interaction tokens of an app: trigger ids (3 seconds, one use) and response URLs (30 minutes, five posts)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.sandbox.clock import Clock
from bot.sandbox.errors import SlackError
from bot.sandbox.ids import IdGenerator

TRIGGER_LIFE = timedelta(seconds=3)
RESPONSE_LIFE = timedelta(minutes=30)
RESPONSE_POSTS = 5


@dataclass(slots=True)
class Trigger:
    """One action of a person that may open a view. `view_id`: the modal of the action; `conversation`: its channel."""

    id: str
    person: str
    made: datetime
    view_id: str = ""
    conversation: str = ""
    used: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """Where an app may post replies to one action. `message_ts`: the message with the pressed button, else empty."""

    id: str
    person: str
    channel: str
    made: datetime
    message_ts: str = ""
    posts: int = 0


class InteractionTokens:
    """All triggers and response URLs that were issued. Callers hold the workspace's lock."""

    def __init__(self, ids: IdGenerator, clock: Clock) -> None:
        self._ids = ids
        self._clock = clock
        self._triggers: dict[str, Trigger] = {}
        self._urls: dict[str, ResponseUrl] = {}

    def issue_trigger(self, person: str, *, view_id: str = "", conversation: str = "") -> str:
        """Issue a trigger id."""
        made = Trigger(f"{self._ids.number()}.{self._ids.new('TR')}", person, self._clock.now(), view_id, conversation)
        self._triggers[made.id] = made
        return made.id

    def redeem(self, trigger_id: str) -> Trigger:
        """Use a trigger, which is possible once. SlackError: invalid_trigger_id, exchanged_trigger_id, expired_trigger_id."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._clock.now() - trigger.made > TRIGGER_LIFE:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger

    def issue_response_url(self, person: str, channel: str, message_ts: str = "") -> str:
        """Issue the id of a response URL."""
        made = ResponseUrl(self._ids.new("R"), person, channel, self._clock.now(), message_ts)
        self._urls[made.id] = made
        return made.id

    def usable_response_url(self, url_id: str) -> ResponseUrl:
        """The response URL with this id, if it takes one more post. SlackError: expired_url, used_url."""
        url = self._urls.get(url_id)
        if url is None or self._clock.now() - url.made > RESPONSE_LIFE:
            raise SlackError("expired_url")
        if url.posts >= RESPONSE_POSTS:
            raise SlackError("used_url")
        return url
