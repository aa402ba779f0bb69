"""The form **“Edit my PMI”** (spec section 11): how it looks, and how what was typed is read from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.policy.ids import UserId
from bot.policy.options import Options
from bot.policy.rooms.edits import (
    RoomEdit,
    RoomField,
    RoomFieldErrors,
    form_version,
    may_change_link,
    may_change_number,
)
from bot.policy.rooms.numbers import format_number
from bot.policy.rooms.rooms import ProfileSnapshot, Room
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.choices import locked_by_text
from bot.policy.values.results import Denied
from bot.protocol import Block, View
from bot.views.components.blocks import actions, button, context, escaped, link, modal, plain, section, truncate
from bot.views.components.links import personal_link
from bot.views.rooms.profile import COPY_INVITATION

CALLBACK = "room_edit"
GENERATE_PASSCODE = "room_generate_passcode"
INPUT_ACTION_ID = "typed"
INSTANT_BLOCK = "instant"
INSTANT_ACTION_ID = "pmi"
LABELS = {
    RoomField.NUMBER: "Personal Meeting ID",
    RoomField.LINK: "Personal link",
    RoomField.PASSCODE: "Passcode",
    RoomField.INSTANT: "Instant meetings",
}
INPUT_LIMIT = 3000


@dataclass(frozen=True, slots=True)
class SubmittedRoomForm:
    """A form as it was sent. `block_ids` tells in which block each field stood, for errors beside it."""

    edit: RoomEdit
    seen_version: str
    block_ids: Mapping[RoomField, str]


def form(
    options: Options, snapshot: ProfileSnapshot, contacts: Sequence[UserId], *, number: str = "", notice: str = ""
) -> View:
    """The form, filled with what is. `number` is one asked for from the command; `notice` stands on top.

    Its blocks are named after the room's version: Slack keeps what was typed in a block of the same name, and a form
    that is shown anew must show what is.
    """
    room, person = snapshot.room, snapshot.profile.person
    seen_version = form_version(room)
    number_hint = f"10 digits, the first 2 to 9. Now: {format_number(room.number)}."
    link_hint = (
        f"5 to 40 letters, digits and periods, a letter first. Your room is at {options.public_url}/my/ and this name."
    )
    blocks = [
        *([section(notice)] if notice else []),
        _input(
            RoomField.NUMBER, f"{RoomField.NUMBER}:{seen_version}", number or format_number(room.number), number_hint
        )
        if not isinstance(denied := may_change_number(person, snapshot.rules), Denied)
        else _locked(RoomField.NUMBER, format_number(room.number), denied, contacts),
        _input(RoomField.LINK, f"{RoomField.LINK}:{seen_version}", room.link, link_hint)
        if not isinstance(denied := may_change_link(person, snapshot.profile.account, snapshot.rules), Denied)
        else _locked(RoomField.LINK, link(personal_link(options, room), room.link), denied, contacts),
        _passcode(
            options,
            room.passcode,
            f"{RoomField.PASSCODE}:{seen_version}.0",
            optional=not snapshot.rules.passcode_required,
        ),
        actions(button("Generate a passcode", GENERATE_PASSCODE)),
        _instant(snapshot, seen_version),
        context("A new number or passcode ends a running meeting. Older one-click links then ask for the passcode."),
    ]
    return modal("Edit my PMI", blocks, callback=CALLBACK, submit="Save changes", close="Cancel", metadata=seen_version)


def with_passcode(options: Options, view: View, passcode: str) -> View:
    """The same form with another passcode filled in. Slack keeps what was typed unless the block is a new one."""
    blocks = list(view.get("blocks", []))
    for index, block in enumerate(blocks):
        prefix, _, count = str(block.get("block_id", "")).rpartition(".")
        if prefix.partition(":")[0] == RoomField.PASSCODE:
            block_id = f"{prefix}.{int(count) + 1 if count.isdecimal() else 1}"
            blocks[index] = _passcode(options, passcode, block_id, optional=bool(block.get("optional")))
    return {**view, "blocks": blocks}


def read(view: Mapping[str, Any]) -> SubmittedRoomForm:
    """What was typed. A field that is not there was not asked."""
    typed: dict[RoomField, str] = {}
    block_ids: dict[RoomField, str] = {}
    instant: bool | None = None
    for block_id, elements in view["state"]["values"].items():
        name = block_id.partition(":")[0]
        if name == INSTANT_BLOCK:
            instant = bool(elements[INSTANT_ACTION_ID].get("selected_options"))
            block_ids[RoomField.INSTANT] = block_id
        elif name in tuple(RoomField):
            typed[RoomField(name)] = elements[INPUT_ACTION_ID].get("value") or ""
            block_ids[RoomField(name)] = block_id
    edit = RoomEdit(typed.get(RoomField.NUMBER), typed.get(RoomField.LINK), typed.get(RoomField.PASSCODE), instant)
    return SubmittedRoomForm(edit, str(view.get("private_metadata", "")), block_ids)


def errors(faults: RoomFieldErrors, block_ids: Mapping[RoomField, str]) -> dict[str, str]:
    """Every fault beside its field."""
    return {block_ids[name]: " ".join(reasons) for name, reasons in faults.items() if name in block_ids}


def saved(options: Options, before: Room, now: Room) -> View:
    """What was changed, old → new; the passcode itself is not shown."""
    changes = []
    if now.number != before.number:
        changes.append(f"*Personal Meeting ID*\n{format_number(before.number)} → {format_number(now.number)}")
    if now.link != before.link:
        changes.append(f"*Personal link*\n{before.link} → {link(personal_link(options, now), now.link)}")
    if now.passcode != before.passcode:
        changes.append("*Passcode*\nchanged: older one-click links now ask for it")
    needs_new_invitation = now.number != before.number or now.token != before.token
    invite = (
        [section("People you invited before need the new invitation.", button("Copy invitation", COPY_INVITATION))]
        if needs_new_invitation
        else []
    )
    return modal("Saved", [*map(section, changes or ["Your choices are saved."]), *invite])


def _passcode(options: Options, initial: str, block_id: str, *, optional: bool) -> Block:
    hint = f"{options.passcode_min_length} to 10 letters, digits and @ - _ *. Only you are ever shown it."
    without = " Without one, anybody who has the number can walk in." if optional else ""
    return {**_input(RoomField.PASSCODE, block_id, initial, hint + without), **({"optional": True} if optional else {})}


def _input(name: RoomField, block_id: str, initial: str, hint: str) -> Block:
    initial_part = {"initial_value": truncate(initial, INPUT_LIMIT)} if initial else {}
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(LABELS[name], 2000),
        "hint": plain(hint, 2000),
        "element": {"type": "plain_text_input", "action_id": INPUT_ACTION_ID, **initial_part},
    }


def _locked(name: RoomField, value: str, denied: Denied, contacts: Sequence[UserId]) -> Block:
    """What one may not change is shown as text with its reason (UX-7) and whom to ask (ROLE-2)."""
    whom = ", ".join(f"<@{contact}>" for contact in contacts)
    ask = f"Ask an admin: {whom}." if whom else "Ask an admin of your workspace."
    return section(f"*{LABELS[name]}*\n{value}\n:lock: {denied.reason} {ask}")


def _instant(snapshot: ProfileSnapshot, seen_version: str) -> Block:
    option = {"text": plain("Use my PMI for instant meetings", 75), "value": "on"}
    resolved = snapshot.settings[Setting.PMI_FOR_INSTANT]
    if resolved.locked_by is not None:
        by = escaped(locked_by_text(resolved.locked_by))
        value = "use your PMI" if resolved.value else "use a generated ID"
        return section(f"*Instant meetings*\n{value}\n:lock: Locked by {by}.")
    return {
        "type": "input",
        "block_id": f"{INSTANT_BLOCK}:{seen_version}",
        "optional": True,
        "label": plain("Instant meetings", 2000),
        "element": {
            "type": "checkboxes",
            "action_id": INSTANT_ACTION_ID,
            "options": [option],
            **({"initial_options": [option]} if resolved.value else {}),
        },
    }
