"""Which blocks may stand on which surfaces, and which elements in which blocks and on which surfaces (Slack's Block Kit reference)."""

from enum import StrEnum


class Surface(StrEnum):
    """The three kinds of surfaces for blocks."""

    MESSAGE = "message"
    MODAL = "modal"
    HOME = "home"


_BLOCKS_EVERYWHERE = frozenset(
    ["actions", "card", "context", "divider", "header", "image", "input", "rich_text", "section", "video"]
)
_ON_HOME = _BLOCKS_EVERYWHERE | {"carousel", "container", "data_table", "data_visualization", "table"}

BLOCKS_ON: dict[Surface, frozenset[str]] = {
    Surface.MESSAGE: _ON_HOME | {"call", "context_actions", "file", "markdown", "plan", "task_card"},
    Surface.MODAL: _BLOCKS_EVERYWHERE | {"alert"},
    Surface.HOME: _ON_HOME,
}

_MODAL_ONLY = frozenset({Surface.MODAL})
ELEMENT_SURFACES: dict[str, frozenset[Surface]] = {
    "datetimepicker": frozenset({Surface.MODAL, Surface.MESSAGE}),
    "email_text_input": _MODAL_ONLY,
    "url_text_input": _MODAL_ONLY,
    "number_input": _MODAL_ONLY,
    "file_input": _MODAL_ONLY,
    "rich_text_input": frozenset({Surface.MODAL, Surface.HOME}),
}
"""The elements that may not stand on every surface."""

_SINGLE_SELECTS = frozenset(
    ["static_select", "external_select", "users_select", "conversations_select", "channels_select"]
)
_MULTI_SELECTS = frozenset(f"multi_{name}" for name in _SINGLE_SELECTS)
_CHOOSING = frozenset({"checkboxes", "radio_buttons", "datepicker", "timepicker"}) | _SINGLE_SELECTS
_WRITING = frozenset(
    ["plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input", "file_input"]
)

ELEMENTS_IN: dict[str, frozenset[str]] = {
    "section": _CHOOSING | _MULTI_SELECTS | {"button", "overflow", "image", "workflow_button"},
    "actions": _CHOOSING | {"button", "overflow", "datetimepicker", "workflow_button"},
    "input": _CHOOSING | _MULTI_SELECTS | _WRITING | {"datetimepicker"},
    "context": frozenset({"image", "plain_text", "mrkdwn"}),
    "context_actions": frozenset({"feedback_buttons", "icon_button"}),
}
