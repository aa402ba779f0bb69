"""Modals, in stacks of three at most, and Home tabs, with hashes and typed values. It must not know Block Kit rules."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from bot.sandbox.blockkit.inputs import State, state_values
from bot.sandbox.errors import Json
from bot.sandbox.workspace.app_setup import APP_ID, BOT_ID
from bot.sandbox.workspace.people import TEAM

DEEPEST = 3
"""Views in one stack: the root and two pushed on it (Slack's page on modals)."""

_OPTIONAL: Json = {
    "title": None,
    "close": None,
    "submit": None,
    "clear_on_close": False,
    "notify_on_close": False,
    "private_metadata": "",
    "callback_id": "",
}
"""What an app may leave out of a view, with the values that Slack then gives."""


@dataclass(slots=True)
class View:
    """One modal or Home tab of one person. `body` is what the app sent, with block_ids and action_ids filled in.

    `errors`: block_id → text shown beside the input; `visible_error`: Slack's text after a failure of the app;
    `conversation`: the channel in which the view was opened.
    """

    id: str
    person: str
    body: Json
    hash: str
    state: State = field(default_factory=dict)
    root: str = ""
    previous: str | None = None
    errors: dict[str, str] = field(default_factory=dict)
    visible_error: str = ""
    conversation: str = ""

    @property
    def kind(self) -> str:
        """`modal` or `home`."""
        return str(self.body["type"])

    @property
    def blocks(self) -> list[Json]:
        """The blocks of the view."""
        return list(self.body["blocks"])

    @property
    def callback_id(self) -> str:
        """The callback_id, empty where the app gave none."""
        return str(self.body.get("callback_id", ""))

    @property
    def external_id(self) -> str:
        """The external_id, empty where the app gave none."""
        return str(self.body.get("external_id") or "")

    def replace_body(self, body: Json, new_hash: str) -> None:
        """Show another body; typed values are kept where block_id and action_id are the same (Slack's page on modals)."""
        external_id = body.get("external_id") or self.external_id
        self.body = body | {"external_id": external_id}
        self.hash = new_hash
        self.state = state_values(self.blocks, self.state, self.conversation)
        self.errors, self.visible_error = {}, ""

    def to_slack(self) -> Json:
        """The view object as payloads and views.* answers carry it."""
        given = {key: self.body[key] for key in _OPTIONAL if self.body.get(key) is not None}
        return (
            _OPTIONAL
            | given
            | {
                "id": self.id,
                "team_id": TEAM,
                "type": self.kind,
                "blocks": deepcopy(self.blocks),
                "state": {"values": deepcopy(self.state)},
                "hash": self.hash,
                "previous_view_id": self.previous,
                "root_view_id": self.root or self.id,
                "app_id": APP_ID,
                "external_id": self.external_id,
                "app_installed_team_id": TEAM,
                "bot_id": BOT_ID,
            }
        )


class Views:
    """Each person's stack of modals and Home tab. Callers hold the workspace's lock."""

    def __init__(self) -> None:
        self._stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}

    def __iter__(self) -> Iterator[View]:
        for stack in self._stacks.values():
            yield from list(stack)
        yield from list(self.homes.values())

    def stack(self, person: str) -> tuple[View, ...]:
        """The open modals of this person, the lowest first."""
        return tuple(self._stacks.get(person, ()))

    def top(self, person: str) -> View | None:
        """The top modal of this person."""
        stack = self._stacks.get(person)
        return stack[-1] if stack else None

    def open(self, view: View) -> None:
        """Start a new stack with this view."""
        view.root = view.id
        self._stacks[view.person] = [view]

    def push(self, view: View) -> None:
        """Put a view on top of the stack."""
        stack = self._stacks[view.person]
        view.root, view.previous = stack[0].id, stack[-1].id
        stack.append(view)

    def pop(self, person: str) -> None:
        """Close the top modal."""
        if self._stacks.get(person):
            self._stacks[person].pop()

    def clear(self, person: str) -> None:
        """Close all modals of this person."""
        self._stacks.pop(person, None)

    def find(self, *, view_id: str = "", external_id: str = "") -> View | None:
        """An open view by its id or external_id."""
        for view in self:
            if (view_id and view.id == view_id) or (external_id and view.external_id == external_id):
                return view
        return None
