"""Which address a request really comes from, behind the proxies that the operator trusts."""

import re
from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network
IPV6_PREFIX = 64
"""Bits of an IPv6 address that belong to one household or company (GATE-2)."""
_WITH_PORT = re.compile(r"\[([^\[\]]+)\](?::\d+)?|([0-9.]+):\d+")


def client_address(peer: str, forwarded_for: str, trusted: Sequence[Network]) -> str:
    """The nearest address that is not a trusted proxy; an IPv6 one as its /64.

    `forwarded_for` is the header's value, the nearest hop last. An entry counts only if the hop that wrote it is trusted,
    since anybody may send that header. "unknown" for what is no address.
    """
    hops = [_without_port(hop.strip()) for hop in forwarded_for.split(",") if hop.strip()]
    address = peer
    while hops and _is_trusted(address, trusted):
        address = hops.pop()
    return _by_prefix(address)


def _without_port(hop: str) -> str:
    """The address alone: some proxies write `203.0.113.7:4711` or `[2001:db8::9]:4711`."""
    found = _WITH_PORT.fullmatch(hop)
    return (found[1] or found[2]) if found else hop


def _is_trusted(address: str, trusted: Sequence[Network]) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return any((mapped or parsed) in network for network in trusted)


def _by_prefix(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return str(ip_network((parsed, IPV6_PREFIX), strict=False))
    return str(parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else parsed)
