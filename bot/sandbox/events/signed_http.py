"""Signed HTTP: one POST to the app, and the result of its response. It must not know the content of envelopes."""

import http.client
import json
import time
from datetime import datetime
from urllib.parse import urlsplit

from slack_sdk.signature import SignatureVerifier

from bot.sandbox.errors import Json
from bot.sandbox.events.envelopes import AckOutcome, AckResult

_SUCCESS = range(200, 300)


def signed(secret: str, body: bytes, now: datetime) -> dict[str, str]:
    """The two headers that sign a request of Slack's (Slack's page on verifying requests)."""
    timestamp = str(int(now.timestamp()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body)
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature or ""}


def post(url: str, body: bytes, headers: dict[str, str], seconds: float) -> AckResult:
    """Send one request and wait at most `seconds` for the whole response."""
    parts = urlsplit(url)
    deadline = time.monotonic() + seconds
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=seconds)
    try:
        connection.request("POST", parts.path or "/", body, {"User-Agent": "Slackbot 1.0", **headers})
        if connection.sock is not None:
            connection.sock.settimeout(max(deadline - time.monotonic(), 0.001))
        response = connection.getresponse()
        return _result(response, response.read().decode(errors="replace"))
    except TimeoutError:
        return AckResult(AckOutcome.TIMEOUT, detail="http_timeout")
    except (OSError, http.client.HTTPException) as error:
        return AckResult(AckOutcome.UNREACHABLE, detail=f"connection_failed: {type(error).__name__}")
    finally:
        connection.close()


def _result(response: http.client.HTTPResponse, text: str) -> AckResult:
    if response.status not in _SUCCESS:
        no_retry = response.getheader("x-slack-no-retry") == "1"
        return AckResult(AckOutcome.FAILED, detail=f"http_error: {response.status}", no_retry=no_retry)
    return AckResult(AckOutcome.ACKED, _content(text))


def _content(text: str) -> Json:
    if not text.strip():
        return {}
    try:
        content = json.loads(text)
    except ValueError:
        content = text
    return content if isinstance(content, dict) else {"text": text}
