"""Combinators for Block Kit's rules, as in JSON Schema: strings, lists and objects. It must not know block types."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: a JSON pointer, and a message as Slack words it."""

    pointer: str
    message: str

    def __str__(self) -> str:
        return f"{self.message} [json-pointer:{self.pointer}]"


Check = Callable[[object, str], Iterator[Violation]]
"""Given a value and its JSON pointer: the rules that the value breaks."""


def anything(_value: object, _pointer: str) -> Iterator[Violation]:
    """Any value, unchecked."""
    return iter(())


def string(most: int, least: int = 1) -> Check:
    """A string of `least` to `most` characters, counted in Unicode code points."""

    def check(value: object, pointer: str) -> Iterator[Violation]:
        if not isinstance(value, str):
            yield Violation(pointer, "must be a string")
        elif len(value) > most:
            yield Violation(pointer, f"must be less than {most + 1} characters")
        elif len(value) < least:
            yield Violation(pointer, f"must be more than {least - 1} characters")

    return check


def rule(holds: Callable[[Any], bool], message: str, at: str = "") -> Check:
    """A value for which `holds` is true; else `message`, which points to `at` inside the value."""

    def check(value: object, pointer: str) -> Iterator[Violation]:
        if not holds(value):
            yield Violation(pointer + at, message)

    return check


def matching(pattern: str, meaning: str) -> Check:
    """A string that matches `pattern`; `meaning` is its description for the message."""
    return rule(lambda value: isinstance(value, str) and bool(re.fullmatch(pattern, value)), f"must be {meaning}")


def choice(*allowed: str) -> Check:
    """One of these words."""
    return rule(lambda value: value in allowed, "must be a valid enum value")


flag = rule(lambda value: isinstance(value, bool), "must be a boolean")
"""True or false."""


def whole(least: int, most: int) -> Check:
    """A whole number from `least` to `most`."""

    def check(value: object, pointer: str) -> Iterator[Violation]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield Violation(pointer, "must be an integer")
        elif not least <= value <= most:
            yield Violation(pointer, f"must be between {least} and {most}")

    return check


def listing(each: Check, most: int, least: int = 1) -> Check:
    """A list of `least` to `most` items that all pass one check."""

    def check(value: object, pointer: str) -> Iterator[Violation]:
        if not isinstance(value, list):
            yield Violation(pointer, "must be an array")
            return
        if len(value) > most:
            yield Violation(pointer, f"no more than {most} items allowed")
        if len(value) < least:
            yield Violation(pointer, f"no less than {least} items allowed")
        for index, item in enumerate(value):
            yield from each(item, f"{pointer}/{index}")

    return check


def object_with(required: Mapping[str, Check] | None = None, /, **optional: Check) -> Check:
    """An object with these keys and no others."""
    return _object(required or {}, optional, closed=True)


def open_object_with(required: Mapping[str, Check] | None = None, /, **optional: Check) -> Check:
    """An object with these keys; others are not checked."""
    return _object(required or {}, optional, closed=False)


def _object(required: Mapping[str, Check], optional: Mapping[str, Check], *, closed: bool) -> Check:
    known = {**required, **optional}

    def check(value: object, pointer: str) -> Iterator[Violation]:
        if not isinstance(value, dict):
            yield Violation(pointer, "must provide an object")
            return
        for key in required.keys() - value.keys():
            yield Violation(pointer, f"missing required field: {key}")
        for key, inner in value.items():
            if key in known:
                yield from known[key](inner, f"{pointer}/{key}")
            elif closed and key != "type":
                yield Violation(pointer, f"invalid additional property: {key}")

    return check


def by_type(table: Mapping[str, Check], types: Iterable[str] | None = None) -> Check:
    """An object that must pass the check of its `type`; `types`: only these of the table."""
    allowed = frozenset(table if types is None else types)

    def check(value: object, pointer: str) -> Iterator[Violation]:
        if not isinstance(value, dict):
            yield Violation(pointer, "must provide an object")
        elif "type" not in value:
            yield Violation(pointer, "missing required field: type")
        elif not isinstance(value["type"], str) or value["type"] not in allowed:
            yield Violation(f"{pointer}/type", f"unsupported type: {value['type']}")
        else:
            yield from table[value["type"]](value, pointer)

    return check


def one_key_of(*keys: str) -> Check:
    """An object that has exactly one of these keys."""

    def check(value: object, pointer: str) -> Iterator[Violation]:
        present = [key for key in keys if isinstance(value, dict) and key in value]
        if not present:
            yield Violation(pointer, f"missing required field: {keys[0]}")
        if len(present) > 1:
            yield Violation(pointer, f"only one of these may be given: {', '.join(keys)}")

    return check


def some_key_of(*keys: str) -> Check:
    """An object that has at least one of these keys."""
    return rule(lambda value: any(key in value for key in keys), f"missing required field: {keys[0]}")


def all_of(*checks: Check) -> Check:
    """Several checks on one value; the first one that finds something is the last one made."""

    def check(value: object, pointer: str) -> Iterator[Violation]:
        for one in checks:
            found = list(one(value, pointer))
            yield from found
            if found:
                return

    return check
