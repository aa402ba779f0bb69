"""Decorators that say what a handler's method answers, as Bolt's own do, and the routes that follow from them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.protocol import Handler, Replies, Request, RequestKind, Routes

MethodT = TypeVar("MethodT", bound=Callable[[Any, Request], Replies])


def answers(kind: RequestKind, *names: str) -> Callable[[MethodT], MethodT]:
    """The method answers requests of this kind and these names."""

    def mark(method: MethodT) -> MethodT:
        vars(method).setdefault("routes", []).extend((kind, name) for name in names)
        return method

    return mark


def action(*action_ids: str) -> Callable[[MethodT], MethodT]:
    """The method answers these buttons and menus."""
    return answers(RequestKind.ACTION, *action_ids)


def submission(callback_id: str) -> Callable[[MethodT], MethodT]:
    """The method answers this form when it is sent."""
    return answers(RequestKind.SUBMISSION, callback_id)


def subcommand(word: str) -> Callable[[MethodT], MethodT]:
    """The method answers this word behind `/pmi`; the empty word stands for the bare command."""

    def mark(method: MethodT) -> MethodT:
        vars(method).setdefault("subcommands", []).append(word)
        return method

    return mark


@dataclass(frozen=True, slots=True)
class RouteGroup:
    """Routes and subcommands of `/pmi`."""

    routes: Routes
    subcommands: Mapping[str, Handler]


def routes_of(*handlers: object) -> RouteGroup:
    """What the methods of these objects answer, in the order in which they stand there."""
    return combined(*(group for handler in handlers for group in _answers_of(handler)))


def combined(*groups: RouteGroup) -> RouteGroup:
    """All of them as one. Raises ValueError where two answer the same: nobody would notice that one never runs."""
    routes: dict[tuple[RequestKind, str], Handler] = {}
    subcommands: dict[str, Handler] = {}
    for group in groups:
        if twice := [*(routes.keys() & group.routes), *(subcommands.keys() & group.subcommands)]:
            raise ValueError(f"answered by two handlers: {twice}")
        routes.update(group.routes)
        subcommands.update(group.subcommands)
    return RouteGroup(routes, subcommands)


def _answers_of(handler: object) -> Iterator[RouteGroup]:
    """What each method answers; one that is inherited answers nothing."""
    for name, function in vars(type(handler)).items():
        marks = vars(function) if callable(function) else {}
        method = getattr(handler, name)
        yield RouteGroup(
            dict.fromkeys(marks.get("routes", ()), method), dict.fromkeys(marks.get("subcommands", ()), method)
        )
