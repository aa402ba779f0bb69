"""**`/schedule list`** and the App Home's meetings: by time, in pages, with what the invitees answered (MEET-5)."""

from datetime import timedelta

import pytest

from bot.policy.ids import MeetingKey, UserId
from bot.policy.invitations.invitations import Rsvp
from bot.sandbox.client.driver import Driver
from bot.sandbox.client.snapshot import Snapshot
from bot.sandbox.workspace.messages import Message
from bot.use_cases.invitations import rsvp
from bot.use_cases.meetings import cancellations, scheduling
from bot.use_cases.meetings.scheduling import Scheduled
from tests.support.factories.meetings import draft
from tests.support.factories.people import FakeDirectory, caller, make_context
from tests.support.fixtures.organisation import Organisation
from tests.support.fixtures.screens import top_modal

FIRST = timedelta(days=30)


def planned(org: Organisation, count: int, *invite: str) -> list[tuple[MeetingKey, int]]:
    """So many meetings of Mia's, one a day; each as a form would have seen it."""
    now, made = org.live_bot.clock.now(), []
    for each in range(count):
        start = (now + FIRST + timedelta(days=each)).replace(tzinfo=None)
        planned = draft(topic=f"Meeting {each + 1:03}", start=start, invite=tuple(map(UserId, invite)))
        saved = scheduling.schedule(
            make_context(org.live_bot.bot.database, directory=FakeDirectory()),
            caller(UserId("U0MIA"), now=now, team=org.team),
            planned,
            f"form {each}",
        )
        assert isinstance(saved, Scheduled)
        made.append((saved.view.meeting.key, saved.view.meeting.version))
    return made


def topics(seen: Snapshot) -> list[str]:
    return [line for line in seen.text.splitlines() if line.startswith("Meeting 0")]


def of(first: int, last: int) -> list[str]:
    return [f"Meeting {each:03}" for each in range(first, last + 1)]


def newest(person: Driver) -> Snapshot:
    return person.messages()[-1]


def test_the_list_has_five_on_a_page_and_turns_in_place(org: Organisation) -> None:
    planned(org, 12)
    org.mia.type("/schedule list")
    assert "Your meetings (1–5 of 12)" in newest(org.mia).text
    assert topics(newest(org.mia)) == of(1, 5)
    before = len(org.mia.messages())
    for label, first, last in (("Later", 6, 10), ("Later", 11, 12), ("Earlier", 6, 10)):
        org.mia.press(label)
        assert f"Your meetings ({first}–{last} of 12)" in newest(org.mia).text
        assert topics(newest(org.mia)) == of(first, last)
    assert len(org.mia.messages()) == before


def test_the_home_turns_in_place_too(org: Organisation) -> None:
    planned(org, 7)
    org.mia.open_home()
    org.mia.wait_for(lambda: topics(org.mia.home) == of(1, 5))
    org.mia.press("Later", where="home")
    assert topics(org.mia.home) == of(6, 7)
    org.mia.press("Earlier", where="home")
    assert topics(org.mia.home) == of(1, 5)


def test_a_page_whose_meetings_are_gone_meanwhile_is_the_last_that_is_left(org: Organisation) -> None:
    """UX-5: it never says that there are none."""
    made = planned(org, 6)
    org.mia.type("/schedule list")
    cancellations.cancel(
        make_context(org.live_bot.bot.database),
        caller(UserId("U0MIA"), now=org.live_bot.clock.now(), team=org.team),
        made[5],
    )
    org.mia.press("Later")
    assert "Your meetings (5)" in newest(org.mia).text
    assert topics(newest(org.mia)) == of(1, 5)


def test_each_has_what_its_host_can_do(org: Organisation) -> None:
    """Spec section 7."""
    planned(org, 1)
    org.mia.type("/schedule list")
    assert newest(org.mia).buttons == ("Start", "Copy invitation", "Edit", "Cancel meeting")


def test_the_host_sees_who_is_coming(org: Organisation) -> None:
    ((key, _),) = planned(org, 1, "U0MAX", "U0ADA", "U0ADAM")
    now = org.live_bot.clock.now()
    for user, said in (("U0MAX", Rsvp.YES), ("U0ADA", Rsvp.MAYBE)):
        rsvp.record_rsvp(
            make_context(org.live_bot.bot.database), caller(UserId(user), now=now, team=org.team), key, said
        )
    org.mia.type("/schedule list")
    assert "3 invited: 1 yes, 1 maybe, 1 without an answer" in newest(org.mia).text
    org.mia.press("Who is coming?")
    for words in ("@Max –", "yes", "@Ada –", "maybe", "@Adam – no answer yet"):
        assert words in top_modal(org.mia).text


@pytest.mark.parametrize("value, shown", [("-1", (1, 5)), ("9" * 30, (1, 5)), ("x", (1, 5)), ("2147483647", (6, 6))])
def test_a_forged_page_is_one_that_there_is(org: Organisation, value: str, shown: tuple[int, int]) -> None:
    """Section 12: the last for one that is too high, the first for what is no page."""
    planned(org, 6)
    org.mia.type("/schedule list")
    message = newest(org.mia).surface
    assert isinstance(message, Message)
    later = message.blocks[-1]["elements"][0]
    later["value"] = value
    org.mia.press("Later")
    assert topics(newest(org.mia)) == of(*shown)
