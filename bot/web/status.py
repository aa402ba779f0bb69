"""Health, readiness and metrics for operators; its answers say no more than yes or no."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future

import structlog
from anyio import to_thread
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web.single_flight import SingleFlight

Check = Callable[[], bool]
CHECK_SECONDS = 3.0
"""For all checks together; they are made at the same time. A load balancer, which asks, does not wait for long."""

log: structlog.stdlib.BoundLogger = structlog.get_logger()


def status_routes(checks: Mapping[str, Check], registry: CollectorRegistry) -> list[Route]:
    """`/healthz` (the process lives), `/readyz` (every check passes, and says so in time), `/metrics`.

    The log names the checks that fail, whenever these change.
    """
    said: dict[str, str] = {}
    questions = {name: SingleFlight(name, check) for name, check in checks.items()}

    async def healthz(_request: Request) -> Response:
        return JSONResponse({"alive": True})

    def readyz(_request: Request) -> Response:
        answers = {name: question.ask() for name, question in questions.items()}
        until = time.monotonic() + CHECK_SECONDS
        failed = {name: fault for name, answer in answers.items() if (fault := _fault_of(answer, until)) is not None}
        if failed != said:
            _tell(failed)
            said.clear()
            said.update(failed)
        return JSONResponse({"ready": not failed}, status_code=503 if failed else 200)

    async def metrics(_request: Request) -> Response:
        exposition = await to_thread.run_sync(generate_latest, registry)
        return Response(exposition, media_type=CONTENT_TYPE_LATEST)

    return [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]


def _fault_of(answer: Future[bool], until: float) -> str | None:
    """Why a check fails: the type of what it raised, or of its having no answer in time; empty if it said no; None if it passes."""
    try:
        return None if answer.result(max(0.0, until - time.monotonic())) else ""
    except Exception as fault:  # noqa: BLE001 - a check that raises has failed
        return type(fault).__name__


def _tell(failed: Mapping[str, str]) -> None:
    if not failed:
        log.info("readiness_restored")
        return
    for name, error_type in failed.items():
        if error_type:
            log.warning("readiness_check_failed", check=name, error_type=error_type)
    log.warning("readiness_failed", failed=list(failed))
