"""**“Copy invitation”**: as text, as a post in a channel, as a QR code (INV-1, PASS-3, UX-8)."""

import io
from datetime import timedelta

import pytest
import segno

from bot.handlers.messages.channel_posts import SLACK_RETRY_DELAY
from bot.i18n.setting_labels import setting_label
from bot.policy.rooms.numbers import format_number
from bot.policy.rooms.rooms import VALID_FOR
from bot.policy.settings.catalogue import Setting
from bot.sandbox.client.driver import Driver
from bot.sandbox.client.snapshot import Snapshot
from bot.sandbox.faults import server_error, slack_error
from bot.use_cases.deliveries.outbox import WHILE_SOMEBODY_WAITS
from bot.use_cases.invitations.post_outcomes import MODAL_GRACE
from tests.support.fixtures.bot_fixture import BotUnderTest
from tests.support.fixtures.edit_form import SWITCHED_ON_FOR_ME, save_edit_form
from tests.support.fixtures.screens import messages_with, top_modal

INCLUDE = "Include the passcode and the one-click link"


def inviting(live_bot: BotUnderTest) -> Driver:
    mia = live_bot.newcomer()
    mia.type("/pmi invite")
    return mia


def posting(live_bot: BotUnderTest, mia: Driver, channel: str, *, with_passcode: bool = False) -> Snapshot:
    """The form's answer, after the queue has done what it can."""
    mia.press("Post to a channel …")
    mia.fill({"Channel": channel, "Passcode": [INCLUDE] if with_passcode else []})
    return submitted(live_bot, mia)


def submitted(live_bot: BotUnderTest, mia: Driver) -> Snapshot:
    mia.submit()
    assert top_modal(mia).title == "Posting …"
    live_bot.tick()
    return top_modal(mia)


def test_the_invitation_is_plain_text_to_select(live_bot: BotUnderTest) -> None:
    """INV-1, PASS-2: host, link with the token, grouped number, passcode; no topic, no time."""
    mia = inviting(live_bot)
    seen, room = mia.messages()[-1], live_bot.room(mia)
    assert seen.only_me
    assert f"{live_bot.name(mia)} invites you to their personal meeting room." in seen.text
    assert f"Join: https://pmi.example.com/j/{room.number}?pwd={room.token}" in seen.text
    assert f"Meeting ID: {format_number(room.number)}" in seen.text
    assert f"Passcode: {room.passcode}" in seen.text


@pytest.mark.parametrize("place", ["home", "profile"])
def test_the_button_does_the_same(live_bot: BotUnderTest, place: str) -> None:
    mia = live_bot.newcomer()
    if place == "home":
        mia.open_home()
        mia.wait_for(lambda: "Copy invitation" in mia.home.buttons)
    else:
        mia.type("/pmi")
    mia.press("Copy invitation")
    seen = top_modal(mia) if place == "home" else mia.messages()[-1]
    assert live_bot.room(mia).passcode in seen.text


def test_a_post_in_a_channel_carries_neither_passcode_nor_token(live_bot: BotUnderTest) -> None:
    """PASS-3, UX-8: posted by the bot, naming who caused it."""
    mia, max_ = inviting(live_bot), live_bot.newcomer("Max")
    place = live_bot.channel(mia, max_)
    assert f"Your invitation is in #{place}" in posting(live_bot, mia, place).text
    post, room = max_.messages(place)[-1], live_bot.room(mia)
    assert f"@{live_bot.name(mia)} invites you" in post.text
    assert post.author == "PMI Bot"
    assert format_number(room.number) in post.text
    assert post.links["Join"] == f"https://pmi.example.com/j/{room.number}"
    everything = str(post)
    assert room.passcode not in everything
    assert room.token not in everything


def test_a_post_carries_both_where_the_host_chose_that_for_this_post(live_bot: BotUnderTest) -> None:
    """PASS-3."""
    mia = inviting(live_bot)
    place = live_bot.channel(mia)
    posting(live_bot, mia, place, with_passcode=True)
    post, room = mia.messages(place)[-1], live_bot.room(mia)
    assert f"Passcode: {room.passcode}" in post.text
    assert post.links["Join"].endswith(f"?pwd={room.token}")
    mia.close()
    posting(live_bot, mia, place)
    assert room.passcode not in mia.messages(place)[-1].text


def test_pressing_join_on_a_post_is_quietly_acknowledged(live_bot: BotUnderTest) -> None:
    mia = inviting(live_bot)
    place = live_bot.channel(mia)
    posting(live_bot, mia, place)
    mia.close()
    mia.go(place)
    before = len(mia.messages(place))
    assert mia.press("Join").startswith("https://pmi.example.com/j/")
    assert len(mia.messages(place)) == before


