"""Routes come from the methods that answer them; no two may answer the same."""

import pytest

from bot.handlers.request.routing import action, combined, routes_of, subcommand
from bot.protocol import Replies, Request, RequestKind


class First:
    @action("save", "save:next")
    @subcommand("save")
    def save(self, _request: Request) -> Replies:
        return []


class Second:
    @action("save")
    def save_too(self, _request: Request) -> Replies:
        return []


class Third:
    @subcommand("save")
    def save_too(self, _request: Request) -> Replies:
        return []


class Copied:
    @action("open")
    def open(self, _request: Request) -> Replies:
        return []

    @action("open")
    def open_too(self, _request: Request) -> Replies:
        return []


def test_a_method_answers_each_name_that_it_is_decorated_with() -> None:
    first = First()
    found = routes_of(first)
    assert found.routes == {(RequestKind.ACTION, "save"): first.save, (RequestKind.ACTION, "save:next"): first.save}
    assert found.subcommands == {"save": first.save}


@pytest.mark.parametrize("other", [Second(), Third()])
def test_what_two_handlers_answer_is_refused(other: object) -> None:
    with pytest.raises(ValueError, match=r"answered by two handlers.*save"):
        routes_of(First(), other)
    with pytest.raises(ValueError, match=r"answered by two handlers.*save"):
        combined(routes_of(First()), routes_of(other))


def test_what_two_methods_of_one_class_answer_is_refused() -> None:
    with pytest.raises(ValueError, match=r"answered by two handlers.*open"):
        routes_of(Copied())
