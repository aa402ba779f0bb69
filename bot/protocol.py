"""What passes between a transport and a handler: a request as it came from Slack, and the replies to send.

A handler never acknowledges and never calls a client: it returns replies, and the transport sends each one in the way that
the surface allows (UX-1, UX-7). Nothing here knows a transport or a rule.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.policy.clock import Instant
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
    """Where the person acts; it decides how a reply can reach them."""

    MESSAGE = "message"  # a channel or DM: replies are ephemeral messages
    MODAL = "modal"  # replies are views
    HOME = "home"  # replies are views
    NOWHERE = "nowhere"  # an event or a global shortcut: no channel, no view


@dataclass(frozen=True, slots=True)
class Request:
    """One action of one person, or one event.

    `name` is the command (`/pmi`), action_id, callback_id or event type; `text` is what was typed after a command.
    `team` is the workspace that the bot acts in, `user_team` the person's own workspace (Slack Connect: another one).
    `channel` is empty where there is none. `reference` is the short code of this request in the log (UX-6).
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
    instant: Instant
    reference: str
    body: Mapping[str, Any]

    @property
    def now(self) -> datetime:
        """When it came, by the clock that there is."""
        return self.instant.at

    @property
    def caller(self) -> Caller:
        """Whoever acts, on what is theirs: no role is confirmed."""
        return Caller.on_own(self.team, self.user, self.instant)


@dataclass(frozen=True, slots=True)
class PrivateReply:
    """A text for this person alone: an ephemeral message, or a small modal where there is no channel."""

    text: str
    blocks: Sequence[Block] = ()


@dataclass(frozen=True, slots=True)
class ReplaceOriginal:
    """New content for the message or modal in which the button was pressed."""

    text: str
    blocks: Sequence[Block] = ()


@dataclass(frozen=True, slots=True)
class OpenModal:
    """A modal to open, or to push where one is open already."""

    view: View


@dataclass(frozen=True, slots=True)
class UpdateModal:
    """The new view of the modal that the person is looking at."""

    view: View


@dataclass(frozen=True, slots=True)
class CloseForm:
    """Close the submitted form and show `view` in the modal from which it was pushed.

    `text` is shown in the form instead if the reply comes too late to close it.
    """

    view: View
    text: str


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """Why a submission is refused: block_id → the text to show beside its input. The form stays with all that was typed."""

    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PublishHome:
    """The person's App Home, built by `build` when it is published: after the answer, as it is then (UX-9)."""

    build: Callable[[], View]


@dataclass(frozen=True, slots=True)
class RefreshMessages:
    """Messages of the bot to be brought up to date by `work`, after the answer (UX-9).

    One that waits is dropped where a later one of the same `name` in the same workspace does its work.
    """

    name: str
    work: Callable[[], object]


@dataclass(frozen=True, slots=True)
class SelectOptions:
    """The answer to an options request: Slack option objects, 100 at most; `heading` stands above them if there is one."""

    options: Sequence[Block]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class RefreshModal:
    """The modal in which the person acted, brought up to date after the answer by what `build` gives, if it gives anything (UX-9)."""

    build: Callable[[], View | None]


Answer = PrivateReply | ReplaceOriginal | OpenModal | UpdateModal | CloseForm | FieldErrors | SelectOptions
Redraw = PublishHome | RefreshMessages | RefreshModal  # follows the acknowledgement, and may be lost
Reply = Answer | Redraw
Replies = Sequence[Reply]  # sent in this order, redraws last; empty: acknowledged without a reply
Handler = Callable[[Request], Replies]
Routes = Mapping[tuple[RequestKind, str], Handler]
