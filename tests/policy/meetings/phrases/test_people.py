"""Who and where, in a text as Slack hands it over (MEET-2)."""

import pytest

from bot.policy.meetings.phrases.people import extract_people


def found(text: str) -> tuple[str, list[str], str]:
    rest, people, channel = extract_people(text)
    return " ".join(rest.split()), list(people), channel


@pytest.mark.parametrize(
    "text,rest,people",
    [
        ("tea with <@U1|ann>", "tea", ["U1"]),
        ("tea with <@U1> and <@W2>", "tea", ["U1", "W2"]),
        ("tea with <@U1>, <@U2>, and <@U1>", "tea", ["U1", "U2"]),
        ("tea & <@U1>", "tea", ["U1"]),
        ("tea w/ <@U1> tomorrow", "tea tomorrow", ["U1"]),
        ("tea <@U1> mit <@U2>", "tea", ["U1", "U2"]),
        ("<@U2>, <@U1>: tea", ": tea", ["U2", "U1"]),
        ("herewith <@U1> tea", "herewith tea", ["U1"]),
        ("tea with <@b1> <@x>", "tea with <@b1> <@x>", []),
        ("tea", "tea", []),
    ],
)
def test_people_are_taken_out_with_the_words_that_lead_to_them(text: str, rest: str, people: list[str]) -> None:
    assert found(text) == (rest, people, "")


@pytest.mark.parametrize(
    "text",
    [
        "1:1 with <@U1|sam>",
        "1-1 <@U1|sam>",
        "weekly 1on1 with <@U1|sam>",
        "One on One with <@U1|sam>",
        "<@U1|sam>'s birthday",
        "<@U1|sam>’s birthday",
        "ask <@U1|sam> about tea",
        "news <@U1|sam> re tea",
    ],
)
def test_a_name_without_which_the_topic_means_nothing_stays_in_it(text: str) -> None:
    """“1:1 with @Sam”: Sam is invited, and named."""
    assert found(text) == (text, ["U1"], "")
    assert "<@U1" not in found(text.replace("|sam", ""))[0], "without a name there is nothing to show"


@pytest.mark.parametrize("text", ["11:1 with <@U1|sam>", "1:1 tea <@U1|sam>", "<@U1|sam> rest", "<@U1|sam>about"])
def test_elsewhere_a_name_is_not_part_of_the_topic(text: str) -> None:
    assert "sam" not in found(text)[0]


def test_one_channel_is_where_it_is_posted_and_two_are_doubtful() -> None:
    assert found("news in <#C1|news> today") == ("news today", [], "C1")
    assert found("<#G1>") == ("", [], "G1")
    assert found("<#C1> or <#C2> with <@U1>") == ("<#C1> or <#C2>", ["U1"], "")
    assert found("<#C1> <#C1|news>") == ("<#C1> <#C1|news>", [], "")
    assert found("<#D1>") == ("<#D1>", [], "")
