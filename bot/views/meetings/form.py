"""The form in which a meeting is scheduled and edited (MEET-2): how it looks, and how what was typed is read from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.policy.meetings.drafts import Draft, MeetingField, MeetingFieldErrors
from bot.policy.meetings.rrule_text import to_rrule
from bot.policy.rooms.numbers import format_number
from bot.policy.rooms.passcodes import masked
from bot.policy.rooms.rooms import Room
from bot.policy.settings.catalogue import CATALOGUE, Setting
from bot.policy.settings.choices import locked_by_text
from bot.policy.settings.lock_resolution import Resolved
from bot.policy.values.results import Allowed, Denied
from bot.protocol import Block, View
from bot.views.components.blocks import actions, button, context, escaped, modal, section
from bot.views.components.inputs import decode_metadata, encode_metadata
from bot.views.components.setting_text import on_off
from bot.views.meetings import form_fields

CALLBACK = "meeting_form"
MORE_OPTIONS = "meeting_more_options"
SCOPE_ONE = "one"
SCOPE_FOLLOWING = "following"
SCOPE_ALL = "all"


@dataclass(frozen=True, slots=True)
class FormContext:
    """What the form depends on: the person's room, whether a meeting may be on it or why not, and what passcodes must be.

    `proposed` is the setting by which a new meeting is on the PMI, or not.
    """

    room: Room | None
    pmi_allowed: Allowed | Denied
    proposed: Resolved
    passcode_required: bool
    passcode_min_length: int


@dataclass(frozen=True, slots=True)
class FormState:
    """State of the form that travels in private_metadata. `id` is random and its own (MEET-2); `noted` is what was warned of.

    `target` names what is edited, empty for a new meeting, and `scope` how much of it; `unfolded`: **“More options”** was
    pressed. `zone`, `rule` and `channel` count while their fields are folded away.
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
    """What the form holds. `repeat_error` says in words why the fields mean no rule; `repeat` is what “Repeats” shows."""

    draft: Draft
    channel: str = ""
    repeat: str = "none"
    repeat_error: str = ""


def initial_content(draft: Draft, channel: str = "") -> FormContent:
    """What a form is first filled with."""
    return FormContent(draft, channel, form_fields.repeat_of(draft.rule))


def form(form_context: FormContext, content: FormContent, form_state: FormState, notices: Sequence[str] = ()) -> View:
    """The form as it is to be shown. `notices` are warnings, already escaped."""
    blocks = [*(section(f":warning: {each}") for each in notices), *_time_inputs(content, form_state)]
    if form_state.scope != SCOPE_ONE:
        blocks += [
            *_id_inputs(form_context, content, form_state),
            form_fields.invite(_block_id(MeetingField.INVITE, form_state), content.draft.invite),
        ]
        blocks += (
            _more_inputs(content, form_state)
            if form_state.unfolded
            else [actions(button("More options", MORE_OPTIONS))]
        )
    if not form_state.unfolded:
        blocks.append(context(f"Times are in {form_fields.zone_label(content.draft.zone)}.{_repeat_text(content)}"))
    title = "Edit meeting" if form_state.target else "Schedule a meeting"
    submit = "Save anyway" if notices else "Save" if form_state.target else "Schedule"
    return modal(
        title, blocks, callback=CALLBACK, submit=submit, close="Cancel", metadata=_metadata(content, form_state)
    )


def _block_id(name: str, form_state: FormState) -> str:
    """Slack keeps what was typed in a block of the same name: a new form has names of its own."""
    return f"{name}:{form_state.id[:8]}"


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


def _time_inputs(content: FormContent, form_state: FormState) -> list[Block]:
    draft = content.draft
    return [
        form_fields.topic(_block_id(MeetingField.TOPIC, form_state), draft.topic),
        form_fields.day(_block_id(MeetingField.DATE, form_state), "Date", draft.start.date().isoformat()),
        form_fields.time_of_day(
            _block_id(MeetingField.TIME, form_state),
            f"{draft.start:%H:%M}",
            f"In {form_fields.zone_label(draft.zone)}.",
        ),
        form_fields.duration(_block_id(MeetingField.DURATION, form_state), draft.minutes),
    ]


def _id_inputs(form_context: FormContext, content: FormContent, form_state: FormState) -> list[Block]:
    """Which ID, and why (MEET-2); where there is no choice, the reason stands instead (UX-7)."""
    room, draft = form_context.room, content.draft
    number = format_number(room.number) if room else ""
    passcode = [] if draft.on_pmi or not form_state.unfolded else _passcode_inputs(form_context, draft, form_state)
    if isinstance(form_context.pmi_allowed, Denied) and not draft.on_pmi:
        pmi_refusal = f":no_entry: {f'Personal Meeting ID {number}'.strip()}: {form_context.pmi_allowed.reason}"
        return [section(f"*Meeting ID*\nGenerate automatically\n{pmi_refusal}"), *passcode]
    chosen = form_fields.PMI if draft.on_pmi else form_fields.GENERATED
    block = form_fields.meeting_id(_block_id(MeetingField.ID, form_state), number, chosen)
    room_passcode = masked(room.passcode) if room and room.passcode else "none"
    passcode_note = [context(f"Passcode: {room_passcode} – that of your room holds.")] if draft.on_pmi else []
    return [block, *_id_reason(form_context, form_state), *passcode_note, *passcode]


