"""The form in which a meeting is scheduled and edited (MEET-2): how it looks, and how what was typed is read from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.exchange import Block, View
from bot.policy.answers import Allowed, Denied
from bot.policy.choices import locked_by_words
from bot.policy.meeting_forms import Draft, Faults, Field
from bot.policy.numbers import show
from bot.policy.passcodes import hidden
from bot.policy.recurrence_texts import written
from bot.policy.resolution import Resolved
from bot.policy.rooms import Room
from bot.policy.settings import CATALOGUE, Setting
from bot.views import meeting_fields as inputs
from bot.views.blocks import actions, button, context, escaped, modal, section
from bot.views.forms import remember, remembered
from bot.views.setting_words import on_off

CALLBACK = "meeting_form"
MORE = "meeting_more_options"
ONE = "one"
FOLLOWING = "following"
ALL = "all"


@dataclass(frozen=True, slots=True)
class Ground:
    """What the form depends on: the person's room, whether a meeting may be on it or why not, and what passcodes must be.

    `proposed` is the setting by which a new meeting is on the PMI, or not.
    """

    room: Room | None
    pmi: Allowed | Denied
    proposed: Resolved
    passcode_required: bool
    passcode_min_length: int


@dataclass(frozen=True, slots=True)
class Memory:
    """What a form must know again when it is sent. `id` is random and its own (MEET-2); `noted` is what was warned of.

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
    scope: str = ALL


@dataclass(frozen=True, slots=True)
class Content:
    """What the form holds. `rule` is a fault in words where the fields mean none; `kind` is what “Repeats” shows."""

    draft: Draft
    channel: str = ""
    kind: str = "none"
    fault: str = ""


def content_of(draft: Draft, channel: str = "") -> Content:
    """What a form is first filled with."""
    return Content(draft, channel, inputs.kind_of(draft.rule))


def form(ground: Ground, content: Content, memory: Memory, notices: Sequence[str] = ()) -> View:
    """The form as it is to be shown. `notices` are warnings, already escaped."""
    blocks = [*(section(f":warning: {each}") for each in notices), *_when(content, memory)]
    if memory.scope != ONE:
        blocks += [*_which(ground, content, memory), inputs.invite(_name(Field.INVITE, memory), content.draft.invite)]
        blocks += _more(content, memory) if memory.unfolded else [actions(button("More options", MORE))]
    if not memory.unfolded:
        blocks.append(context(f"Times are in {inputs.zone_label(content.draft.zone)}.{_repeat_in_words(content)}"))
    title = "Edit meeting" if memory.target else "Schedule a meeting"
    submit = "Save anyway" if notices else "Save" if memory.target else "Schedule"
    return modal(title, blocks, callback=CALLBACK, submit=submit, close="Cancel", metadata=_kept(content, memory))


def _name(name: str, memory: Memory) -> str:
    """Slack keeps what was typed in a block of the same name: a new form has names of its own."""
    return f"{name}:{memory.id[:8]}"


def _kept(content: Content, memory: Memory) -> str:
    rule = written(content.draft.rule) if content.draft.rule else ""
    return remember(
        id=memory.id,
        unfolded=int(memory.unfolded),
        zone=content.draft.zone,
        rule=rule,
        channel=content.channel,
        noted=memory.noted,
        target=memory.target,
        scope=memory.scope,
    )


def _when(content: Content, memory: Memory) -> list[Block]:
    draft = content.draft
    return [
        inputs.topic(_name(Field.TOPIC, memory), draft.topic),
        inputs.day(_name(Field.DATE, memory), "Date", draft.start.date().isoformat()),
        inputs.clock(_name(Field.TIME, memory), f"{draft.start:%H:%M}", f"In {inputs.zone_label(draft.zone)}."),
        inputs.duration(_name(Field.DURATION, memory), draft.minutes),
    ]


