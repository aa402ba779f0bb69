"""The form **“Edit my PMI”** (spec section 11): how it looks, and how what was typed is read from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.exchange import Block, View
from bot.policy.answers import Denied
from bot.policy.choices import locked_by_words
from bot.policy.numbers import show
from bot.policy.people import UserId
from bot.policy.room_edits import Faults, Field, Wish, may_change_link, may_change_number, version
from bot.policy.rooms import Room, Visit
from bot.policy.settings import Setting
from bot.policy.terms import Terms
from bot.views.addresses import personal_link
from bot.views.blocks import actions, button, context, cut, escaped, link, modal, plain, section
from bot.views.rooms import COPY

CALLBACK = "room_edit"
GENERATE = "room_generate_passcode"
TYPED = "typed"
INSTANT = "instant"
CHOSEN = "pmi"
LABELS = {
    Field.NUMBER: "Personal Meeting ID",
    Field.LINK: "Personal link",
    Field.PASSCODE: "Passcode",
    Field.INSTANT: "Instant meetings",
}
INPUT_LIMIT = 3000


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was sent. `blocks` tells in which block each field stood, for errors beside it."""

    wish: Wish
    seen: str
    blocks: Mapping[Field, str]


def form(terms: Terms, visit: Visit, helpers: Sequence[UserId], *, number: str = "", notice: str = "") -> View:
    """The form, filled with what is. `number` is a wished one from the command; `notice` stands on top.

    Its blocks are named after the room's version: Slack keeps what was typed in a block of the same name, and a form
    that is shown anew must show what is.
    """
    room, person = visit.room, visit.profile.person
    seen = version(room)
    number_hint = f"10 digits, the first 2 to 9. Now: {show(room.number)}."
    link_hint = (
        f"5 to 40 letters, digits and periods, a letter first. Your room is at {terms.public_url}/my/ and this name."
    )
    blocks = [
        *([section(notice)] if notice else []),
        _input(Field.NUMBER, f"{Field.NUMBER}:{seen}", number or show(room.number), number_hint)
        if not isinstance(denied := may_change_number(person, visit.rules), Denied)
        else _locked(Field.NUMBER, show(room.number), denied, helpers),
        _input(Field.LINK, f"{Field.LINK}:{seen}", room.link, link_hint)
        if not isinstance(denied := may_change_link(person, visit.profile.account, visit.rules), Denied)
        else _locked(Field.LINK, link(personal_link(terms, room), room.link), denied, helpers),
        _passcode(terms, room.passcode, f"{Field.PASSCODE}:{seen}.0", optional=not visit.rules.passcode_required),
        actions(button("Generate a passcode", GENERATE)),
        _instant(visit, seen),
        context("A new number or passcode ends a running meeting. Older one-click links then ask for the passcode."),
    ]
    return modal("Edit my PMI", blocks, callback=CALLBACK, submit="Save changes", close="Cancel", metadata=seen)


def with_passcode(terms: Terms, view: View, passcode: str) -> View:
    """The same form with another passcode filled in. Slack keeps what was typed unless the block is a new one."""
    blocks = list(view.get("blocks", []))
    for place, block in enumerate(blocks):
        before, _, count = str(block.get("block_id", "")).rpartition(".")
        if before.partition(":")[0] == Field.PASSCODE:
            name_ = f"{before}.{int(count) + 1 if count.isdecimal() else 1}"
            blocks[place] = _passcode(terms, passcode, name_, optional=bool(block.get("optional")))
    return {**view, "blocks": blocks}


def read(view: Mapping[str, Any]) -> Filled:
    """What was typed. A field that is not there was not asked."""
    typed: dict[Field, str] = {}
    places: dict[Field, str] = {}
    instant: bool | None = None
    for block_id, elements in view["state"]["values"].items():
        name = block_id.partition(":")[0]
        if name == INSTANT:
            instant = bool(elements[CHOSEN].get("selected_options"))
            places[Field.INSTANT] = block_id
        elif name in tuple(Field):
            typed[Field(name)] = elements[TYPED].get("value") or ""
            places[Field(name)] = block_id
    wish = Wish(typed.get(Field.NUMBER), typed.get(Field.LINK), typed.get(Field.PASSCODE), instant)
    return Filled(wish, str(view.get("private_metadata", "")), places)


def errors(faults: Faults, blocks: Mapping[Field, str]) -> dict[str, str]:
    """Every fault beside its field."""
    return {blocks[name]: " ".join(reasons) for name, reasons in faults.items() if name in blocks}


def saved(terms: Terms, before: Room, now: Room) -> View:
    """What was changed, old → new; the passcode itself is not shown."""
    changes = []
    if now.number != before.number:
        changes.append(f"*Personal Meeting ID*\n{show(before.number)} → {show(now.number)}")
    if now.link != before.link:
        changes.append(f"*Personal link*\n{before.link} → {link(personal_link(terms, now), now.link)}")
    if now.passcode != before.passcode:
        changes.append("*Passcode*\nchanged: older one-click links now ask for it")
    again = now.number != before.number or now.token != before.token
    invite = (
        [section("People you invited before need the new invitation.", button("Copy invitation", COPY))]
        if again
        else []
    )
    return modal("Saved", [*map(section, changes or ["Your choices are saved."]), *invite])


def _passcode(terms: Terms, initial: str, block_id: str, *, optional: bool) -> Block:
    hint = f"{terms.passcode_min_length} to 10 letters, digits and @ - _ *. Only you are ever shown it."
    without = " Without one, anybody who has the number can walk in." if optional else ""
    return {**_input(Field.PASSCODE, block_id, initial, hint + without), **({"optional": True} if optional else {})}


def _input(name: Field, block_id: str, initial: str, hint: str) -> Block:
    filled = {"initial_value": cut(initial, INPUT_LIMIT)} if initial else {}
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(LABELS[name], 2000),
        "hint": plain(hint, 2000),
        "element": {"type": "plain_text_input", "action_id": TYPED, **filled},
    }


def _locked(name: Field, value: str, denied: Denied, helpers: Sequence[UserId]) -> Block:
    """What one may not change is shown as text with its reason (UX-7) and whom to ask (ROLE-2)."""
    whom = ", ".join(f"<@{helper}>" for helper in helpers)
    ask = f"Ask an admin: {whom}." if whom else "Ask an admin of your workspace."
    return section(f"*{LABELS[name]}*\n{value}\n:lock: {denied.reason} {ask}")


def _instant(visit: Visit, seen: str) -> Block:
    option = {"text": plain("Use my PMI for instant meetings", 75), "value": "on"}
    resolved = visit.settings[Setting.PMI_FOR_INSTANT]
    if resolved.locked_by is not None:
        by = escaped(locked_by_words(resolved.locked_by))
        value = "use your PMI" if resolved.value else "use a generated ID"
        return section(f"*Instant meetings*\n{value}\n:lock: Locked by {by}.")
    return {
        "type": "input",
        "block_id": f"{INSTANT}:{seen}",
        "optional": True,
        "label": plain("Instant meetings", 2000),
        "element": {
            "type": "checkboxes",
            "action_id": CHOSEN,
            "options": [option],
            **({"initial_options": [option]} if resolved.value else {}),
        },
    }
