"""Messages about a host who left, and about one who became a guest (MEET-9)."""

import json

import pytest

from bot.views.meetings.handovers import handed_over, host_left, host_left_text
from tests.support.views.catalogue_of_meeting_views import sample_meeting_view
from tests.support.views.catalogue_of_views import TypedTexts, sample_person


@pytest.mark.parametrize("active, words", [(False, "has left"), (True, "hosts no meetings any more")])
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
