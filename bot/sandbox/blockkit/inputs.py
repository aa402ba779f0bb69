"""The values of inputs: Slack's value objects for each type of element, and which of them a view's update keeps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.sandbox.errors import Json

State = dict[str, dict[str, Json]]
"""block_id → action_id → value object, as `view.state.values`."""


@dataclass(frozen=True, slots=True)
class InputShape:
    """The keys of one type of element for its value in the state and for its initial value; `many`: a list."""

    key: str
    initial: str
    many: bool = False

    @property
    def empty(self) -> list[object] | None:
        """The value of an untouched input."""
        return [] if self.many else None


INPUT_SHAPES: dict[str, InputShape] = {
    "plain_text_input": InputShape("value", "initial_value"),
    "email_text_input": InputShape("value", "initial_value"),
    "url_text_input": InputShape("value", "initial_value"),
    "number_input": InputShape("value", "initial_value"),
    "rich_text_input": InputShape("rich_text_value", "initial_value"),
    "static_select": InputShape("selected_option", "initial_option"),
    "external_select": InputShape("selected_option", "initial_option"),
    "users_select": InputShape("selected_user", "initial_user"),
    "conversations_select": InputShape("selected_conversation", "initial_conversation"),
    "channels_select": InputShape("selected_channel", "initial_channel"),
    "multi_static_select": InputShape("selected_options", "initial_options", many=True),
    "multi_external_select": InputShape("selected_options", "initial_options", many=True),
    "multi_users_select": InputShape("selected_users", "initial_users", many=True),
    "multi_conversations_select": InputShape("selected_conversations", "initial_conversations", many=True),
    "multi_channels_select": InputShape("selected_channels", "initial_channels", many=True),
    "checkboxes": InputShape("selected_options", "initial_options", many=True),
    "radio_buttons": InputShape("selected_option", "initial_option"),
    "datepicker": InputShape("selected_date", "initial_date"),
    "timepicker": InputShape("selected_time", "initial_time"),
    "datetimepicker": InputShape("selected_date_time", "initial_date_time"),
    "file_input": InputShape("files", "", many=True),
}


def elements(block: Json) -> list[Json]:
    """The interactive elements of one block (section accessory, actions' elements, an input's element)."""
    if block["type"] == "section":
        return [block["accessory"]] if "accessory" in block else []
    if block["type"] == "input":
        return [block["element"]]
    if block["type"] == "card":
        return list(block.get("actions", []))
    return list(block.get("elements", [])) if block["type"] in {"actions", "context_actions"} else []


def flatten(blocks: Sequence[Json]) -> Iterator[Json]:
    """All blocks, those inside containers and carousels included."""
    for block in blocks:
        yield block
        if block["type"] == "container":
            yield from flatten(block.get("child_blocks", []))
        if block["type"] == "carousel":
            yield from flatten(block.get("elements", []))


def find_element(blocks: Sequence[Json], block_id: str, action_id: str) -> tuple[Json, Json] | None:
    """The block and element with these ids."""
    for block in flatten(blocks):
        if block.get("block_id") == block_id:
            for element in elements(block):
                if element.get("action_id") == action_id:
                    return block, element
    return None


def all_options(source: Json) -> list[Json]:
    """The options of an element, or of an app's answer to an external select; those in groups included."""
    groups = source.get("option_groups", [])
    return [*source.get("options", []), *(option for group in groups for option in group["options"])]


def initial(element: Json, conversation: str = "") -> Json:
    """The value object of an untouched element. `conversation`: where the person was, for default_to_current_conversation."""
    shape = INPUT_SHAPES[element["type"]]
    value = element.get(shape.initial, shape.empty)
    if not value and conversation and element.get("default_to_current_conversation"):
        value = [conversation] if shape.many else conversation
    return value_object(element, value)


def value_object(element: Json, value: object) -> Json:
    """The value object of this element when it holds `value`."""
    state: Json = {"type": element["type"], INPUT_SHAPES[element["type"]].key: value}
    if "timezone" in element:
        state["timezone"] = element["timezone"]
    return state


def state_values(blocks: Sequence[Json], before: State | None = None, conversation: str = "") -> State:
    """The state of these blocks: values of `before` are kept where block_id, action_id and type are the same."""
    state: State = {}
    for block in flatten(blocks):
        for element in elements(block):
            if element["type"] not in INPUT_SHAPES:
                continue
            block_id, action_id = block["block_id"], element["action_id"]
            kept = (before or {}).get(block_id, {}).get(action_id)
            if kept is None or kept["type"] != element["type"]:
                kept = initial(element, conversation)
            state.setdefault(block_id, {})[action_id] = kept
    return state


def value_in(state: State, block_id: str, element: Json) -> object:
    """The bare value that an element holds in this state."""
    value = state.get(block_id, {}).get(element["action_id"]) or initial(element)
    return value.get(INPUT_SHAPES[element["type"]].key)
