"""The three answers of policy."""

from typing import assert_never

import pytest

from bot.policy.values.results import Allowed, Denied, NeedsApproval


def in_words(answer: Allowed | Denied | NeedsApproval) -> str:
    match answer:
        case Allowed():
            return "go ahead"
        case Denied(reason):
            return reason
        case NeedsApproval(by):
            return f"wait for {by}"
        case _:
            assert_never(answer)


@pytest.mark.parametrize(
    "answer,words",
    [
        (Allowed(), "go ahead"),
        (Denied("Only licensed people can choose their number."), "Only licensed people can choose their number."),
        (NeedsApproval("an admin"), "wait for an admin"),
    ],
)
def test_an_answer_is_matched_by_its_kind_and_gives_its_words(
    answer: Allowed | Denied | NeedsApproval, words: str
) -> None:
    assert in_words(answer) == words


def test_answers_are_values() -> None:
    assert Allowed() == Allowed()
    assert Denied("no") != Denied("not yet")
    assert len({Denied("no"), Denied("no"), NeedsApproval("no")}) == 2