def _which(ground: Ground, content: Content, memory: Memory) -> list[Block]:
    """Which ID, and why (MEET-2); where there is no choice, the reason stands instead (UX-7)."""
    room, draft = ground.room, content.draft
    number = show(room.number) if room else ""
    passcode = [] if draft.on_pmi or not memory.unfolded else _passcode(ground, draft, memory)
    if isinstance(ground.pmi, Denied) and not draft.on_pmi:
        instead = f":no_entry: {f'Personal Meeting ID {number}'.strip()}: {ground.pmi.reason}"
        return [section(f"*Meeting ID*\nGenerate automatically\n{instead}"), *passcode]
    chosen = inputs.PMI if draft.on_pmi else inputs.GENERATED
    block = inputs.meeting_id(_name(Field.ID, memory), number, chosen)
    of_room = hidden(room.passcode) if room and room.passcode else "none"
    held = [context(f"Passcode: {of_room} – that of your room holds.")] if draft.on_pmi else []
    return [block, *_why(ground, memory), *held, *passcode]


def _why(ground: Ground, memory: Memory) -> list[Block]:
    """What is against the PMI that a meeting is on, or which setting proposed the ID of a new one (LOCK-2)."""
    if isinstance(ground.pmi, Denied):
        return [context(f":warning: {ground.pmi.reason}")]
    if memory.target:
        return []
    proposed, label = ground.proposed, CATALOGUE[Setting.PMI_FOR_SCHEDULED].label
    locked = f" 🔒 Locked by {escaped(locked_by_words(proposed.locked_by))}." if proposed.locked_by else ""
    which = "your Personal Meeting ID" if proposed.value else "a generated ID"
    return [
        context(f"Proposed: {which}, because “{label}” is {on_off(proposed.value)}.{locked} You can choose otherwise.")
    ]


def _passcode(ground: Ground, draft: Draft, memory: Memory) -> list[Block]:
    """Of a meeting that has one, an emptied field wants none; of a new one, where none is required, a box says so."""
    rule = f"{ground.passcode_min_length} to 10 letters, digits and @ - _ *."
    emptied = "" if ground.passcode_required else "Empty: none."
    kept = emptied if memory.target else "Empty: one is generated."
    block = inputs.passcode(_name(Field.PASSCODE, memory), draft.passcode or "", f"{rule} {kept}", optional=True)
    if ground.passcode_required or memory.target:
        return [block]
    return [block, inputs.no_passcode(_name(inputs.OPEN, memory), on=draft.passcode == "")]


def _more(content: Content, memory: Memory) -> list[Block]:
    draft, rule = content.draft, content.draft.rule
    blocks = [
        inputs.zone(_name(Field.ZONE, memory), draft.zone),
        inputs.repeats(_name(Field.REPEATS, memory), content.kind),
    ]
    if content.kind != "none":
        if content.kind != "weekdays":
            blocks.append(inputs.every(_name(inputs.EVERY, memory), content.kind, rule.interval if rule else 1))
        if content.kind == "weekly":
            blocks.append(inputs.days(_name(inputs.DAYS, memory), rule.days if rule else ()))
        until = rule.until.isoformat() if rule and rule.until else ""
        blocks.append(inputs.day(_name(inputs.UNTIL, memory), "End on", until, optional=True))
        blocks.append(inputs.times(_name(inputs.TIMES, memory), rule.times if rule else None))
    if not memory.target:
        blocks.append(inputs.channel(_name(inputs.CHANNEL, memory), content.channel))
    return [*blocks, inputs.description(_name(Field.DESCRIPTION, memory), draft.description)]


def _repeat_in_words(content: Content) -> str:
    return f" {inputs.KINDS[content.kind]}." if content.kind != "none" else ""


def memory_of(view: Mapping[str, Any]) -> Memory:
    """What a form that came back remembers; whatever else stands there is nothing (section 12)."""
    facts = remembered(view)
    texts = {key: str(facts.get(key, "")) for key in ("id", "zone", "rule", "channel", "noted", "target", "scope")}
    return Memory(unfolded=facts.get("unfolded") == 1, **{**texts, "scope": texts["scope"] or ALL})


def errors(view: Mapping[str, Any], faults: Faults) -> dict[str, str]:
    """Every fault beside its field; one about a field that is folded away stands beside the date."""
    there = {
        block["block_id"].partition(":")[0]: block["block_id"] for block in view["blocks"] if block["type"] == "input"
    }
    found: dict[str, list[str]] = {}
    for name, reasons in faults.items():
        place = there.get(name) or there.get(Field.DATE, "")
        found.setdefault(place, []).extend(reasons)
    return {place: " ".join(reasons) for place, reasons in found.items()}
