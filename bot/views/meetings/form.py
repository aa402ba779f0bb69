"""The form in which a meeting is scheduled and edited (MEET-2): its layout and what it remembers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.i18n import formats
from bot.i18n.messages import Message, say
from bot.i18n.messages import gettext as _
from bot.i18n.messages import gettext_noop as N_
from bot.i18n.reasons import reason_text
from bot.i18n.setting_labels import setting_label
from bot.policy.meetings.drafts import Draft, MeetingField, dates_to_come, effective_pattern
from bot.policy.meetings.rrule_text import to_rrule
from bot.policy.rooms import passcodes
from bot.policy.rooms.numbers import format_number
from bot.policy.rooms.rooms import Room
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import Resolved
from bot.policy.values.reasons import Reason
from bot.policy.values.results import Allowed, Denied
from bot.policy.values.zone_data import UTC_NAME
from bot.protocol import Block, View
from bot.views.components.blocks import actions, button, context, modal, section
from bot.views.components.refusals import refusal_text
from bot.views.components.setting_text import lock_note
from bot.views.components.text import escaped, truncate
from bot.views.components.view_state import decode_metadata, encode_metadata
from bot.views.meetings import form_fields
from bot.views.meetings import text as meeting_text
from bot.views.meetings.form_content import FormContent
from bot.views.meetings.recurrence import skipped_notice

CALLBACK = "meeting_form"
MORE_OPTIONS = "meeting_more_options"
ZONE_LIMIT = 60
MAX_UNREAD, UNREAD_LIMIT = 5, 60
SCOPE_ONE = "one"
SCOPE_FOLLOWING = "following"
SCOPE_ALL = "all"
_TO_CHOOSE: dict[MeetingField, Message] = {
    MeetingField.DATE: N_("Choose a date."),
    MeetingField.TIME: N_("Choose a time."),
    MeetingField.DURATION: N_("Choose a duration."),
    MeetingField.REPEATS: N_("Choose how often it repeats."),
}


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
    warnings that were shown. `unread`: what the text behind `/schedule` said of the time that was not understood (MEET-10).
    """

    id: str
    unfolded: bool = False
    zone: str = "UTC"
    rule: str = ""
    channel: str = ""
    noted: str = ""
    target: str = ""
    scope: str = SCOPE_ALL
    unread: tuple[str, ...] = ()


def form(form_context: FormContext, content: FormContent, form_state: FormState, notices: Sequence[str] = ()) -> View:
    """The form with `content` in it. `notices` are warnings, already escaped."""
    blocks = [
        *_unread_notice(form_state.unread),
        *(section(f":warning: {each}") for each in notices),
        *_time_inputs(form_context, content),
    ]
    if form_state.scope != SCOPE_ONE:
        blocks += [*_id_inputs(form_context, content, form_state), form_fields.invite(content.invite)]
        blocks += _more_inputs(form_context, content, form_state)
    if not form_state.unfolded and content.repeat.is_chosen:
        blocks.append(context(form_fields.repeat_label(content.repeat.kind)))
    # Translators: at most 24 characters.
    title = _("Edit meeting") if form_state.target else _("Schedule a meeting")
    named = [_with_form_id(block, form_state) for block in blocks]
    metadata = _metadata(content, form_state)
    return modal(title, named, callback=CALLBACK, submit=_submit_label(form_state, notices), metadata=metadata)


def _submit_label(form_state: FormState, notices: Sequence[str]) -> str:
    if notices:
        # Translators: at most 24 characters.
        return _("Save anyway")
    # Translators: at most 24 characters.
    return _("Save") if form_state.target else _("Schedule")


def _unread_notice(unread: Sequence[str]) -> list[Block]:
    """What of the text behind `/schedule` was not understood (MEET-10)."""
    if not unread:
        return []
    # Translators: one part of what somebody typed, in quotation marks.
    words = formats.listed([_("“{words}”", words=escaped(each)) for each in unread])
    return [section(_("I did not understand {words}: please choose.", words=words))]


def _with_form_id(block: Block, form_state: FormState) -> Block:
    """Slack keeps what was typed in a block of the same name: the inputs of a new form have names of their own."""
    if block["type"] != "input":
        return block
    return {**block, "block_id": f"{block['block_id']}:{form_state.id[:8]}"}


