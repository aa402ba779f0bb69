"""What passes between a transport and a handler: a request as it came from Slack, and the replies to carry back.

A handler never acknowledges and never calls a client: it returns replies, and the transport carries each one back in the way
that the surface allows (spec UX-1, UX-7). Nothing here knows a transport or a rule.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.policy.ids import TeamId, UserId
from bot.policy.people.caller import Caller

Block = dict[str, Any]
View = dict[str, Any]


class RequestKind(StrEnum):
    """What Slack can send."""

    COMMAND = "command"
    ACTION = "action"
    SUBMISSION = "submission"
    CLOSING = "closing"
    SHORTCUT = "shortcut"
    EVENT = "event"
    OPTIONS = "options"


class Surface(StrEnum):
    """Where the person is when they act: it decides how an answer can reach them."""

    MESSAGE = "message"  # a channel or DM: answers are ephemeral messages
    MODAL = "modal"  # answers are views
    HOME = "home"  # answers are views
    NOWHERE = "nowhere"  # an event or a global shortcut: no channel, no view


@dataclass(frozen=True, slots=True)
class Request:
    """One act of one person, or one event.

    `name` is the command (`/pmi`), action_id, callback_id or event type; `text` is what stands behind a command.
    `team` is the workspace that the bot acts in, `user_team` the one that the person belongs to (Slack Connect: another).
    `channel` is empty where there is none. `reference` is the short code under which the log knows this request (UX-6).
    `body` is Slack's whole payload (of an event: the inner event); only handlers and the view that made a form read it.
    """

    kind: RequestKind
    name: str
    team: TeamId
    user: UserId
    user_team: str
    channel: str
    text: str
    surface: Surface
    now: datetime
    reference: str
    body: Mapping[str, Any]

    @property
    def caller(self) -> Caller:
        """Whoever acts, on what is theirs: no role is confirmed."""
        return Caller.on_own(self.team, self.user, self.now)


@dataclass(frozen=True, slots=True)
class PrivateReply:
    """An answer for this person alone: an ephemeral message, or a small modal where there is no channel."""

    text: str
    blocks: Sequence[Block] = ()


@dataclass(frozen=True, slots=True)
class ReplaceOriginal:
    """The message or modal in which the button stood, shown anew."""

    text: str
    blocks: Sequence[Block] = ()


@dataclass(frozen=True, slots=True)
class OpenModal:
    """A modal: opened, or pushed where one is open already."""

    view: View


@dataclass(frozen=True, slots=True)
class UpdateModal:
    """The modal that the person is looking at, replaced by this view."""

    view: View


@dataclass(frozen=True, slots=True)
class CloseForm:
    """A form is done: it closes, and the modal from which it was pushed is shown anew.

    `text` is said instead where the form cannot close any more, because its answer comes late.
    """

    view: View
    text: str


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """A submission refused beside its fields: block_id → what is wrong.

    `form` is the same form with everything typed kept, for the answer that comes too late for Slack's own error display.
    """

    errors: Mapping[str, str]
    form: View


@dataclass(frozen=True, slots=True)
class PublishHome:
    """The person's App Home, published anew."""

    view: View


@dataclass(frozen=True, slots=True)
class SelectOptions:
    """The answer to an options request: Slack option objects, 100 at most."""

    options: Sequence[Block]


Reply = PrivateReply | ReplaceOriginal | OpenModal | UpdateModal | CloseForm | FieldErrors | PublishHome | SelectOptions
Replies = Sequence[Reply]  # carried back in this order; empty: acknowledged, nothing to say
Handler = Callable[[Request], Replies]
Routes = Mapping[tuple[RequestKind, str], Handler]
