"""Reads the arguments of a call over HTTP: JSON, a form or a query (Slack's page on the Web API)."""

import json
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.sandbox.errors import Json


async def arguments(request: Request) -> Json:
    """The arguments of a Web API call. Raises ValueError for a body that cannot be read."""
    given: Json = dict(request.query_params)
    body = await request.body()
    if not body:
        return given
    content_type = request.headers.get("content-type", "")
    if content_type.startswith("multipart/form-data"):
        async with request.form() as form:
            return given | {name: value for name, value in form.items() if isinstance(value, str)}
    if content_type.startswith("application/json"):
        content = json.loads(body)
        if not isinstance(content, dict):
            raise ValueError("the body is no JSON object")
        return given | content
    return given | dict(parse_qsl(body.decode(), keep_blank_values=True))


def token(request: Request, given: Json) -> str:
    """The caller's token, from the Authorization header or from the arguments."""
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    return value.strip() if kind.lower() == "bearer" else str(given.get("token") or "")
