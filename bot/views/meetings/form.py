"""The form in which a meeting is scheduled and edited (MEET-2): its layout and what it remembers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.i18n.reasons import reason_text
from bot.policy.meetings.drafts import Draft, MeetingField, dates_to_come, effective_pattern
from bot.policy.meetings.rrule_text import skipped_notice, to_rrule
from bot.policy.rooms.numbers import format_number
from bot.policy.rooms.passcodes import masked
from bot.policy.rooms.rooms import Room
from bot.policy.settings.catalogue import CATALOGUE, Setting
from bot.policy.settings.lock_resolution import Resolved
from bot.policy.values.reasons import Reason
from bot.policy.values.results import Allowed, Denied
from bot.policy.values.zone_data import UTC_NAME
from bot.protocol import Block, View
from bot.views.components.blocks import actions, button, context, modal, section
from bot.views.components.refusals import refusal_text
from bot.views.components.setting_text import lock_note, on_off
from bot.views.components.text import escaped, truncate
from bot.views.components.view_state import decode_metadata, encode_metadata
from bot.views.meetings import form_fields

CALLBACK = "meeting_form"
MORE_OPTIONS = "meeting_more_options"
ZONE_LIMIT = 60
SCOPE_ONE = "one"
SCOPE_FOLLOWING = "following"
SCOPE_ALL = "all"


@dataclass(frozen=True, slots=True)
class FormContext:
    """What the form depends on: the person's room, whether a meeting may be on its PMI, and the rules for passcodes.

    `proposed` is the setting that proposes the PMI or a generated ID for a new meeting; what is over by `now` is not shown.
    `unknown_zone`: the person's time zone in Slack, empty for none, if there is no such zone.
    """

    room: Room | None
    pmi_allowed: Allowed | Denied
    proposed: Resolved
    passcode_required: bool
    passcode_min_length: int
    now: datetime
    unknown_zone: str | None = None


@dataclass(frozen=True, slots=True)
class FormState:
    """State of the form that travels in private_metadata. `id` is random, one per form (MEET-2).

    `target` names what is edited, empty for a new meeting, and `scope` how much of it; `unfolded`: **“More options”** was
    pressed. `zone`, `rule` and `channel` hold while their fields are folded away. `noted` is the fingerprint of the
    warnings that were shown.
    """

    id: str
    unfolded: bool = False
    zone: str = "UTC"
    rule: str = ""
    channel: str = ""
    noted: str = ""
    target: str = ""
    scope: str = SCOPE_ALL


@dataclass(frozen=True, slots=True)
class FormContent:
    """Values of the form. `repeat` is what “Repeats” shows, `repeat_error` why the fields mean no rule."""

    draft: Draft
    channel: str = ""
    repeat: str = "none"
    repeat_error: str = ""


def initial_content(draft: Draft, channel: str = "") -> FormContent:
    """The values with which a form is opened."""
    return FormContent(draft, channel, form_fields.repeat_of(draft.rule))


def form(form_context: FormContext, content: FormContent, form_state: FormState, notices: Sequence[str] = ()) -> View:
    """The form with `content` in it. `notices` are warnings, already escaped."""
    blocks = [*(section(f":warning: {each}") for each in notices), *_time_inputs(form_context, content)]
    if form_state.scope != SCOPE_ONE:
        blocks += [*_id_inputs(form_context, content.draft, form_state), form_fields.invite(content.draft.invite)]
        blocks += _more_inputs(form_context, content, form_state)
    if not form_state.unfolded:
        repeat = f" {form_fields.REPEAT_LABELS[content.repeat]}." if content.repeat != "none" else ""
        blocks.append(context(f"Times are in {escaped(_zone_text(form_context, content.draft.zone))}.{repeat}"))
    title = "Edit meeting" if form_state.target else "Schedule a meeting"
    submit = "Save anyway" if notices else "Save" if form_state.target else "Schedule"
    named = [_with_form_id(block, form_state) for block in blocks]
    return modal(title, named, callback=CALLBACK, submit=submit, metadata=_metadata(content, form_state))


def _with_form_id(block: Block, form_state: FormState) -> Block:
    """Slack keeps what was typed in a block of the same name: the inputs of a new form have names of their own."""
    if block["type"] != "input":
        return block
    return {**block, "block_id": f"{block['block_id']}:{form_state.id[:8]}"}


def _metadata(content: FormContent, form_state: FormState) -> str:
    rule = to_rrule(content.draft.rule) if content.draft.rule else ""
    return encode_metadata(
        id=form_state.id,
        unfolded=int(form_state.unfolded),
        zone=content.draft.zone,
        rule=rule,
        channel=content.channel,
        noted=form_state.noted,
        target=form_state.target,
        scope=form_state.scope,
    )


def _time_inputs(form_context: FormContext, content: FormContent) -> list[Block]:
    draft = content.draft
    day = form_fields.day(MeetingField.DATE, "Date", draft.start.date().isoformat())
    return [
        form_fields.topic(draft.topic),
        day if content.repeat == "none" else form_fields.changes_dates(day),
        form_fields.time_of_day(f"{draft.start:%H:%M}", _zone_text(form_context, draft.zone)),
        form_fields.duration(draft.minutes),
    ]


def _zone_text(form_context: FormContext, zone: str) -> str:
    """The zone, and why it is UTC where the person's own is not known."""
    label, unknown = form_fields.zone_label(zone), form_context.unknown_zone
    if zone != UTC_NAME or unknown is None:
        return label
    own = (
        f"your time zone in Slack, “{truncate(unknown, ZONE_LIMIT)}”, is not known"
        if unknown
        else "Slack does not tell your time zone"
    )
    return f"{label}, because {own}"


