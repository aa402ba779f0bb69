"""Health, readiness and metrics for operators; its answers say no more than yes or no."""

from collections.abc import Callable, Mapping

import structlog
from anyio import to_thread
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

Check = Callable[[], bool]

log: structlog.stdlib.BoundLogger = structlog.get_logger()


def status_routes(checks: Mapping[str, Check], registry: CollectorRegistry) -> list[Route]:
    """`/healthz` (the process lives), `/readyz` (every check passes; the log names those that fail), `/metrics`."""

    async def healthz(_request: Request) -> Response:
        return JSONResponse({"alive": True})

    def readyz(_request: Request) -> Response:
        failed = [name for name, check in checks.items() if not _passes(name, check)]
        if failed:
            log.warning("readiness_failed", failed=failed)
        return JSONResponse({"ready": not failed}, status_code=503 if failed else 200)

    async def metrics(_request: Request) -> Response:
        exposition = await to_thread.run_sync(generate_latest, registry)
        return Response(exposition, media_type=CONTENT_TYPE_LATEST)

    return [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]


def _passes(name: str, check: Check) -> bool:
    try:
        return check()
    except Exception as fault:  # noqa: BLE001 - a check that raises has failed
        log.warning("readiness_check_failed", check=name, error_type=type(fault).__name__)
        return False
