"""Messages about a host who left, and about one who became a guest (MEET-9)."""

import json

import pytest

from bot.policy.ids import MeetingKey
from bot.views.meetings.handovers import form, handed_over, host_left, host_left_text
from tests.support.views.catalogue_of_meeting_views import sample_meeting_view
from tests.support.views.catalogue_of_views import TypedTexts, sample_person


@pytest.mark.parametrize("active, words", [(False, "has left"), (True, "can no longer host meetings")])
def test_who_became_a_guest_has_not_left(active: bool, words: str) -> None:
    host = sample_person(TypedTexts(), active=active)
    one = [sample_meeting_view(host, "Planning")]
    assert words in host_left_text(host)
    for blocks in (host_left(host, one), handed_over(host.user, host, one)):
        assert words in json.dumps(blocks)


def test_one_meeting_is_spoken_of_as_one() -> None:
    host = sample_person(TypedTexts(), active=False)
    said = json.dumps(
        [
            *host_left(host, [sample_meeting_view(host, "A")]),
            *handed_over(host.user, host, [sample_meeting_view(host, "A")]),
        ]
    )
    assert "*1 meeting* needs another host: nobody can open it." in said
    assert "*1 meeting* of theirs over to you. You host it from now on." in said


def test_the_form_has_one_clock_that_of_its_reader_and_names_it_once() -> None:
    """UX-4: an option can hold no date token, so it is written in the zone in which the reader sees those of the list."""
    host = sample_person(TypedTexts(), active=False)
    berlin = [sample_meeting_view(host, topic, part_of=MeetingKey(each)) for each, topic in enumerate("AB")]
    for zone, time, named in (
        ("Europe/Berlin", "15:00", "Europe/Berlin"),
        ("America/New_York", "09:00", "America/New York"),
        ("", "13:00", "UTC"),
        ("Nowhere/Else", "13:00", "UTC"),
    ):
        shown = form(host, berlin, zone)["blocks"][1]
        assert [each["text"]["text"] for each in shown["element"]["options"]] == [
            "All (2)",
            f"A, 1 April 2026, {time}",
            f"B, 1 April 2026, {time}",
        ]
        assert shown["hint"]["text"] == f"Times are in {named}."