def _metadata(content: FormContent, form_state: FormState) -> str:
    asked = {"unread": list(form_state.unread)} if form_state.unread else {}
    return encode_metadata(
        id=form_state.id,
        unfolded=int(form_state.unfolded),
        zone=content.zone,
        rule=to_rrule(content.rule) if content.rule else "",
        channel=content.channel,
        noted=form_state.noted,
        target=form_state.target,
        scope=form_state.scope,
        **asked,
    )


def _time_inputs(form_context: FormContext, content: FormContent) -> list[Block]:
    """Topic, date, time and duration; as soon as there are both, date and time in words."""
    day = content.day.isoformat() if content.day else ""
    clock = f"{content.clock:%H:%M}" if content.clock else ""
    return [
        form_fields.topic(content.topic),
        form_fields.changes_dates(form_fields.day(MeetingField.DATE, _("Date"), day)),
        form_fields.changes_dates(form_fields.time_of_day(clock, _zone_hint(form_context, content.zone))),
        *([_start_in_words(content.start, content.zone)] if content.start else []),
        form_fields.duration(content.minutes),
    ]


def _start_in_words(start: datetime, zone: str) -> Block:
    return context(":calendar: " + escaped(meeting_text.time_in_zone(start, zone)))


def _zone_hint(form_context: FormContext, zone: str) -> str:
    """In which zone the time is, and why in UTC where the person's own is not known."""
    label, unknown = form_fields.zone_label(zone), form_context.unknown_zone
    if zone != UTC_NAME or unknown is None:
        return _("In {zone}.", zone=label)
    if not unknown:
        return _("In {zone}, because Slack does not tell your time zone.", zone=label)
    return _(
        "In {zone}, because your time zone in Slack, “{unknown_zone}”, is not known.",
        zone=label,
        unknown_zone=truncate(unknown, ZONE_LIMIT),
    )


def _id_inputs(form_context: FormContext, content: FormContent, form_state: FormState) -> list[Block]:
    """Which ID, and why (MEET-2); the reason as text where there is no choice (UX-7)."""
    room = form_context.room
    number = format_number(room.number) if room else ""
    passcode = [] if content.on_pmi or not form_state.unfolded else _passcode_inputs(form_context, content, form_state)
    if isinstance(form_context.pmi_allowed, Denied) and not content.on_pmi:
        reason = refusal_text(form_context.pmi_allowed.reason)
        refusal = (
            _(":no_entry: Personal Meeting ID {number}: {reason}", number=number, reason=reason)
            if number
            else _(":no_entry: Personal Meeting ID: {reason}", reason=reason)
        )
        return [section("\n".join((_("*Meeting ID*"), _("Generate automatically"), refusal))), *passcode]
    menu = form_fields.meeting_id(number, form_fields.PMI if content.on_pmi else form_fields.GENERATED)
    passcode_note = [context(_room_passcode_text(room))] if content.on_pmi else []
    return [menu, *_id_reason(form_context, form_state), *passcode_note, *passcode]


def _room_passcode_text(room: Room | None) -> str:
    if room and room.passcode:
        return _("Passcode: {passcode}, the one of your room.", passcode=passcodes.masked(room.passcode))
    return _("Passcode: none, because your room has none.")


def _id_reason(form_context: FormContext, form_state: FormState) -> list[Block]:
    """What is against the PMI that a meeting is on, or which setting proposed the ID of a new one (LOCK-2)."""
    if isinstance(form_context.pmi_allowed, Denied):
        return [context(f":warning: {refusal_text(form_context.pmi_allowed.reason)}")]
    if form_state.target:
        return []
    proposed, label = form_context.proposed, setting_label(Setting.PMI_FOR_SCHEDULED)
    reason = (
        _("Proposed: your Personal Meeting ID, because “{setting}” is on.", setting=label)
        if proposed.value
        else _("Proposed: a generated ID, because “{setting}” is off.", setting=label)
    )
    sentences = (reason, lock_note(proposed.locked_by).strip(), _("You can choose the other one."))
    return [context(" ".join(filter(None, sentences)))]


