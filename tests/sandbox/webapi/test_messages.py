"""chat.* and conversations.* of the stand-in, asked by the real slack_sdk."""

import pytest
from slack_sdk import WebClient

from bot.sandbox.client.driver import Driver
from bot.sandbox.clock import Clock
from bot.sandbox.workspace.app_setup import AppSetup
from bot.sandbox.workspace.people import BOT_USER
from bot.sandbox.workspace.seed import APPROVALS, GENERAL, RANDOM
from bot.sandbox.workspace.workspace import Workspace
from tests.support.slack.api_errors import api_error, api_error_messages
from tests.support.slack.block_builders import long_text, section


def test_a_post_is_seen_by_everybody_in_the_channel(client: WebClient, mia: Driver, max_: Driver) -> None:
    answer = client.chat_postMessage(channel=GENERAL, text="Hello <@U0MIA>", blocks=[section("*Hello*")])

    assert answer["message"]["blocks"][0]["block_id"]
    assert mia.messages("general")[0].text == "Hello"
    assert max_.messages("general")[0].text == "Hello"


def test_a_channel_can_be_named(client: WebClient, mia: Driver) -> None:
    client.chat_postMessage(channel="#general", text="by name")

    assert mia.messages("general")[0].text == "by name"


def test_a_post_to_a_person_lands_in_their_dm(client: WebClient, mia: Driver, max_: Driver) -> None:
    sent = client.chat_postMessage(channel="U0MIA", text="for you")

    assert [one.text for one in mia.dm()] == ["for you"]
    assert max_.dm() == []
    assert client.conversations_open(users="U0MIA")["channel"]["id"] == sent["channel"]


@pytest.mark.parametrize(
    "channel, error",
    [
        (RANDOM, "not_in_channel"),
        (APPROVALS, "channel_not_found"),
        ("C0NOWHERE", "channel_not_found"),
        ("U0DANA", "user_disabled"),
        ("U0XENIA", "user_not_visible"),
        ("USLACKBOT", "cannot_dm_bot"),
        (BOT_USER, "cannot_dm_bot"),
    ],
)
def test_where_the_bot_cannot_post_slack_says_why(
    client: WebClient, workspace: Workspace, channel: str, error: str
) -> None:
    workspace.scopes.discard("chat:write.public")

    assert api_error(lambda: client.chat_postMessage(channel=channel, text="x")) == error


def test_an_archived_channel_takes_nothing(client: WebClient, workspace: Workspace) -> None:
    workspace.archive("general")

    assert api_error(lambda: client.chat_postMessage(channel=GENERAL, text="x")) == "is_archived"


def test_an_app_without_a_messages_tab_writes_to_nobody(client: WebClient, workspace: Workspace) -> None:
    workspace.setup = AppSetup(messages_tab=False)

    assert api_error(lambda: client.chat_postMessage(channel="U0MIA", text="x")) == "messages_tab_disabled"


def test_a_message_needs_something_to_say(client: WebClient) -> None:
    def says(**args: object) -> str:
        return api_error(lambda: client.api_call("chat.postMessage", json={"channel": GENERAL, **args}))

    assert says() == "no_text"
    assert says(text="  ") == "no_text"
    assert says(text="x", markdown_text="**x**") == "markdown_text_conflict"
    assert says(markdown_text=long_text(12_001)) == "msg_too_long"


def test_markdown_is_shown_as_a_block(client: WebClient, mia: Driver) -> None:
    client.api_call("chat.postMessage", json={"channel": GENERAL, "markdown_text": "plain words"})

    assert mia.messages("general")[0].text == "plain words"


def test_blocks_that_break_a_rule_are_refused_with_a_pointer(client: WebClient) -> None:
    assert api_error_messages(
        lambda: client.chat_postMessage(channel=GENERAL, text="x", blocks=[section(long_text(3_001))])
    ) == ["[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"]
    long = [section(long_text(3_000))] * 5
    assert api_error(lambda: client.chat_postMessage(channel=GENERAL, text="x", blocks=long)) == "msg_blocks_too_long"


def test_an_update_keeps_the_blocks_that_it_does_not_mention(client: WebClient, mia: Driver) -> None:
    ts = client.chat_postMessage(channel=GENERAL, text="first", blocks=[section("block")])["ts"]

    client.chat_update(channel=GENERAL, ts=ts, text="second")
    assert mia.messages("general")[0].text == "block"
    client.chat_update(channel=GENERAL, ts=ts, text="second", blocks=[])
    assert mia.messages("general")[0].text == "second"


def test_an_update_takes_4000_characters(client: WebClient) -> None:
    ts = client.chat_postMessage(channel=GENERAL, text="first")["ts"]

    client.chat_update(channel=GENERAL, ts=ts, text=long_text(4_000))
    assert api_error(lambda: client.chat_update(channel=GENERAL, ts=ts, text=long_text(4_001))) == "msg_too_long"


