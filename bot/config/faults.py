"""The faults of a configuration, each with where to correct it; it must not hold a value."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

_APPS = "api.slack.com/apps → your app → "
_DOTENV = "your environment or .env"

WHERE_TO_FIND = {
    "SLACK_BOT_TOKEN": _APPS + "OAuth & Permissions → Bot User OAuth Token",
    "SLACK_SIGNING_SECRET": _APPS + "Basic Information → App Credentials → Signing Secret; "
    "or set SLACK_APP_TOKEN for Socket Mode",
    "SLACK_APP_TOKEN": _APPS + "Basic Information → App-Level Tokens, with the scope connections:write",
    "APPROVALS_CHANNEL": "Slack → open the channel → its name → About → Channel ID",
}
"""Where to find a value that Slack hands out; the deployment chooses the others."""

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ConfigFault:
    """A variable, what is wrong with it (never its value), and where to find or change it."""

    name: str
    problem: str
    where: str

    def __str__(self) -> str:
        return f"{self.name} {self.problem}: {self.where}"


class ConfigError(Exception):
    """The configuration cannot be used; `faults` holds every reason."""

    def __init__(self, faults: Sequence[ConfigFault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


class FaultCollector:
    """Collects the faults of all variables, so that an operator sees them at once."""

    def __init__(self) -> None:
        self.found: list[ConfigFault] = []

    def __bool__(self) -> bool:
        return bool(self.found)

    def check(
        self, name: str, rule: Callable[Concatenate[str, P], T], value: str, *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        """What `rule` reads from `value`; if it raises ValueError, None, and its text is recorded as a fault of `name`."""
        try:
            return rule(value, *args, **kwargs)
        except ValueError as fault:
            self.found.append(ConfigFault(name, str(fault), WHERE_TO_FIND.get(name, _DOTENV)))
            return None
