"""The form **“Edit my PMI”** (section 11 of the rules): its layout, reading it, and its result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.i18n.messages import Message, say
from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.i18n.reasons import reason_text
from bot.policy.ids import UserId
from bot.policy.options import Options
from bot.policy.rooms import edits
from bot.policy.rooms.edits import RoomEdit, RoomField, RoomFieldErrors
from bot.policy.rooms.numbers import format_number
from bot.policy.rooms.rooms import ProfileSnapshot, Room
from bot.policy.settings.catalogue import Setting
from bot.policy.values.results import Denied
from bot.protocol import Block, View
from bot.views.components.blocks import actions, button, context, modal, section
from bot.views.components.inputs import checkboxes, element, input_block, option
from bot.views.components.links import personal_link
from bot.views.components.refusals import refusal_text
from bot.views.components.setting_text import lock_note, whom_to_ask
from bot.views.components.text import fact, link, truncate
from bot.views.components.view_state import input_text, is_checked
from bot.views.rooms.profile import COPY_INVITATION

CALLBACK = "room_edit"
GENERATE_PASSCODE = "room_generate_passcode"
INSTANT_ACTION_ID = "pmi"
LABELS: Mapping[RoomField, Message] = {
    RoomField.NUMBER: N_("Personal Meeting ID"),
    RoomField.LINK: N_("Personal link"),
    RoomField.PASSCODE: N_("Passcode"),
    RoomField.INSTANT: N_("Instant meetings"),
}
INPUT_LIMIT = 3000


@dataclass(frozen=True, slots=True)
class SubmittedRoomForm:
    """A submitted form. `block_ids` holds the block of each field, for errors beside it."""

    edit: RoomEdit
    seen_version: str
    block_ids: Mapping[RoomField, str]


def form(
    options: Options, snapshot: ProfileSnapshot, admins_to_ask: Sequence[UserId], *, number: str = "", notice: str = ""
) -> View:
    """The form with the present values. `number` is the one typed after the command; `notice` is shown on top.

    Its block ids hold the room's version: Slack keeps what was typed in a block of the same name, and a redrawn form
    must show the present values.
    """
    room, person = snapshot.room, snapshot.profile.person
    seen_version = edits.form_version(room)
    current_number = format_number(room.number)
    number_hint = _("10 digits, the first 2 to 9. Now: {number}.", number=current_number)
    addresses = f"{options.public_url}/my/"
    link_hint = _(
        "5 to 40 letters, digits and periods, a letter first. Your room is at {address} followed by this name.",
        address=addresses,
    )
    blocks = [
        *([section(notice)] if notice else []),
        _input(RoomField.NUMBER, seen_version, number or current_number, number_hint)
        if not isinstance(denied := edits.may_change_number(person, snapshot.rules), Denied)
        else _locked(RoomField.NUMBER, current_number, denied, admins_to_ask),
        _input(RoomField.LINK, seen_version, room.link, link_hint)
        if not isinstance(denied := edits.may_change_link(person, snapshot.profile.account, snapshot.rules), Denied)
        else _locked(RoomField.LINK, link(personal_link(options, room), room.link), denied, admins_to_ask),
        _passcode(options, room.passcode, f"{seen_version}.0", optional=not snapshot.rules.passcode_required),
        actions(button(_("Generate a passcode"), GENERATE_PASSCODE)),
        _instant(snapshot, seen_version),
        context(_("A new number or passcode ends a running meeting. Older one-click links then ask for the passcode.")),
    ]
    # Translators: at most 24 characters.
    title = _("Edit my PMI")
    # Translators: at most 24 characters.
    submit = _("Save")
    return modal(title, blocks, callback=CALLBACK, submit=submit, metadata=seen_version)


def with_passcode(options: Options, view: View, passcode: str) -> View:
    """The form with another passcode in it, in a block of a new name: Slack keeps what was typed in a block of the same name."""
    blocks = list(view.get("blocks", []))
    for index, block in enumerate(blocks):
        name, _colon, suffix = str(block.get("block_id", "")).partition(":")
        if name == RoomField.PASSCODE and "." in suffix:
            version, _dot, count = suffix.rpartition(".")
            new_suffix = f"{version}.{int(count) + 1 if count.isdecimal() else 1}"
            blocks[index] = _passcode(options, passcode, new_suffix, optional=bool(block.get("optional")))
    return {**view, "blocks": blocks}


def read(view: Mapping[str, Any]) -> SubmittedRoomForm:
    """The submitted values; None for a field that the form did not have."""
    by_name = {block_id.partition(":")[0]: block_id for block_id in view["state"]["values"]}
    block_ids = {field: by_name[field] for field in RoomField if field in by_name}
    typed = {field: input_text(view, block_id) for field, block_id in block_ids.items()}
    instant = is_checked(view, block_ids[RoomField.INSTANT]) if RoomField.INSTANT in block_ids else None
    edit = RoomEdit(typed.get(RoomField.NUMBER), typed.get(RoomField.LINK), typed.get(RoomField.PASSCODE), instant)
    return SubmittedRoomForm(edit, str(view.get("private_metadata", "")), block_ids)


def errors(faults: RoomFieldErrors, block_ids: Mapping[RoomField, str]) -> dict[str, str]:
    """Errors by the block id of their field."""
    return {
        block_ids[name]: " ".join(map(reason_text, reasons)) for name, reasons in faults.items() if name in block_ids
    }


def saved(options: Options, before: Room, now: Room) -> View:
    """The result: what was changed, old → new, but never the passcode itself."""
    changes = []
    if now.number != before.number:
        change = f"{format_number(before.number)} → {format_number(now.number)}"
        changes.append(fact(say(LABELS[RoomField.NUMBER]), change))
    if now.link != before.link:
        change = f"{before.link} → {link(personal_link(options, now), now.link)}"
        changes.append(fact(say(LABELS[RoomField.LINK]), change))
    if now.passcode != before.passcode:
        changes.append(fact(say(LABELS[RoomField.PASSCODE]), _passcode_change(before, now)))
    blocks = [*map(section, changes or [_("Your choices are saved.")])]
    if now.number != before.number or now.token != before.token:
        copy_button = button(_("Copy invitation"), COPY_INVITATION)
        blocks.append(section(_("People you invited before need the new invitation."), copy_button))
    # Translators: at most 24 characters.
    return modal(_("Saved"), blocks)


def _passcode_change(before: Room, now: Room) -> str:
    if not now.passcode:
        return _("removed: anybody with the link comes in")
    if not before.passcode:
        return _("new: your room now asks for a passcode")
    return _("changed: older one-click links now ask for it")


def _passcode(options: Options, initial: str, suffix: str, *, optional: bool) -> Block:
    hint = [
        _("{shortest} to 10 letters, digits and @ - _ *.", shortest=options.passcode_min_length),
        _("Who sees it? You, and the people you invite."),
        *([_("Without one, anybody who has the number can walk in.")] if optional else []),
    ]
    return _input(RoomField.PASSCODE, suffix, initial, " ".join(hint), optional=optional)


def _input(name: RoomField, suffix: str, initial: str, hint: str, *, optional: bool = False) -> Block:
    field = element("plain_text_input", initial_value=truncate(initial, INPUT_LIMIT))
    return input_block(f"{name}:{suffix}", say(LABELS[name]), field, hint=hint, optional=optional)


def _locked(name: RoomField, value: str, denied: Denied, admins_to_ask: Sequence[UserId]) -> Block:
    """A field that may not be changed, as text with the reason (UX-7) and whom to ask (ROLE-2)."""
    return section(
        f"{fact(say(LABELS[name]), value)}\n:lock: {refusal_text(denied.reason)} {whom_to_ask(admins_to_ask)}"
    )


def _instant(snapshot: ProfileSnapshot, seen_version: str) -> Block:
    resolved = snapshot.settings[Setting.PMI_FOR_INSTANT]
    if resolved.locked_by is not None:
        value = _("use your PMI") if resolved.value else _("use a generated ID")
        return section(f"{fact(say(LABELS[RoomField.INSTANT]), value)}\n{lock_note(resolved.locked_by).strip()}")
    # Translators: at most 75 characters.
    on = [option(_("Use my PMI for instant meetings"), "on")]
    boxes, block_id = checkboxes(on, on if resolved.value else []), f"{RoomField.INSTANT}:{seen_version}"
    return input_block(block_id, say(LABELS[RoomField.INSTANT]), boxes, optional=True, action_id=INSTANT_ACTION_ID)
