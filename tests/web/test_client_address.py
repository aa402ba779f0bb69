"""Which address a request really comes from (GATE-2)."""

from ipaddress import ip_network

import pytest

from bot.web.client_address import client_address

PROXIES = [ip_network(each) for each in ("10.0.0.0/8", "127.0.0.1/32", "fd00::/8")]
GUEST, OTHER, LIAR = "203.0.113.7", "198.51.100.9", "192.0.2.66"


@pytest.mark.parametrize(
    "peer, forwarded_for, expected",
    [
        pytest.param(GUEST, "", GUEST, id="nobody between"),
        pytest.param(GUEST, LIAR, GUEST, id="a stranger's word counts for nothing"),
        pytest.param("10.0.0.1", GUEST, GUEST, id="one trusted proxy"),
        pytest.param("10.0.0.1", f"{LIAR}, {GUEST}", GUEST, id="what the guest wrote before counts for nothing"),
        pytest.param("10.0.0.1", f"{GUEST}, 10.0.0.2", GUEST, id="two trusted proxies"),
        pytest.param("10.0.0.1", f"{GUEST},10.0.0.2 ,  127.0.0.1", GUEST, id="spaces"),
        pytest.param("10.0.0.1", f"{GUEST}, {OTHER}, 10.0.0.2", OTHER, id="an untrusted proxy is where it comes from"),
        pytest.param("10.0.0.1", "", "10.0.0.1", id="a proxy's own request"),
        pytest.param("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3", id="nothing but proxies"),
        pytest.param("10.0.0.1", "unknown", "unknown", id="a proxy that does not say"),
        pytest.param("10.0.0.1", "<script>", "unknown", id="nonsense"),
        pytest.param("10.0.0.1", f"{GUEST}:4711", GUEST, id="with a port, as some proxies write it"),
        pytest.param("10.0.0.1", "[2001:db8::9]:4711", "2001:db8::/64", id="IPv6 with a port"),
        pytest.param("10.0.0.1", "[2001:db8::9]", "2001:db8::/64", id="IPv6 in brackets"),
        pytest.param("10.0.0.1", f"{GUEST}, 10.0.0.2:80", GUEST, id="a proxy with a port"),
        pytest.param("10.0.0.1", ",,,", "10.0.0.1", id="commas"),
        pytest.param("", "", "unknown", id="no peer at all"),
        pytest.param("", GUEST, "unknown", id="no peer, and its word"),
        pytest.param("::ffff:203.0.113.7", "", GUEST, id="IPv4 in IPv6"),
        pytest.param("::ffff:10.0.0.1", GUEST, GUEST, id="a proxy as IPv4 in IPv6"),
        pytest.param("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64", id="IPv6 by its /64"),
        pytest.param("2001:db8:1:2:ffff::1", "", "2001:db8:1:2::/64", id="the same neighbourhood"),
        pytest.param("2001:db8:1:3::1", "", "2001:db8:1:3::/64", id="another neighbourhood"),
        pytest.param("fd00::1", "2001:db8::9", "2001:db8::/64", id="an IPv6 proxy"),
        pytest.param("fe80::1%eth0", "", "fe80::/64", id="with a zone"),
    ],
)
def test_the_address_is_the_nearest_that_is_no_trusted_proxy(peer: str, forwarded_for: str, expected: str) -> None:
    assert client_address(peer, forwarded_for, PROXIES) == expected


def test_without_trusted_proxies_the_header_is_never_read() -> None:
    assert client_address("10.0.0.1", GUEST, []) == "10.0.0.1"
