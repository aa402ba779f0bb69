"""Reads the recorded files of version 0.1.0; README.md says how they were made."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

Json = dict[str, Any]

FOLDER = Path(__file__).parent / "v0_1_0"
_DEFAULTS: dict[str, Json] = {
    "slash_commands": {
        "token": "legacy",
        "team_id": "T0SANDBOX",
        "team_domain": "sandbox",
        "api_app_id": "A0SANDBOX",
        "is_enterprise_install": "false",
        "response_url": "",
        "trigger_id": "",
    },
    "interactive": {
        "team": {"id": "T0SANDBOX", "domain": "sandbox"},
        "api_app_id": "A0SANDBOX",
        "token": "legacy",
        "enterprise": None,
        "is_enterprise_install": False,
    },
    "events_api": {},
    "view": {
        "team_id": "T0SANDBOX",
        "app_id": "A0SANDBOX",
        "app_installed_team_id": "T0SANDBOX",
        "bot_id": "B0SANDBOX",
        "external_id": "",
        "previous_view_id": None,
        "clear_on_close": False,
        "notify_on_close": False,
    },
}
"""Defaults of the recorded payloads of each kind and of views in them; the files leave these fields out."""


@dataclass(frozen=True, slots=True)
class Step:
    """One request or tick, and the lines of its answer; `do` is `send` (to the bot), `tick`, `get` or `post`.

    `kind` and `payload` are of what was sent, `below` the views under the one that the person looked at. `path`, `cookie` and
    `data` are of what was asked of the join pages. `seconds` pass before a tick.
    """

    do: str
    answer: list[str]
    kind: str = ""
    payload: Json | None = None
    below: tuple[Json, ...] = ()
    path: str = ""
    cookie: str = ""
    data: Json | None = None
    seconds: int = 0

    @property
    def route(self) -> str:
        """The line of `routes.txt` that handles it; empty for ticks and pages."""
        match self.kind, self.payload:
            case "slash_commands", {"command": name}:
                kind = "COMMAND"
            case "events_api", {"event": {"type": name}}:
                kind = "EVENT"
            case _, {"type": "block_actions", "actions": [{"action_id": name}]}:
                kind = "ACTION"
            case _, {"type": "block_suggestion", "action_id": name}:
                kind = "OPTIONS"
            case _, {"type": "view_submission", "view": {"callback_id": name}}:
                kind = "SUBMISSION"
            case _, {"type": "shortcut" | "message_action", "callback_id": name}:
                kind = "SHORTCUT"
            case _:
                kind = name = ""
        return f"{kind} {name}".strip()


@dataclass(frozen=True, slots=True)
class Walk:
    """A sequence of steps from the recorded state. `rows`: by how many rows each table grew."""

    name: str
    steps: list[Step]
    rows: dict[str, int]


def routes() -> list[str]:
    """Every route of 0.1.0: `ACTION room_edit`, `WEB /j/{number}` …; `*` is the fallback of its kind."""
    return _lines("routes.txt")


def dump(kind: str) -> str:
    """The SQL dump of the database; `kind`: `sqlite` or `postgresql`."""
    return (FOLDER / f"database.{kind}.sql").read_text(encoding="utf-8")


@cache
def workspace() -> Json:
    """Who and what was in Slack."""
    found: Json = json.loads((FOLDER / "workspace.json").read_text(encoding="utf-8"))
    return {key: _resolved(each) for key, each in found.items()}


def instant() -> datetime:
    """The instant of the workspace's clock in the recording."""
    return datetime.fromisoformat(workspace()["now"])


@cache
def walks() -> dict[str, Walk]:
    """All walks by name."""
    return {walk.name: walk for walk in _walks()}


def _walks() -> Iterator[Walk]:
    walk = None
    for line in _lines("walks.jsonl"):
        entry = json.loads(line)
        if "walk" in entry:
            walk = Walk(entry["walk"], [], entry["rows"])
            yield walk
        elif walk is not None:
            walk.steps.append(_step(entry))


def _step(entry: Json) -> Step:
    fields = {**_resolved(entry), "answer": _answer(entry["answer"])}
    if fields["do"] == "send":
        fields["payload"] = {**_DEFAULTS[fields["kind"]], **fields["payload"]}
        fields["below"] = tuple(_view(each) for each in fields.get("below", ()))
        if isinstance(fields["payload"].get("view"), dict):
            fields["payload"]["view"] = _view(fields["payload"]["view"])
    return Step(**fields)


def _view(recorded: Json) -> Json:
    return {**_DEFAULTS["view"], **recorded}


def _answer(ranges: str) -> list[str]:
    """Lines of `answers.txt` by their numbers: `3-5 9`."""
    lines, numbers = _lines("answers.txt"), (part.partition("-")[::2] for part in ranges.split())
    return [line for first, last in numbers for line in lines[int(first) - 1 : int(last or first)]]


def _resolved(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """The value with references to `shared.jsonl` resolved: `{"$": 7}` is line 7."""
    if isinstance(value, dict):
        if value.keys() == {"$"}:
            return _shared(value["$"])
        return {key: _resolved(each) for key, each in value.items()}
    return [_resolved(each) for each in value] if isinstance(value, list) else value


@cache
def _shared(number: int) -> Any:  # noqa: ANN401 - any JSON; shared, so never changed
    return _resolved(json.loads(_lines("shared.jsonl")[number - 1]))


@cache
def _lines(name: str) -> list[str]:
    return (FOLDER / name).read_text(encoding="utf-8").split("\n")[:-1]
