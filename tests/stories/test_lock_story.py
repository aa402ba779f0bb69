"""A lock and the meetings that it stops as one story over Socket Mode: asked for, approved, switched, told, joined."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from bot.policy.rooms.numbers import format_number
from bot.sandbox.client.driver import Driver
from bot.sandbox.client.snapshot import Snapshot
from bot.sandbox.workspace.messages import Message
from tests.support.fixtures.bot_fixture import MEETING_URL_TEMPLATE
from tests.support.fixtures.organisation import PMI, Organisation, organisation, request_lock
from tests.support.fixtures.screens import messages_with, top_modal
from tests.support.machine.threads import run_concurrently
from tests.support.views import ics_reader as calendar_reading

TOPICS = ("Design review", "Weekly sync")
OURS = "https://pmi.example.com"


@pytest.fixture
def org(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Organisation]:
    """Admins, a host and invitees, whose Slack reaches the bot over Socket Mode."""
    with organisation(migrated_sqlite, tmp_path, transport="socket") as made:
        yield made


def test_a_lock_stops_meetings_and_their_host_brings_everybody_to_new_ids(org: Organisation) -> None:
    """APP-2, APP-6, INV-2 to INV-5, GATE-1, GATE-3."""
    old = a_host_invites_to_meetings_on_her_pmi(org)
    an_admin_asks_for_the_lock_and_sees_the_meetings(org)
    a_second_admin_approves_it(org)
    the_old_link_leads_nowhere(org, old)
    the_host_gets_one_message_and_switches_all(org)
    she_sends_updated_invitations_however_often_she_presses(org)
    new = each_invitee_is_told_old_and_new_once(org, old)
    the_post_in_the_channel_is_edited_in_place(org)
    the_calendar_file_is_the_next_version(org, old, new)
    guests_come_in_by_the_new_link_alone(org, old, new)


def a_host_invites_to_meetings_on_her_pmi(org: Organisation) -> Snapshot:
    """MEET-2, INV-3. Gives the invitation that Max got to the first."""
    room = org.live_bot.room(org.mia)
    for topic, time, more in zip(TOPICS, ("15:00", "17:00"), ({}, {"Repeats": "Every week"}), strict=True):
        org.mia.type(f"/schedule {topic}", channel="general")
        org.mia.press("More options")
        org.mia.fill({"Date": "2026-04-01", "Time": time, "Invite": ["Max", "Adam"], **more})
        org.mia.fill({"Meeting ID": f"Personal Meeting ID {format_number(room.number)}", "Post to channel": "general"})
        org.mia.submit()
        org.mia.wait_for(lambda: top_modal(org.mia).title == "Meeting scheduled")
        org.mia.close(everything=True)
    org.tick()
    invitation = messages_with(org.max, TOPICS[0])[0]
    assert f"Personal Meeting ID {format_number(room.number)}" in invitation.text
    assert "Not started yet" in join_page_of(org, invitation)
    return invitation


def an_admin_asks_for_the_lock_and_sees_the_meetings(org: Organisation) -> None:
    """APP-1, APP-2: before asking, and in #approvals."""
    request_lock(org.ada, PMI, reason="One number is known to too many.")
    org.ada.wait_for(lambda: "A change waits for approval." in top_modal(org.ada).text)
    org.ada.close(everything=True)
    org.tick()
    posted = org.newest_request_post(org.ada)
    assert "2 upcoming meetings on a Personal Meeting ID stop working" in posted.text
    assert "→ off, 🔒 locked" in posted.text
    org.ada.press("Who is affected?", where=posted)
    assert "@Mia – 2 upcoming meetings stop working" in top_modal(org.ada).text
    org.ada.close(everything=True)


def a_second_admin_approves_it(org: Organisation) -> None:
    """APP-3, APP-4, APP-6: whoever asked is told."""
    org.adam.press("Approve", where=org.newest_request_post(org.adam), confirm=True)
    assert "Approved by @Adam" in org.newest_request_post(org.adam).text
    org.tick()
    assert [seen for seen in org.ada.dm() if "Your request" in seen.text and "approved" in seen.text.lower()]


