"""The button that repeats a request whose form came too late to be opened; `parse` reads what it sends."""

import json

from bot.protocol import Request, RequestKind

RETRY = "again"  # action_id
REPLAYABLE = {RequestKind.COMMAND, RequestKind.SHORTCUT}
_VALUE_LIMIT = 2000  # Slack's limit for a button's value


def retry_value(request: Request) -> str:
    """The value of a button that repeats `request`; empty if no button can repeat it."""
    if request.kind not in REPLAYABLE or request.body.get("type") == "message_action":
        return ""
    value = json.dumps([request.kind, request.name, request.text], ensure_ascii=False)
    return value if len(value) <= _VALUE_LIMIT else ""
