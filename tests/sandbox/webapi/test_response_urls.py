"""Response URLs of the stand-in: five posts, thirty minutes, replacing and deleting."""

from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.webhook import WebhookClient, WebhookResponse

from bot.sandbox.client.driver import Driver
from bot.sandbox.clock import Clock
from bot.sandbox.faults import drop_after, server_error
from bot.sandbox.transport.server import SandboxServer
from bot.sandbox.workspace.seed import GENERAL
from bot.sandbox.workspace.workspace import Workspace
from tests.support.slack.block_builders import long_text, section
from tests.support.slack.sample_app import SampleApp


@pytest.fixture
def url(workspace: Workspace, server: SandboxServer) -> str:
    """The response URL of a command that Mia typed into #general."""
    return f"{server.url}/response/{workspace.interaction_tokens.issue_response_url('U0MIA', GENERAL)}"


def _post(url: str, **content: Any) -> WebhookResponse:  # noqa: ANN401 (as the client takes them)
    return WebhookClient(url, retry_handlers=[], timeout=5).send(**content)


def test_an_answer_is_for_the_person_alone_unless_it_says_otherwise(url: str, mia: Driver, max_: Driver) -> None:
    _post(url, text="for Mia")
    _post(url, text="for all", response_type="in_channel")

    assert [one.text for one in mia.messages("general")] == ["for Mia", "for all"]
    assert [one.text for one in max_.messages("general")] == ["for all"]


def test_five_posts_and_no_more(url: str) -> None:
    codes = [_post(url, text=str(number)).status_code for number in range(6)]

    assert codes == [200] * 5 + [404]
    assert _post(url, text="x").body == "used_url"


def test_a_refused_post_does_not_count(url: str) -> None:
    assert _post(url, text="x", blocks=[section(long_text(3_001))]).body == "invalid_blocks"
    assert _post(url, text="").body == "no_text"
    assert [_post(url, text="x").status_code for _ in range(5)] == [200] * 5


def test_thirty_minutes_and_no_longer(url: str, clock: Clock) -> None:
    clock.advance(timedelta(minutes=30))
    assert _post(url, text="just in time").status_code == 200
    clock.advance(timedelta(seconds=1))
    assert _post(url, text="x").body == "expired_url"
    assert _post(url + "0", text="x").status_code == 404


def test_a_command_has_no_original_to_replace(url: str, mia: Driver) -> None:
    _post(url, text="first")
    _post(url, text="second", replace_original=True)

    assert [one.text for one in mia.messages("general")] == ["first", "second"]


def test_a_button_can_have_its_message_deleted_though_it_is_ephemeral(bot: SampleApp, mia: Driver) -> None:
    mia.type("/hello", channel="general")
    mia.press("Form")
    mia.close()

    _post(bot.received_of("block_actions")[0]["response_url"], delete_original=True)

    assert mia.messages("general") == []


def test_a_replaced_message_has_nothing_of_the_old_one(bot: SampleApp, mia: Driver) -> None:
    mia.type("/hello", channel="general")
    mia.press("Form")
    mia.close()

    _post(bot.received_of("block_actions")[0]["response_url"], text="new", replace_original=True)

    seen = mia.messages("general")[0]
    assert (seen.text, seen.buttons, seen.only_me) == ("new", (), True)


def test_trouble_can_be_ordered_for_response_urls(url: str, workspace: Workspace, mia: Driver) -> None:
    workspace.faults.next("response_url", server_error(503), drop_after())

    assert _post(url, text="lost").status_code == 503
    with pytest.raises(OSError, match=r"closed connection|reset"):
        _post(url, text="taken")
    assert [one.text for one in mia.messages("general")] == ["taken"]