def _passcode_inputs(form_context: FormContext, content: FormContent, form_state: FormState) -> list[Block]:
    """An emptied field means no passcode when editing; for a new meeting a checkbox says so where none is required."""
    required = form_context.passcode_required
    least = form_context.passcode_min_length
    rule = _("{least} to {most} letters, digits and @ - _ *.", least=least, most=passcodes.MAX_LENGTH)
    emptied = "" if required else _("Leave it empty for none.")
    hint = (rule, emptied if form_state.target else _("Leave it empty to have one generated."))
    field = form_fields.passcode(content.passcode or "", " ".join(filter(None, hint)))
    if required or form_state.target:
        return [field]
    return [field, form_fields.no_passcode(on=content.passcode == "")]


def _more_inputs(form_context: FormContext, content: FormContent, form_state: FormState) -> list[Block]:
    """The button **“More options”** until it was pressed, then what it unfolds."""
    if not form_state.unfolded:
        return [actions(button(_("More options"), MORE_OPTIONS))]
    blocks = [form_fields.zone(content.zone), form_fields.repeats(content.repeat.kind, _skipped_hint(content))]
    if content.repeat.is_chosen:
        blocks += _repeat_inputs(content, form_context.now)
    if not form_state.target:
        blocks.append(form_fields.channel(content.channel))
    return [*blocks, form_fields.description(content.description)]


def _skipped_hint(content: FormContent) -> str:
    """Which months and years a repeat leaves out, and what leaves out none."""
    hint = skipped_notice(content.rule, content.start) if content.start else ""
    if not hint or content.repeat.kind != "monthly":
        return hint
    none = _("“{every_month}” leaves out none.", every_month=form_fields.repeat_label("monthly_end"))
    return f"{hint} {none}"


def _repeat_inputs(content: FormContent, now: datetime) -> list[Block]:
    """The fields of a repeat, and the dates that they make (MEET-3)."""
    repeat, changing = content.repeat, []
    if repeat.kind != "weekdays":
        changing.append(form_fields.interval_menu(repeat.kind, repeat.interval))
    if repeat.kind == "weekly":
        changing.append(form_fields.days(repeat.days))
    until = repeat.until.isoformat() if repeat.until else ""
    changing.append(form_fields.day(form_fields.UNTIL, _("End on"), until, optional=True))
    changing.append(form_fields.occurrence_count(repeat.count))
    return [*map(form_fields.changes_dates, changing), *_dates_in_words(content, now)]


def _dates_in_words(content: FormContent, now: datetime) -> list[Block]:
    if content.start is None:
        return []
    timed = Draft("", content.start, content.zone, rule=content.rule)
    pattern, dates = effective_pattern(timed), dates_to_come(timed, now)
    return [form_fields.dates_to_come(dates, first=pattern.start)] if pattern and dates else []


def input_errors(content: FormContent) -> dict[MeetingField, list[str]]:
    """What is still to be chosen, and fields of a repeat that mean none, by field."""
    found = {name: [say(_TO_CHOOSE[name])] for name in content.missing}
    return {**found, **({MeetingField.REPEATS: [content.repeat_error]} if content.repeat_error else {})}


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
        unread=read_unread(metadata.get("unread")),
    )


def read_unread(parts: object) -> tuple[str, ...]:
    """Parts of a text, as many and as long as a form remembers; none where it is anything else."""
    texts = [each for each in parts if isinstance(each, str)] if isinstance(parts, list | tuple) else []
    return tuple(truncate(each, UNREAD_LIMIT) for each in texts[:MAX_UNREAD])


def errors(view: Mapping[str, Any], faults: Mapping[MeetingField, Sequence[Reason | str]]) -> dict[str, str]:
    """Errors by the block id of their field; by that of the date where the field is folded away. A text is the form's own."""
    block_ids = {
        block["block_id"].partition(":")[0]: block["block_id"] for block in view["blocks"] if block["type"] == "input"
    }
    found: dict[str, list[str]] = {}
    for name, reasons in faults.items():
        block_id = block_ids.get(name) or block_ids.get(MeetingField.DATE, "")
        found.setdefault(block_id, []).extend(each if isinstance(each, str) else reason_text(each) for each in reasons)
    return {block_id: " ".join(reasons) for block_id, reasons in found.items()}
