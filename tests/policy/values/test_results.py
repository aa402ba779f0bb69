"""The three answers of policy."""

from typing import assert_never

import pytest

from bot.policy.values.reasons import reason
from bot.policy.values.results import Allowed, Denied, NeedsApproval


def in_words(answer: Allowed | Denied | NeedsApproval) -> str:
    match answer:
        case Allowed():
            return "go ahead"
        case Denied(why):
            return why.key
        case NeedsApproval():
            return "wait for another admin"
        case _:
            assert_never(answer)


@pytest.mark.parametrize(
    "answer,words",
    [
        (Allowed(), "go ahead"),
        (Denied(reason("people.number_needs_license")), "people.number_needs_license"),
        (NeedsApproval(), "wait for another admin"),
    ],
)
def test_an_answer_is_matched_by_its_kind_and_gives_its_words(
    answer: Allowed | Denied | NeedsApproval, words: str
) -> None:
    assert in_words(answer) == words


def test_answers_are_values() -> None:
    assert Allowed() == Allowed()
    assert Denied(reason("no")) != Denied(reason("not yet"))
    assert len({Denied(reason("no", setting="x")), Denied(reason("no", setting="x")), NeedsApproval()}) == 2
