"""One Web API call: its record, fault, authorisation, method and response. It must not know HTTP."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.errors import Json, SlackError
from bot.sandbox.faults import Fault, FaultKind
from bot.sandbox.webapi.args import Args
from bot.sandbox.webapi.methods import METHODS
from bot.sandbox.webapi.response_urls import respond
from bot.sandbox.webapi.scopes import require_scope
from bot.sandbox.workspace.api_calls import ApiCall
from bot.sandbox.workspace.workspace import Workspace

_DEAD_URL = frozenset({"expired_url", "used_url"})


@dataclass(frozen=True, slots=True)
class ApiResponse:
    """The response: JSON, or `text` if given; `drop`: the connection ends without one."""

    status: int = 200
    body: Json = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    text: str = ""
    drop: bool = False


class Api:
    """The Web API of one workspace. Safe to call from several threads; a held call blocks only its own thread."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def call(self, method: str, token: str, given: Json) -> ApiResponse:
        """Answer one call, with the fault that is injected for it, if any."""
        call = self._record(method, {name: value for name, value in given.items() if name != "token"})
        return self._with_fault(call, lambda: self._answer(call, token))

    def respond(self, url_id: str, given: Json) -> ApiResponse:
        """Take one post to a response URL; its faults are injected for the method `response_url`."""
        call = self._record("response_url", given)
        return self._with_fault(call, lambda: self._take_response(call, url_id))

    def _record(self, method: str, args: Json) -> ApiCall:
        with self._workspace.changing():
            call = ApiCall(method, args, self._workspace.clock.now())
            self._workspace.calls.append(call)
            return call

    def _with_fault(self, call: ApiCall, work: Callable[[], ApiResponse]) -> ApiResponse:
        fault = self._workspace.faults.fault_for(call.method, call.args)
        if fault is None:
            return work()
        fault.reached.set()
        if fault.kind is FaultKind.TAKE_AND_ANSWER:
            work()
            return ApiResponse(fault.status, fault.body, fault.headers)
        if fault.kind is FaultKind.ANSWER:
            call.outcome = str(fault.body.get("error", f"http_{fault.status}"))
            return ApiResponse(fault.status, fault.body, fault.headers)
        if fault.kind is FaultKind.HOLD:
            return _once_released(fault, work)
        call.answered = False
        if fault.kind is FaultKind.SILENT:
            fault.wait()
        if fault.kind in {FaultKind.DROP_BEFORE, FaultKind.SILENT}:
            call.outcome = str(fault.kind)
        elif fault.kind is FaultKind.DROP_AFTER:
            work()
        else:
            threading.Thread(target=_once_released, args=(fault, work), daemon=True).start()
        return ApiResponse(drop=True)

    def _take_response(self, call: ApiCall, url_id: str) -> ApiResponse:
        try:
            respond(self._workspace, url_id, Args(call.args))
        except SlackError as refused:
            call.outcome = refused.error
            return ApiResponse(404 if refused.error in _DEAD_URL else 400, text=refused.error)
        call.outcome = "ok"
        return ApiResponse(text="ok")

    def _answer(self, call: ApiCall, token: str) -> ApiResponse:
        with self._workspace.changing():
            headers = {"X-OAuth-Scopes": ",".join(sorted(self._workspace.scopes))}
            try:
                result = self._run(call.method, token, Args(call.args))
            except SlackError as refused:
                call.outcome = refused.error
                return ApiResponse(body={"ok": False, "error": refused.error} | refused.extra, headers=headers)
            call.outcome = "ok"
            return ApiResponse(body={"ok": True} | result, headers=headers)

    def _run(self, name: str, token: str, args: Args) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise SlackError("unknown_method", {"req_method": name})
        if method.caller != "anybody":
            self._authorise(token, method.caller)
        if method.scope:
            require_scope(self._workspace, method.scope)
        return method.run(self._workspace, args)

    def _authorise(self, token: str, caller: str) -> None:
        workspace = self._workspace
        if not token:
            raise SlackError("not_authed")
        if token not in {workspace.bot_token, workspace.app_token}:
            raise SlackError("invalid_auth")
        if (token == workspace.app_token) != (caller == "app"):
            raise SlackError("not_allowed_token_type")
        if caller == "bot" and workspace.auth_error:
            raise SlackError(workspace.auth_error)


def _once_released(fault: Fault, work: Callable[[], ApiResponse]) -> ApiResponse:
    fault.wait()
    return work()
