"""The bricks that Block Kit's rules are built of: checks of strings, lists and objects. It knows no block by name."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Breach:
    """One broken rule: where (a JSON pointer) and what, in Slack's words."""

    pointer: str
    message: str

    def __str__(self) -> str:
        return f"{self.message} [json-pointer:{self.pointer}]"


Check = Callable[[object, str], Iterator[Breach]]
"""Given a value and its JSON pointer, the rules that it breaks."""


def anything(_value: object, _pointer: str) -> Iterator[Breach]:
    """A value that is not looked into."""
    return iter(())


def string(most: int, least: int = 1) -> Check:
    """A string of `least` to `most` characters, counted in Unicode code points (slack.md 1.2)."""

    def check(value: object, pointer: str) -> Iterator[Breach]:
        if not isinstance(value, str):
            yield Breach(pointer, "must be a string")
        elif len(value) > most:
            yield Breach(pointer, f"must be less than {most + 1} characters")
        elif len(value) < least:
            yield Breach(pointer, f"must be more than {least - 1} characters")

    return check


def matching(pattern: str, meaning: str) -> Check:
    """A string of a certain form, such as a date."""
    compiled = re.compile(pattern)

    def check(value: object, pointer: str) -> Iterator[Breach]:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            yield Breach(pointer, f"must be {meaning}")

    return check


def flag(value: object, pointer: str) -> Iterator[Breach]:
    """True or false."""
    if not isinstance(value, bool):
        yield Breach(pointer, "must be a boolean")


def whole(least: int, most: int) -> Check:
    """A whole number from `least` to `most`."""

    def check(value: object, pointer: str) -> Iterator[Breach]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield Breach(pointer, "must be an integer")
        elif not least <= value <= most:
            yield Breach(pointer, f"must be between {least} and {most}")

    return check


def choice(*allowed: str) -> Check:
    """One of these words."""

    def check(value: object, pointer: str) -> Iterator[Breach]:
        if value not in allowed:
            yield Breach(pointer, "must be a valid enum value")

    return check


def listing(each: Check, most: int, least: int = 1) -> Check:
    """A list of `least` to `most` items that all pass one check."""

    def check(value: object, pointer: str) -> Iterator[Breach]:
        if not isinstance(value, list):
            yield Breach(pointer, "must be an array")
            return
        if len(value) > most:
            yield Breach(pointer, f"no more than {most} items allowed")
        if len(value) < least:
            yield Breach(pointer, f"no less than {least} items allowed")
        for index, item in enumerate(value):
            yield from each(item, f"{pointer}/{index}")

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None, *, closed: bool = True) -> Check:
    """An object with these keys; `closed`: and no others."""
    known = {**required, **(optional or {})}

    def check(value: object, pointer: str) -> Iterator[Breach]:
        if not isinstance(value, dict):
            yield Breach(pointer, "must provide an object")
            return
        for key in required.keys() - value.keys():
            yield Breach(pointer, f"missing required field: {key}")
        for key, inner in value.items():
            if key in known:
                yield from known[key](inner, f"{pointer}/{key}")
            elif closed and key != "type":
                yield Breach(pointer, f"invalid additional property: {key}")

    return check


def typed(table: Mapping[str, Check], types: Iterable[str] | None = None) -> Check:
    """An object whose `type` says which check it must pass; `types`: only these of the table."""
    allowed = frozenset(table if types is None else types)

    def check(value: object, pointer: str) -> Iterator[Breach]:
        if not isinstance(value, dict):
            yield Breach(pointer, "must provide an object")
        elif "type" not in value:
            yield Breach(pointer, "missing required field: type")
        elif not isinstance(value["type"], str) or value["type"] not in allowed:
            yield Breach(f"{pointer}/type", f"unsupported type: {value['type']}")
        else:
            yield from table[value["type"]](value, pointer)

    return check


def one_key_of(*keys: str) -> Check:
    """An object that has exactly one of these keys."""

    def check(value: object, pointer: str) -> Iterator[Breach]:
        present = [key for key in keys if isinstance(value, dict) and key in value]
        if not present:
            yield Breach(pointer, f"missing required field: {keys[0]}")
        if len(present) > 1:
            yield Breach(pointer, f"only one of these may be given: {', '.join(keys)}")

    return check


def some_key_of(*keys: str) -> Check:
    """An object that has at least one of these keys."""

    def check(value: object, pointer: str) -> Iterator[Breach]:
        if isinstance(value, dict) and not any(key in value for key in keys):
            yield Breach(pointer, f"missing required field: {keys[0]}")

    return check


def both(*checks: Check) -> Check:
    """Several checks on one value; the later ones only where the earlier ones found nothing."""

    def check(value: object, pointer: str) -> Iterator[Breach]:
        for one in checks:
            found = list(one(value, pointer))
            yield from found
            if found:
                return

    return check
