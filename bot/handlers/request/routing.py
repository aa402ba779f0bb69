"""Decorators that say what a handler's method answers, as Bolt's own do, and the routes that follow from them."""

from collections.abc import Callable
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
        vars(method)["subcommand"] = word
        return method

    return mark


@dataclass(frozen=True, slots=True)
class RouteGroup:
    """Routes and subcommands of `/pmi`."""

    routes: Routes
    subcommands: dict[str, Handler]


def routes_of(*handlers: object) -> RouteGroup:
    """What the methods of these objects answer, in the order in which they stand there."""
    return combined(*(_answers_of(handler) for handler in handlers))


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


def _answers_of(handler: object) -> RouteGroup:
    methods = [
        (getattr(handler, name), vars(method)) for name, method in vars(type(handler)).items() if callable(method)
    ]
    return RouteGroup(
        {route: bound for bound, marks in methods for route in marks.get("routes", ())},
        {marks["subcommand"]: bound for bound, marks in methods if "subcommand" in marks},
    )