def _id_inputs(form_context: FormContext, draft: Draft, form_state: FormState) -> list[Block]:
    """Which ID, and why (MEET-2); the reason as text where there is no choice (UX-7)."""
    room = form_context.room
    number = format_number(room.number) if room else ""
    passcode = [] if draft.on_pmi or not form_state.unfolded else _passcode_inputs(form_context, draft, form_state)
    if isinstance(form_context.pmi_allowed, Denied) and not draft.on_pmi:
        pmi_refusal = (
            f":no_entry: {f'Personal Meeting ID {number}'.strip()}: {refusal_text(form_context.pmi_allowed.reason)}"
        )
        return [section(f"*Meeting ID*\nGenerate automatically\n{pmi_refusal}"), *passcode]
    menu = form_fields.meeting_id(number, form_fields.PMI if draft.on_pmi else form_fields.GENERATED)
    room_passcode = masked(room.passcode) if room and room.passcode else "none"
    passcode_note = [context(f"Passcode: {room_passcode} – that of your room holds.")] if draft.on_pmi else []
    return [menu, *_id_reason(form_context, form_state), *passcode_note, *passcode]


def _id_reason(form_context: FormContext, form_state: FormState) -> list[Block]:
    """What is against the PMI that a meeting is on, or which setting proposed the ID of a new one (LOCK-2)."""
    if isinstance(form_context.pmi_allowed, Denied):
        return [context(f":warning: {refusal_text(form_context.pmi_allowed.reason)}")]
    if form_state.target:
        return []
    proposed, label = form_context.proposed, CATALOGUE[Setting.PMI_FOR_SCHEDULED].label
    proposed_id = "your Personal Meeting ID" if proposed.value else "a generated ID"
    reason = f"because “{label}” is {on_off(proposed.value)}.{lock_note(proposed.locked_by)}"
    return [context(f"Proposed: {proposed_id}, {reason} You can choose otherwise.")]


def _passcode_inputs(form_context: FormContext, draft: Draft, form_state: FormState) -> list[Block]:
    """An emptied field means no passcode when editing; for a new meeting a checkbox says so where none is required."""
    rule = f"{form_context.passcode_min_length} to 10 letters, digits and @ - _ *."
    emptied = "" if form_context.passcode_required else "Empty: none."
    emptied_hint = emptied if form_state.target else "Empty: one is generated."
    field = form_fields.passcode(draft.passcode or "", f"{rule} {emptied_hint}")
    if form_context.passcode_required or form_state.target:
        return [field]
    return [field, form_fields.no_passcode(on=draft.passcode == "")]


def _more_inputs(form_context: FormContext, content: FormContent, form_state: FormState) -> list[Block]:
    """The button **“More options”** until it was pressed, then what it unfolds."""
    if not form_state.unfolded:
        return [actions(button("More options", MORE_OPTIONS))]
    skipped = skipped_notice(content.draft.rule, content.draft.start)
    hint = reason_text(skipped) if skipped else ""
    if hint and content.repeat == "monthly":
        hint += f" “{form_fields.REPEAT_LABELS['monthly_end']}” leaves out none."
    blocks = [form_fields.zone(content.draft.zone), form_fields.repeats(content.repeat, hint)]
    if content.repeat != "none":
        blocks += _repeat_inputs(content.draft, content.repeat, form_context.now)
    if not form_state.target:
        blocks.append(form_fields.channel(content.channel))
    return [*blocks, form_fields.description(content.draft.description)]


def _repeat_inputs(draft: Draft, repeat: str, now: datetime) -> list[Block]:
    """The fields of a repeat, and the dates that they make (MEET-3)."""
    rule, changing = draft.rule, []
    if repeat != "weekdays":
        changing.append(form_fields.interval_menu(repeat, rule.interval if rule else 1))
    if repeat == "weekly":
        changing.append(form_fields.days(rule.days if rule else ()))
    until = rule.until.isoformat() if rule and rule.until else ""
    changing.append(form_fields.day(form_fields.UNTIL, "End on", until, optional=True))
    changing.append(form_fields.occurrence_count(rule.count if rule else None))
    pattern, dates = effective_pattern(draft), dates_to_come(draft, now)
    return [
        *map(form_fields.changes_dates, changing),
        *([form_fields.dates_to_come(dates, first=pattern.start)] if pattern and dates else []),
    ]


def read_state(view: Mapping[str, Any]) -> FormState:
    """The state of a form that came back; unknown metadata is ignored (section 12 of the rules)."""
    metadata = decode_metadata(view)

    def text(key: str) -> str:
        return str(metadata.get(key, ""))

    return FormState(
        id=text("id"),
        unfolded=metadata.get("unfolded") == 1,
        zone=text("zone"),
        rule=text("rule"),
        channel=text("channel"),
        noted=text("noted"),
        target=text("target"),
        scope=text("scope") or SCOPE_ALL,
    )


def errors(view: Mapping[str, Any], faults: Mapping[MeetingField, Sequence[Reason | str]]) -> dict[str, str]:
    """Errors by the block id of their field; by that of the date where the field is folded away."""
    block_ids = {
        block["block_id"].partition(":")[0]: block["block_id"] for block in view["blocks"] if block["type"] == "input"
    }
    found: dict[str, list[str]] = {}
    for name, reasons in faults.items():
        block_id = block_ids.get(name) or block_ids.get(MeetingField.DATE, "")
        found.setdefault(block_id, []).extend(each if isinstance(each, str) else reason_text(each) for each in reasons)
    return {block_id: " ".join(reasons) for block_id, reasons in found.items()}