def test_the_bot_changes_and_deletes_its_own_messages_only(
    client: WebClient, mia: Driver, workspace: Workspace
) -> None:
    mia.type("mine", channel="general")
    theirs = next(iter(workspace.messages)).ts
    own = client.chat_postMessage(channel=GENERAL, text="own")["ts"]

    assert api_error(lambda: client.chat_update(channel=GENERAL, ts=theirs, text="x")) == "cant_update_message"
    assert api_error(lambda: client.chat_delete(channel=GENERAL, ts=theirs)) == "cant_delete_message"
    client.chat_delete(channel=GENERAL, ts=own)
    assert api_error(lambda: client.chat_update(channel=GENERAL, ts=own, text="x")) == "message_not_found"


def test_an_ephemeral_message_has_one_reader_and_cannot_be_changed_by_the_api(
    client: WebClient, mia: Driver, max_: Driver
) -> None:
    ts = client.chat_postEphemeral(channel=GENERAL, user="U0MIA", text="psst")["message_ts"]

    assert mia.messages("general")[0].only_me
    assert max_.messages("general") == []
    assert api_error(lambda: client.chat_update(channel=GENERAL, ts=ts, text="x")) == "message_not_found"
    assert api_error(lambda: client.chat_delete(channel=GENERAL, ts=ts)) == "message_not_found"
    assert client.conversations_history(channel=GENERAL)["messages"] == []
    assert (
        api_error(lambda: client.chat_postEphemeral(channel=GENERAL, user="U0SOL", text="x")) == "user_not_in_channel"
    )


def test_history_tells_metadata_only_when_asked(client: WebClient) -> None:
    metadata = {"event_type": "delivery", "event_payload": {"id": "d1"}}
    sent = client.chat_postMessage(channel="U0MIA", text="owed", metadata=metadata)

    plain = client.conversations_history(channel=sent["channel"])["messages"]
    full = client.conversations_history(channel=sent["channel"], include_all_metadata=True)["messages"]
    assert "metadata" not in plain[0]
    assert full[0]["metadata"] == metadata
    assert full[0]["bot_id"]


def test_history_is_newest_first_within_its_bounds_and_in_pages(client: WebClient, clock: Clock) -> None:
    sent = [client.chat_postMessage(channel=GENERAL, text=str(number))["ts"] for number in range(5)]

    first = client.conversations_history(channel=GENERAL, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = client.conversations_history(channel=GENERAL, limit=2, cursor=cursor)
    between = client.conversations_history(channel=GENERAL, oldest=sent[1], latest=sent[3])["messages"]
    inclusive = client.conversations_history(channel=GENERAL, oldest=sent[1], latest=sent[3], inclusive=True)
    assert [one["text"] for one in first["messages"]] == ["4", "3"]
    assert [one["text"] for one in second["messages"]] == ["2", "1"]
    assert [one["text"] for one in between] == ["2"]
    assert [one["text"] for one in inclusive["messages"]] == ["3", "2", "1"]
    assert float(sent[0]) == pytest.approx(clock.now().timestamp(), abs=2)


def test_history_is_for_members_with_the_right_scope(client: WebClient, workspace: Workspace) -> None:
    assert api_error(lambda: client.conversations_history(channel=RANDOM)) == "not_in_channel"
    workspace.scopes.discard("channels:history")
    assert api_error(lambda: client.conversations_history(channel=GENERAL)) == "missing_scope"


def test_a_private_channel_is_unknown_until_the_bot_is_invited(client: WebClient, workspace: Workspace) -> None:
    assert api_error(lambda: client.conversations_info(channel=APPROVALS)) == "channel_not_found"
    workspace.invite_bot("approvals")
    info = client.conversations_info(channel=APPROVALS)["channel"]
    assert info["is_private"]
    assert info["is_member"]
    assert "U0OLIVIA" in client.conversations_members(channel=APPROVALS)["members"]
    workspace.remove_bot("approvals")
    assert api_error(lambda: client.chat_postMessage(channel=APPROVALS, text="x")) == "channel_not_found"


def test_channels_are_listed_with_what_is_shared_and_what_is_archived(client: WebClient, workspace: Workspace) -> None:
    workspace.archive("random")

    listed = {one["name"]: one for one in client.conversations_list(exclude_archived=True)["channels"]}
    assert listed.keys() == {"general", "partners"}
    assert listed["partners"]["is_ext_shared"]


def test_a_permalink_leads_to_a_message_that_is_there(client: WebClient) -> None:
    ts = client.chat_postMessage(channel=GENERAL, text="here")["ts"]

    assert ts.replace(".", "") in client.chat_getPermalink(channel=GENERAL, message_ts=ts)["permalink"]
    missing = "1.000001"
    assert api_error(lambda: client.chat_getPermalink(channel=GENERAL, message_ts=missing)) == "message_not_found"


def test_a_call_can_be_shown_where_the_scope_is_granted(client: WebClient, workspace: Workspace) -> None:
    call = client.calls_add(external_unique_id="1", join_url="https://meet.test/1")["call"]
    assert client.calls_end(id=call["id"])["ok"]

    workspace.scopes.discard("calls:write")
    assert api_error(lambda: client.calls_add(external_unique_id="1", join_url="https://a.test")) == "missing_scope"