def test_three_views_deep_there_is_a_way_on_and_back(live_bot: BotUnderTest) -> None:
    """Slack stacks three views at most."""
    mia = live_bot.newcomer()
    place = live_bot.channel(mia)
    mia.type("/pmi edit")
    mia.press("Generate a passcode")
    mia.submit()
    mia.press("Copy invitation")
    assert live_bot.room(mia).passcode in top_modal(mia).text
    assert "Your invitation is in" in posting(live_bot, mia, place).text
    mia.close()
    mia.press("QR code")
    assert "I have sent you the QR code" in top_modal(mia).text
    mia.close(everything=True)


@pytest.mark.parametrize("is_private", [False, True])
def test_where_the_bot_is_not_the_person_is_told_how_to_invite_it_and_keeps_the_form(
    live_bot: BotUnderTest, is_private: bool
) -> None:
    """UX-8."""
    mia = inviting(live_bot)
    place = live_bot.channel(mia, with_bot=False, is_private=is_private)
    seen = posting(live_bot, mia, place, with_passcode=True)
    assert (seen.title, seen.buttons) == ("Not posted", ("Try again",))
    assert "/invite @PMI Bot" in seen.text
    assert "Not posted" not in str(mia.dm())
    live_bot.workspace.invite_bot(place)
    mia.press("Try again")
    assert top_modal(mia).fields == {"Channel": place, "Passcode": (INCLUDE,)}
    assert "Your invitation is in" in submitted(live_bot, mia).text
    assert len(mia.messages(place)) == 1


def test_a_channel_that_the_person_is_no_member_of_gets_nothing_until_they_join(live_bot: BotUnderTest) -> None:
    """UX-8: membership is asked when it is sent."""
    mia, max_ = inviting(live_bot), live_bot.newcomer("Max")
    place = live_bot.channel(max_)
    assert "You are not a member of that channel" in posting(live_bot, mia, place).text
    assert max_.messages(place) == []
    live_bot.workspace.channels.find(place).members.add(mia.user_id)
    mia.press("Try again")
    assert "Your invitation is in" in submitted(live_bot, mia).text
    assert len(max_.messages(place)) == 1


def test_a_channel_archived_meanwhile_says_so_and_another_one_is_chosen(live_bot: BotUnderTest) -> None:
    mia = inviting(live_bot)
    place, other = live_bot.channel(mia), live_bot.channel(mia)
    mia.press("Post to a channel …")
    mia.fill({"Channel": place})
    live_bot.workspace.archive(place)
    assert "archived" in submitted(live_bot, mia).text
    mia.press("Try again")
    mia.fill({"Channel": other})
    assert f"Your invitation is in #{other}" in submitted(live_bot, mia).text


@pytest.mark.parametrize(
    "error, words",
    [("restricted_action", "does not let apps post"), ("msg_too_long", "did not take it (msg_too_long)")],
)
def test_what_slack_refuses_stands_in_the_answer(live_bot: BotUnderTest, error: str, words: str) -> None:
    mia = inviting(live_bot)
    place = live_bot.channel(mia)
    live_bot.tick()  # the greeting is sent
    live_bot.workspace.faults.next("chat.postMessage", slack_error(error))
    assert words in posting(live_bot, mia, place, with_passcode=True).text
    mia.press("Try again")
    assert top_modal(mia).fields["Passcode"] == (INCLUDE,)


def test_without_the_right_to_look_who_is_in_the_channel_the_person_hears_why(live_bot: BotUnderTest) -> None:
    mia = inviting(live_bot)
    live_bot.workspace.faults.next("conversations.members", slack_error("missing_scope"))
    assert "install PMI Bot again" in posting(live_bot, mia, live_bot.channel(mia)).text


def test_while_slack_does_not_say_who_is_in_the_channel_the_post_waits(live_bot: BotUnderTest) -> None:
    """UX-8: nothing chosen is lost, and nothing has to be done."""
    mia = inviting(live_bot)
    place = live_bot.channel(mia)
    live_bot.workspace.faults.always("conversations.members", lambda _: server_error())
    assert posting(live_bot, mia, place).title == "Posting …"
    live_bot.workspace.faults.clear()
    live_bot.clock.advance(SLACK_RETRY_DELAY)
    live_bot.tick()
    assert "Your invitation is in" in top_modal(mia).text
    assert len(mia.messages(place)) == 1


def test_a_post_that_could_not_be_made_for_an_hour_is_not_made_any_more(fresh_bot: BotUnderTest) -> None:
    """UX-8: a post that late would surprise."""
    mia = inviting(fresh_bot)
    place = fresh_bot.channel(mia)
    fresh_bot.workspace.faults.always("conversations.members", lambda _: server_error())
    posting(fresh_bot, mia, place)
    fresh_bot.workspace.faults.clear()
    fresh_bot.clock.advance(WHILE_SOMEBODY_WAITS)
    fresh_bot.tick()
    assert "could not reach Slack for an hour" in top_modal(mia).text
    assert mia.messages(place) == []


