"""The HTTP transport takes signed, fresh requests of limited size; the log holds no bodies (GATE-4, section 12)."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import httpx
import pytest
import structlog.testing
from prometheus_client import CollectorRegistry
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.protocol import PrivateReply, RequestKind
from bot.runtime.web_app import build_web_app
from bot.runtime.web_server import WebServer
from bot.transports.metrics import Metrics
from bot.web.status import Check
from tests.support.fixtures.bot_fixture import captured_log
from tests.support.fixtures.http_fixture import NOW, HttpHarness
from tests.support.slack import payloads

SIGNATURE = "x_slack_signature"
STAMP = "x_slack_request_timestamp"


def refused(harness: HttpHarness, **headers: str) -> None:
    handler = harness.replies_with(RequestKind.COMMAND, "/pmi", PrivateReply("Hello"))
    with structlog.testing.capture_logs() as logs:
        response = harness.send(payloads.command(harness.slack_api, "private-words"), **headers)
    assert response.status_code == 401
    assert response.text == ""
    assert handler.requests == []
    assert "slack_request_rejected" in [entry["event"] for entry in logs]
    assert "private-words" not in str(logs)


@pytest.mark.parametrize(
    "headers",
    [
        {SIGNATURE: ""},
        {STAMP: ""},
        {SIGNATURE: "v0=" + "0" * 64},
        {SIGNATURE: "nonsense"},
        {STAMP: "yesterday"},
        {STAMP: "1e9"},
        {STAMP: "-1"},
        {STAMP: "9" * 5000},
    ],
    ids=str,
)
def test_a_forged_signature_is_refused_and_its_body_not_logged(harness: HttpHarness, headers: dict[str, str]) -> None:
    refused(harness, **headers)


def test_a_signature_of_somebody_elses_letters_is_refused(harness: HttpHarness) -> None:
    handler = harness.replies_with(RequestKind.COMMAND, "/pmi")
    body = payloads.command(harness.slack_api).encode()
    headers: list[tuple[str, bytes]] = [(key, value.encode()) for key, value in harness.signed_headers(body).items()]
    headers = [(key, "v0=ü".encode("latin-1") if key == "x-slack-signature" else value) for key, value in headers]
    raw = [(key.encode(), value) for key, value in headers]
    assert harness.client.post("/slack/events", content=body, headers=raw).status_code == 401
    assert handler.requests == []


@pytest.mark.parametrize("seconds", [301, -301])
def test_a_late_or_early_signature_is_refused_by_our_own_clock(harness: HttpHarness, seconds: int) -> None:
    """Slack allows 5 minutes either way."""
    harness.now = NOW + timedelta(seconds=seconds)
    body = payloads.command(harness.slack_api, "private-words").encode()
    signed = harness.signed_headers(body, at=NOW)
    refused(harness, **{STAMP: signed["x-slack-request-timestamp"], SIGNATURE: signed["x-slack-signature"]})


def test_a_request_is_taken_that_fits_one_of_the_times_that_may_be_the_present(harness: HttpHarness) -> None:
    """CLOCK-1: while it is not clear whose clock is wrong."""
    harness.replies_with(RequestKind.COMMAND, "/pmi", PrivateReply("Hello"))
    body = payloads.command(harness.slack_api)
    late = {key.replace("-", "_"): value for key, value in harness.signed_headers(body.encode(), at=NOW).items()}
    harness.now = NOW + timedelta(hours=2)
    assert harness.send(body, **late).status_code == 401
    harness.other_times.append(NOW)
    assert harness.send(body, **late).status_code == 200


def test_slack_s_time_is_heard_from_signed_requests_alone(harness: HttpHarness) -> None:
    """CLOCK-1."""
    harness.replies_with(RequestKind.COMMAND, "/pmi", PrivateReply("Hello"))
    refused(harness, **{SIGNATURE: "v0=" + "0" * 64})
    assert harness.dates_heard == []
    body = payloads.command(harness.slack_api)
    harness.send(body, **{key.replace("-", "_"): value for key, value in harness.signed_headers(body.encode()).items()})
    assert harness.dates_heard == [NOW]


@pytest.mark.parametrize("believed", [True, False])
def test_a_request_says_whether_its_time_is_believed(harness: HttpHarness, *, believed: bool) -> None:
    """CLOCK-1: so that what cannot be undone can wait."""
    harness.clock_believed = believed
    handler = harness.replies_with(RequestKind.COMMAND, "/pmi", PrivateReply("Hello"))
    harness.send(payloads.command(harness.slack_api))
    assert [request.caller.clock_believed for request in handler.requests] == [believed]


def test_a_signature_of_another_body_is_refused(harness: HttpHarness) -> None:
    refused(harness, **{SIGNATURE: harness.signed_headers(b"text=other")["x-slack-signature"]})


def test_a_body_that_is_no_text_is_refused(harness: HttpHarness) -> None:
    headers = {"x-slack-request-timestamp": str(int(NOW.timestamp())), "x-slack-signature": "v0=abc"}
    assert harness.client.post("/slack/events", content=b"payload=\xff", headers=headers).status_code == 401


def test_a_body_over_a_megabyte_is_refused(harness: HttpHarness) -> None:
    assert harness.send("text=" + "x" * (1 << 20)).status_code == 413


def test_a_hundred_kilobytes_of_text_are_no_trouble(harness: HttpHarness) -> None:
    """Spec section 12."""
    harness.replies_with(RequestKind.COMMAND, "/pmi", PrivateReply("Hello"))
    assert harness.send(payloads.command(harness.slack_api, "ж" * 100_000)).json()["text"] == "Hello"


def test_only_posts_are_taken(harness: HttpHarness) -> None:
    assert harness.client.get("/slack/events").status_code == 405


def page(_request: Request) -> Response:
    return Response("a page")


@contextmanager
def web(checks: dict[str, Check]) -> Iterator[httpx.Client]:
    route = Route("/j/{number}", page, name="join")
    app = build_web_app(times=lambda: [NOW], metrics=Metrics(CollectorRegistry()), checks=checks, extra_routes=[route])
    server = WebServer(app, host="127.0.0.1", port=0)
    server.start()
    with httpx.Client(base_url=f"http://127.0.0.1:{server.port}", trust_env=False) as client:
        yield client
    server.close()
    assert server.join(5)


def test_the_access_log_names_the_route_and_never_the_path() -> None:
    """GATE-4."""
    with captured_log() as lines, web({}) as client:
        assert client.get("/j/2345678923?pwd=a-secret-token").text == "a page"
        client.get("/nowhere/2345678923")
    logged = [json.loads(line) for line in lines.getvalue().splitlines() if '"http_request"' in line]
    ours = [entry for entry in logged if entry["route"] != "slack_events"]  # a server of the test before may still log
    assert [(entry["route"], entry["status"]) for entry in ours] == [("join", 200), ("none", 404)]
    assert all(entry["level"] == "info" and entry["seconds"] >= 0 for entry in ours)
    assert "2345678923" not in lines.getvalue()
    assert "secret" not in lines.getvalue()


def test_ready_says_yes_when_every_check_does() -> None:
    with web({"database": lambda: True}) as client:
        assert client.get("/readyz").json() == {"ready": True}


def test_ready_says_no_and_only_the_log_says_why() -> None:
    def broken() -> bool:
        raise OSError("password authentication failed for user pmi")

    with structlog.testing.capture_logs() as logs, web({"database": broken, "slack": lambda: False}) as client:
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False})
    assert [entry["failed"] for entry in logs if entry["event"] == "readiness_failed"] == [["database", "slack"]]
    assert "password" not in str(logs)


def test_readiness_is_logged_when_it_changes_and_not_at_each_probe() -> None:
    passes = [True]

    def check() -> bool:
        if passes[0] is None:
            raise OSError("away")
        return bool(passes[0])

    with structlog.testing.capture_logs() as logs, web({"database": check}) as client:
        for passes[0] in (True, True, False, False, None, None, True, True):  # type: ignore[assignment]  # None: it raises
            client.get("/readyz")
    assert [entry["event"] for entry in logs if entry["event"].startswith("readiness")] == [
        "readiness_failed",
        "readiness_check_failed",
        "readiness_failed",
        "readiness_restored",
    ]


def test_health_asks_nobody_and_figures_are_served() -> None:
    with web({"database": lambda: False}) as client:
        assert client.get("/healthz").status_code == 200
        assert "pmi_requests" in client.get("/metrics").text


def test_without_a_signing_secret_there_is_no_route_for_slack() -> None:
    """Socket Mode alone."""
    with web({}) as client:
        assert client.post("/slack/events").status_code == 404


@pytest.mark.parametrize("path", ["/j/", "/slack/events", "/nowhere"])
def test_an_address_without_a_page_is_as_little_kept_as_one_with_a_page(harness: HttpHarness, path: str) -> None:
    """GATE-4."""
    answer = harness.client.get(path)
    assert answer.status_code in {404, 405}
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "noindex" in answer.headers["x-robots-tag"]