def the_old_link_leads_nowhere(org: Organisation, old: Snapshot) -> None:
    """LOCK-6, GATE-3."""
    assert "This room is switched off" in join_page_of(org, old)


def the_host_gets_one_message_and_switches_all(org: Organisation) -> None:
    """APP-6, INV-4, INV-5: in one transaction, confirmed first (UX-5)."""
    (message,) = messages_with(org.mia, "need a new ID")
    assert all(topic in message.text for topic in TOPICS)
    org.mia.press("Review", where=message)
    assert org.mia.dm()[-1].text.count("needs a new ID") == len(TOPICS)
    org.mia.press("Switch all to generated IDs", where=message, confirm=True)
    assert "2 meetings have IDs of their own now" in messages_with(org.mia, "2 meetings")[0].text
    org.tick()
    assert messages_with(org.mia, "need a new ID") == []


def she_sends_updated_invitations_however_often_she_presses(org: Organisation) -> None:
    """INV-3."""
    (changed,) = messages_with(org.mia, "changed after people were invited")
    room = org.live_bot.room(org.mia)
    assert changed.text.count(f"{format_number(room.number)} → ") == len(TOPICS)
    assert "Invited: @Adam, @Max, posted in #general" in changed.text
    phone = Driver(org.live_bot.workspace, org.mia.user_id)
    run_concurrently([partial(each.press, "Send updated invitations", where=changed) for each in (org.mia, phone)])
    org.tick()
    assert "on their way" in messages_with(org.mia, "changed after")[0].text


def each_invitee_is_told_old_and_new_once(org: Organisation, old: Snapshot) -> Snapshot:
    """INV-3."""
    room = org.live_bot.room(org.mia)
    for person in (org.max, org.adam):
        messages = messages_with(person, f"Meeting ID: {format_number(room.number)} → ")
        assert sorted(topic for seen in messages for topic in TOPICS if topic in seen.text) == sorted(TOPICS)
        assert all("Add to calendar" in seen.links for seen in messages)
    (new,) = [seen for seen in messages_with(org.max, "→") if TOPICS[0] in seen.text]
    assert new.links["Add to calendar"] == old.links["Add to calendar"]
    assert new.links["Join"] != old.links["Join"]
    return new


def the_post_in_the_channel_is_edited_in_place(org: Organisation) -> None:
    """INV-3, PASS-3."""
    org.mia.go("general")
    posts = [seen for seen in org.mia.messages() if "invites you" in seen.text]
    assert len(posts) == len(TOPICS)
    for post in posts:
        assert re.search(r"\nMeeting ID \d{3} \d{4} \d{4}\n", post.text)
        assert isinstance(post.surface, Message)
        assert post.surface.edited_ts
        assert "pwd=" not in str(post.surface.blocks)


def the_calendar_file_is_the_next_version(org: Organisation, old: Snapshot, new: Snapshot) -> None:
    """INV-2: at the address that invitees have had from the start; before that, the file said that a new ID is needed."""
    answer = org.live_bot.http_client().get(old.links["Add to calendar"].removeprefix(OURS))
    (event,) = calendar_reading.components(answer.content, "VEVENT")
    assert calendar_reading.values(event, "SEQUENCE") == ["2"]
    assert calendar_reading.values(event, "URL") == [new.links["Join"]]


def guests_come_in_by_the_new_link_alone(org: Organisation, old: Snapshot, new: Snapshot) -> None:
    """GATE-1, GATE-3, GATE-5."""
    assert "Not started yet" in join_page_of(org, new)
    org.mia.type("/schedule list")
    org.mia.press("Start", beside=TOPICS[0])
    assert join_page_of(org, new).startswith(MEETING_URL_TEMPLATE.format(name=""))
    assert "This room is switched off" in join_page_of(org, old)


def join_page_of(org: Organisation, invitation: Snapshot) -> str:
    """What a guest finds behind “Join”: a page, or the address of the meeting place."""
    with org.live_bot.http_client() as guest:
        answer = guest.get(invitation.links["Join"].removeprefix(OURS))
    return str(answer.headers.get("location", answer.text))