def test_a_failure_reaches_whoever_has_closed_the_modal(live_bot: BotUnderTest) -> None:
    """UX-8: by one direct message; a post that was made needs none."""
    mia = inviting(live_bot)
    place = live_bot.channel(mia, with_bot=False)
    mia.press("Post to a channel …")
    mia.fill({"Channel": place})
    mia.submit()
    mia.close(everything=True)
    live_bot.tick()
    live_bot.clock.advance(MODAL_GRACE)
    live_bot.tick()
    (told,) = messages_with(mia, "Not posted")
    assert "/invite @PMI Bot" in told.text
    live_bot.workspace.invite_bot(place)
    mia.press("Try again", where=told)
    mia.submit()
    mia.close(everything=True)
    live_bot.tick()
    assert len(mia.messages(place)) == 1
    assert len(messages_with(mia, "osted")) == 1


def test_a_number_that_expires_before_its_invitation_is_sent_is_not_posted(fresh_bot: BotUnderTest) -> None:
    """UX-5, REM-3: the post is made of the facts of the moment. The reason is longer than the queue keeps."""
    mia = inviting(fresh_bot)
    place = fresh_bot.channel(mia)
    fresh_bot.clock.advance(VALID_FOR - timedelta(minutes=1))
    mia.press("Post to a channel …")
    mia.fill({"Channel": place})
    mia.submit()
    fresh_bot.clock.advance(timedelta(minutes=1))
    fresh_bot.tick()
    assert "expired because it was not used for 365 days" in top_modal(mia).text
    assert "Use /pmi to get a new one." in top_modal(mia).text
    assert mia.messages(place) == []


def test_slack_is_not_called_before_the_form_is_answered(live_bot: BotUnderTest) -> None:
    """UX-9."""
    mia = inviting(live_bot)
    place = live_bot.channel(mia)
    mia.press("Post to a channel …")
    mia.fill({"Channel": place})
    before = len(live_bot.workspace.calls)
    mia.submit()
    assert top_modal(mia).text == f":hourglass_flowing_sand: Posting in #{place} …"
    assert len(live_bot.workspace.calls) == before


def test_the_qr_code_is_a_picture_of_the_personal_link_in_the_direct_messages(live_bot: BotUnderTest) -> None:
    """PASS-3: it carries no token."""
    mia = inviting(live_bot)
    mia.press("QR code")
    address = f"https://pmi.example.com/my/{live_bot.room(mia).link}"
    assert "I have sent you the QR code in our direct messages" in mia.messages()[-1].text
    assert f"The QR code of your personal meeting room, {address}. It asks for your passcode." in mia.dm()[-1].text
    picture = sent_picture(mia)
    expected = io.BytesIO()
    segno.make_qr(address, error="m").save(expected, kind="png", scale=12, border=4)
    assert picture == expected.getvalue()
    assert picture.startswith(b"\x89PNG")


def test_an_invitation_without_a_passcode_speaks_of_none(live_bot: BotUnderTest) -> None:
    """PASS-3: what is offered and said is true of this room."""
    mia = live_bot.newcomer()
    mia.type("/pmi settings")
    chosen = [
        switch
        for switch in top_modal(mia).fields[SWITCHED_ON_FOR_ME]
        if switch != setting_label(Setting.PMI_PASSCODE_REQUIRED)
    ]
    mia.fill({SWITCHED_ON_FOR_ME: chosen})
    mia.submit()
    mia.close()
    mia.type("/pmi edit")
    save_edit_form(mia, passcode="")
    mia.close()
    mia.type("/pmi invite")
    assert "It lets people in without a passcode" in mia.messages()[-1].text
    mia.press("Post to a channel …")
    assert set(top_modal(mia).fields) == {"Channel"}
    mia.close()
    place = live_bot.channel(mia)
    mia.press("Post to a channel …")
    mia.fill({"Channel": place})
    submitted(live_bot, mia)
    assert "asscode" not in mia.messages(place)[-1].text
    mia.close()
    mia.press("QR code")
    assert "It asks for no passcode" in mia.dm()[-1].text


def test_without_the_right_to_send_files_the_person_hears_why(live_bot: BotUnderTest) -> None:
    mia = inviting(live_bot)
    live_bot.workspace.faults.next("files.getUploadURLExternal", slack_error("missing_scope"))
    mia.press("QR code")
    assert "install PMI Bot again" in mia.messages()[-1].text
    assert mia.dm() == []


def test_a_picture_that_slack_does_not_take_is_not_claimed_to_be_sent(live_bot: BotUnderTest) -> None:
    mia = inviting(live_bot)
    live_bot.workspace.faults.next("files.completeUploadExternal", server_error())
    mia.press("QR code")
    assert "Slack did not answer" in mia.messages()[-1].text


def sent_picture(mia: Driver) -> bytes:
    """The picture in their newest direct message."""
    message = mia.dm()[-1].surface
    assert message is not None
    assert hasattr(message, "files")
    file = mia.workspace.files.get(message.files[0]["id"])
    assert file is not None
    return file.content
