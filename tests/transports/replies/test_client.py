"""What calls that deliver a reply say where Slack cannot have taken them (section 12)."""

import socket

from bot.transports.replies.client import NOT_SENT, ReplyClient, interactive_client, was_not_taken


def closed_address() -> str:
    """An address of this machine at which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_what_never_left_was_not_taken() -> None:
    address = closed_address()
    client = ReplyClient(interactive_client("xoxb-test", f"{address}/api/"))
    assert client.respond(f"{address}/response/R1", {"text": "Started"}) == NOT_SENT
    assert client.ephemeral("C1", "U1", "Started", ()) == NOT_SENT
    assert was_not_taken(NOT_SENT)