def _id_reason(form_context: FormContext, form_state: FormState) -> list[Block]:
    """What is against the PMI that a meeting is on, or which setting proposed the ID of a new one (LOCK-2)."""
    if isinstance(form_context.pmi_allowed, Denied):
        return [context(f":warning: {form_context.pmi_allowed.reason}")]
    if form_state.target:
        return []
    proposed, label = form_context.proposed, CATALOGUE[Setting.PMI_FOR_SCHEDULED].label
    locked = f" 🔒 Locked by {escaped(locked_by_text(proposed.locked_by))}." if proposed.locked_by else ""
    proposed_id = "your Personal Meeting ID" if proposed.value else "a generated ID"
    return [
        context(
            f"Proposed: {proposed_id}, because “{label}” is {on_off(proposed.value)}.{locked} You can choose otherwise."
        )
    ]


def _passcode_inputs(form_context: FormContext, draft: Draft, form_state: FormState) -> list[Block]:
    """Of a meeting that has one, an emptied field wants none; of a new one, where none is required, a box says so."""
    rule = f"{form_context.passcode_min_length} to 10 letters, digits and @ - _ *."
    emptied = "" if form_context.passcode_required else "Empty: none."
    emptied_hint = emptied if form_state.target else "Empty: one is generated."
    block = form_fields.passcode(
        _block_id(MeetingField.PASSCODE, form_state), draft.passcode or "", f"{rule} {emptied_hint}", optional=True
    )
    if form_context.passcode_required or form_state.target:
        return [block]
    return [
        block,
        form_fields.no_passcode(_block_id(form_fields.WITHOUT_PASSCODE, form_state), on=draft.passcode == ""),
    ]


def _more_inputs(content: FormContent, form_state: FormState) -> list[Block]:
    draft, rule = content.draft, content.draft.rule
    blocks = [
        form_fields.zone(_block_id(MeetingField.ZONE, form_state), draft.zone),
        form_fields.repeats(_block_id(MeetingField.REPEATS, form_state), content.repeat),
    ]
    if content.repeat != "none":
        if content.repeat != "weekdays":
            blocks.append(
                form_fields.interval_menu(
                    _block_id(form_fields.INTERVAL, form_state), content.repeat, rule.interval if rule else 1
                )
            )
        if content.repeat == "weekly":
            blocks.append(form_fields.days(_block_id(form_fields.DAYS, form_state), rule.days if rule else ()))
        until = rule.until.isoformat() if rule and rule.until else ""
        blocks.append(form_fields.day(_block_id(form_fields.UNTIL, form_state), "End on", until, optional=True))
        blocks.append(
            form_fields.occurrence_count(_block_id(form_fields.TIMES, form_state), rule.count if rule else None)
        )
    if not form_state.target:
        blocks.append(form_fields.channel(_block_id(form_fields.CHANNEL, form_state), content.channel))
    return [*blocks, form_fields.description(_block_id(MeetingField.DESCRIPTION, form_state), draft.description)]


def _repeat_text(content: FormContent) -> str:
    return f" {form_fields.REPEAT_LABELS[content.repeat]}." if content.repeat != "none" else ""


def read_state(view: Mapping[str, Any]) -> FormState:
    """What a form that came back remembers; whatever else stands there is nothing (section 12)."""
    metadata = decode_metadata(view)
    texts = {key: str(metadata.get(key, "")) for key in ("id", "zone", "rule", "channel", "noted", "target", "scope")}
    return FormState(unfolded=metadata.get("unfolded") == 1, **{**texts, "scope": texts["scope"] or SCOPE_ALL})


def errors(view: Mapping[str, Any], faults: MeetingFieldErrors) -> dict[str, str]:
    """Every fault beside its field; one about a field that is folded away stands beside the date."""
    block_ids = {
        block["block_id"].partition(":")[0]: block["block_id"] for block in view["blocks"] if block["type"] == "input"
    }
    found: dict[str, list[str]] = {}
    for name, reasons in faults.items():
        block_id = block_ids.get(name) or block_ids.get(MeetingField.DATE, "")
        found.setdefault(block_id, []).extend(reasons)
    return {block_id: " ".join(reasons) for block_id, reasons in found.items()}
