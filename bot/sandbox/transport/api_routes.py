"""The routes that programs call: Web API, response URLs, uploads and files. It must not know pages."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from email.utils import format_datetime
from functools import partial

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.sandbox.transport.connections import OpenConnections
from bot.sandbox.transport.http_arguments import arguments, token
from bot.sandbox.webapi.api import Api, ApiResponse
from bot.sandbox.webapi.files import store_upload
from bot.sandbox.workspace.workspace import Workspace

_THREADS = 64


class WebRoutes:
    """The routes of one workspace. Calls run in their own pool, so that pages that wait for an ack do not block them."""

    def __init__(self, workspace: Workspace, open_connections: OpenConnections, request_timeout: float) -> None:
        self._workspace = workspace
        self._open_connections = open_connections
        self._request_timeout = request_timeout
        self._api = Api(workspace)
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="sandbox-api")

    def routes(self) -> list[Route]:
        """The routes, to be mounted at the root."""
        return [
            Route("/api/{method}", self._call, methods=["GET", "POST"]),
            Route("/response/{url_id}", self._respond, methods=["POST"]),
            Route("/upload/{upload_id}", self._upload, methods=["POST"]),
            Route("/files/{file_id}/{name}", self._file, methods=["GET"]),
        ]

    def close(self) -> None:
        """Take no more calls."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _call(self, request: Request) -> Response:
        try:
            given = await asyncio.wait_for(arguments(request), self._request_timeout)
        except TimeoutError:
            return await self._cut(request)
        except ClientDisconnect:
            return Response()  # not sent: the client has gone
        except ValueError:
            return JSONResponse({"ok": False, "error": "invalid_json"})
        method = request.path_params["method"]
        return await self._reply(request, partial(self._api.call, method, token(request, given), given))

    async def _respond(self, request: Request) -> Response:
        try:
            given = await arguments(request)
        except ValueError:
            return PlainTextResponse("invalid_payload", 400)
        return await self._reply(request, partial(self._api.respond, request.path_params["url_id"], given))

    async def _reply(self, request: Request, work: Callable[[], ApiResponse]) -> Response:
        reply = await asyncio.get_running_loop().run_in_executor(self._pool, work)
        if reply.drop:
            return await self._cut(request)
        if reply.text:
            return PlainTextResponse(reply.text, reply.status)
        return JSONResponse(reply.body, reply.status, {**(reply.headers or {}), "Date": self._date()})

    def _date(self) -> str:
        return format_datetime(self._workspace.clock.now(), usegmt=True)

    async def _cut(self, request: Request) -> Response:
        self._open_connections.cut(request.client)
        while (await request.receive())["type"] != "http.disconnect":
            continue
        return Response()  # not sent: the connection is cut

    async def _upload(self, request: Request) -> Response:
        content = await request.body()
        if request.headers.get("content-type", "").startswith("multipart/form-data"):
            async with request.form() as form:
                content = b"".join([await part.read() for part in form.values() if not isinstance(part, str)])
        taken = store_upload(self._workspace, request.path_params["upload_id"], content)
        return PlainTextResponse(f"OK - {len(content)}" if taken else "invalid upload", 200 if taken else 400)

    async def _file(self, request: Request) -> Response:
        with self._workspace.lock:
            file = self._workspace.files.get(request.path_params["file_id"])
        if file is None or not file.complete:
            return PlainTextResponse("file not found", 404)
        return Response(file.content, media_type=file.mimetype)
