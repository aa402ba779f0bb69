"""Which addresses that Slack hands out may be called (section 12)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.url_allowlist import UrlAllowlist

SLACK, GOV = "https://slack.com/api/", "https://slack-gov.com/api/"
STAND_IN = "http://127.0.0.1:3000/api/"
GATEWAY = "https://gateway.example.com/slack/api/"


@pytest.mark.parametrize(
    "api,address",
    [
        (SLACK, "https://hooks.slack.com/commands/T1/2/x"),
        (SLACK, "https://hooks.slack.com/actions/T1/2/x?a=b"),
        (SLACK, "https://hooks.slack.com:443/commands/T1/2/x"),
        (SLACK, "HTTPS://Hooks.Slack.com/commands/T1/2/x"),
        ("https://slack.com:443/api/", "https://hooks.slack.com/commands/T1/2/x"),
        ("https://www.slack.com/api/", "https://hooks.slack.com/commands/T1/2/x"),
        (GOV, "https://hooks.slack-gov.com/commands/T1/2/x"),
        (STAND_IN, "http://127.0.0.1:3000/response/1"),
        (GATEWAY, "https://gateway.example.com/anything"),
        (GATEWAY, "https://gateway.example.com:443/anything"),
    ],
)
def test_answers_go_to_slack_and_where_the_api_is(api: str, address: str) -> None:
    assert UrlAllowlist(api).may_respond_at(address)


FOREIGN = [
    "http://127.0.0.1:9/latest/meta-data",
    "http://169.254.169.254/latest/meta-data",
    "https://evil.example/commands",
    "https://hooks.slack.com.evil.example/commands",
    "https://evil-hooks.slack.com.example/",
    "https://hooksxslack.com/commands",
    "https://evilslack.com/",
    "https://files.evilslack.com/",
    "https://slack.com@evil.example/",
    "https://hooks.slack.com@127.0.0.1/",
    "https://hooks.slack.com:443@127.0.0.1/",
    "https://user@hooks.slack.com/",
    "https://evil.example\\@hooks.slack.com/",
    "https://evil.example#@hooks.slack.com/",
    "https://evil.example/https://hooks.slack.com/",
    "https://hooks.slack.com\\.evil.example/",
    "https://hooks.slack.com:8443/commands",
    "https://hooks.slack.com:/commands",
    "https://hooks.slack.com:port/commands",
    "https://hooks.slack.com./commands",
    "https://hooks.slack.com%2eevil.example/",
    "https://hооks.slack.com/commands",
    "https://x[v1.x.slack.com].evil.com/up",
    "https://[v1.x.slack.com]evil.com:443/",
    "https://[v1.hooks.slack.com]/",
    "https://.slack.com/",
    "https://a..slack.com/",
    "https://*.slack.com/",
    "https://evil.com;.slack.com/",
    "https://evil.com,.slack.com/",
    "https://[::1]/",
    "https://[::1/",
    "https:hooks.slack.com/commands",
    "https:///hooks.slack.com/commands",
    "//hooks.slack.com/commands",
    "hooks.slack.com/commands",
    "http://hooks.slack.com/commands",
    "ftp://hooks.slack.com/commands",
    "file:///etc/passwd",
    "file://hooks.slack.com/etc/passwd",
    " https://hooks.slack.com/commands",
    "https://hooks.slack.com/com mands",
    "https://hooks.slack.com/\r\nHost: evil.example",
    "https://hooks.\tslack.com/commands",
    "https://hooks.slack.com/\N{FULLWIDTH SOLIDUS}",
    "",
]


@pytest.mark.parametrize("address", FOREIGN)
def test_answers_go_nowhere_else(address: str) -> None:
    """Examples and siblings of an address that leads inside a network."""
    for api in (SLACK, GOV, STAND_IN, GATEWAY):
        assert not UrlAllowlist(api).may_respond_at(address)
        assert not UrlAllowlist(api).may_upload_to(address)


@pytest.mark.parametrize(
    "api,address",
    [
        (SLACK, "https://hooks.slack-gov.com/commands"),
        (GOV, "https://hooks.slack.com/commands"),
        (SLACK, "https://files.slack.com/commands"),
        (SLACK, "https://slack.com/commands"),
        (STAND_IN, "https://hooks.slack.com/commands"),
        (STAND_IN, "https://127.0.0.1:3000/response/1"),
        (STAND_IN, "http://127.0.0.1:3001/response/1"),
        (STAND_IN, "http://127.0.0.1/response/1"),
        (STAND_IN, "http://localhost:3000/response/1"),
        (GATEWAY, "https://hooks.slack.com/commands"),
        (GATEWAY, "http://gateway.example.com/anything"),
        (GATEWAY, "https://sub.gateway.example.com/anything"),
        ("https://slack.com:8443/api/", "https://hooks.slack.com/commands"),
        ("http://slack.com/api/", "https://hooks.slack.com/commands"),
        ("https://slack.com.example.org/api/", "https://hooks.slack.com/commands"),
    ],
)
def test_each_api_has_its_own_places_for_answers(api: str, address: str) -> None:
    assert not UrlAllowlist(api).may_respond_at(address)


@pytest.mark.parametrize(
    "api,address,allowed",
    [
        (SLACK, "https://files.slack.com/upload/v1/x", True),
        (SLACK, "https://slack-files.enterprise.slack.com/x", True),
        (SLACK, "https://files.slack.com:443/x", True),
        (GOV, "https://files.slack-gov.com/upload/v1/x", True),
        (STAND_IN, "http://127.0.0.1:3000/upload/1", True),
        (GATEWAY, "https://gateway.example.com/upload/1", True),
        (SLACK, "https://slack.com/upload/v1/x", False),
        (SLACK, "http://files.slack.com/upload/v1/x", False),
        (SLACK, "https://files.slack.com:8443/x", False),
        (SLACK, "https://files.slack-gov.com/upload/v1/x", False),
        (SLACK, "https://slack-files.com/x", False),
        (GOV, "https://files.slack.com/upload/v1/x", False),
        (STAND_IN, "https://files.slack.com/upload/v1/x", False),
        (GATEWAY, "https://files.slack.com/upload/v1/x", False),
    ],
)
def test_files_go_below_slack_and_where_the_api_is(api: str, address: str, allowed: bool) -> None:
    assert UrlAllowlist(api).may_upload_to(address) is allowed


@pytest.mark.parametrize(
    "address", ["http://x[::1].evil.com:8123/", "http://evil.com[::1]:8123/", "http://[::2]:8123/"]
)
def test_an_api_at_an_ipv6_address_has_its_places_too(address: str) -> None:
    slack = UrlAllowlist("http://[::1]:8123/api/")
    assert slack.may_respond_at("http://[::1]:8123/response/1")
    assert not slack.may_respond_at(address)
    assert not slack.may_upload_to(address)


@given(st.text(), st.sampled_from(["", "https://", "https://hooks.slack.com", "https://files.slack.com"]))
def test_any_text_is_told_apart_without_a_fault(text: str, before: str) -> None:
    """What is allowed leads to Slack, however it goes on."""
    address, slack = before + text, UrlAllowlist(SLACK)
    if slack.may_respond_at(address):
        assert (
            address.lower().startswith(
                (
                    "https://hooks.slack.com/",
                    "https://hooks.slack.com:443",
                    "https://hooks.slack.com?",
                    "https://hooks.slack.com#",
                )
            )
            or address.lower() == "https://hooks.slack.com"
        )
    if slack.may_upload_to(address):
        assert ".slack.com" in address.lower()


@pytest.mark.parametrize(
    "api, address",
    [
        (SLACK, "wss://wss-primary.slack.com/link/?ticket=1&app_id=2"),
        (SLACK, "wss://cerberus-xxxx.lb.slack-msgs.com/websocket/1"),
        (GOV, "wss://wss-primary.slack-gov.com/link/?ticket=1"),
        (STAND_IN, "ws://127.0.0.1:3000/link?ticket=1"),
        (STAND_IN, "ws://127.0.0.1:4000/link?ticket=1"),
        (GATEWAY, "wss://gateway.example.com/link"),
    ],
)
def test_websockets_are_opened_to_slack_and_where_the_api_is(api: str, address: str) -> None:
    """Section 12."""
    assert UrlAllowlist(api).may_connect_to(address)


@pytest.mark.parametrize("address", [each.replace("http", "ws", 1) for each in FOREIGN])
@pytest.mark.parametrize("api", [SLACK, GOV, GATEWAY])
def test_websockets_are_opened_nowhere_else(api: str, address: str) -> None:
    """Section 12: no other scheme, host or port, however it is written."""
    assert not UrlAllowlist(api).may_connect_to(address)


@pytest.mark.parametrize(
    "api, address",
    [
        (SLACK, "ws://wss-primary.slack.com/link"),
        (SLACK, "https://wss-primary.slack.com/link"),
        (SLACK, "wss-primary.slack.com/link"),
        (SLACK, "ws://127.0.0.1:3000/link"),
        (GOV, "wss://wss-primary.slack.com/link"),
        (STAND_IN, "ws://169.254.169.254/link"),
        (STAND_IN, "wss://127.0.0.1:3000/link"),
        (GATEWAY, "wss://gateway.example.com:8443/link"),
        (GATEWAY, "ws://gateway.example.com/link"),
    ],
)
def test_a_websocket_has_the_security_of_the_api(api: str, address: str) -> None:
    """Section 12."""
    assert not UrlAllowlist(api).may_connect_to(address)
