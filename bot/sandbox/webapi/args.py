"""Typed access to the arguments of a Web API call, sent as JSON, as a form with JSON inside, or as a query."""

import json

from bot.sandbox.errors import Json, invalid

_TRUE, _FALSE = frozenset({"1", "true"}), frozenset({"", "0", "false", "none"})


class Args:
    """Reads arguments by name and type. Raises SlackError invalid_arguments for a wrong type."""

    def __init__(self, given: Json) -> None:
        self.given = given

    def __contains__(self, name: str) -> bool:
        return self.given.get(name) is not None

    def text(self, name: str, default: str | None = None) -> str:
        """A string; without a default it is required."""
        value = self.given.get(name)
        if value is None or (value == "" and default is None):
            if default is None:
                raise invalid("invalid_arguments", [f"missing required field: {name}"])
            return default
        return str(value)

    def flag(self, name: str) -> bool:
        """A boolean; false if missing."""
        value = str(self.given.get(name)).lower()
        if value in _TRUE:
            return True
        if value in _FALSE:
            return False
        raise invalid("invalid_arguments", [f"must be a boolean [json-pointer:/{name}]"])

    def number(self, name: str, default: int) -> int:
        """A whole number; `default` if missing or 0."""
        try:
            return int(self.given.get(name) or default)
        except (TypeError, ValueError) as unreadable:
            raise invalid("invalid_arguments", [f"must be an integer [json-pointer:/{name}]"]) from unreadable

    def structure(self, name: str, error: str = "invalid_arguments") -> object:
        """An object or list, sent as such or as JSON in a string; None if missing."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError as unreadable:
            raise invalid(error, [f"must be valid json [json-pointer:/{name}]"]) from unreadable

    def names(self, name: str) -> list[str]:
        """A list of strings, sent as a list or with commas between."""
        value = self.given.get(name) or ""
        words = value if isinstance(value, list) else str(value).split(",")
        return [str(word).strip() for word in words if str(word).strip()]
