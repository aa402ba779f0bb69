"""One Web API call from its token to its answer: faults, authorisation, the method, the record. It speaks no HTTP."""

import threading
from dataclasses import dataclass, field

from bot.sandbox.args import Args
from bot.sandbox.calls import Call
from bot.sandbox.errors import Json, SlackError
from bot.sandbox.faults import Fault, How
from bot.sandbox.methods import METHODS
from bot.sandbox.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back; `drop`: nothing does, the connection ends."""

    status: int = 200
    body: Json = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False


class Api:
    """The Web API of one workspace. Safe to call from several threads; a held call blocks its own thread alone."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def call(self, method: str, token: str, given: Json) -> Reply:
        """Carry out one call, with whatever trouble is ordered for it."""
        args = {name: value for name, value in given.items() if name != "token"}
        with self._workspace.changing():
            call = self._workspace.calls.add(Call(method, args, self._workspace.clock.now()))
        fault = self._workspace.faults.take(method, args)
        if fault is None:
            return self._taken(call, token)
        return self._with_fault(fault, call, token)

    def _with_fault(self, fault: Fault, call: Call, token: str) -> Reply:
        fault.reached.set()
        if fault.how is How.ANSWER:
            call.outcome = str(fault.body.get("error", f"http_{fault.status}"))
            return Reply(fault.status, fault.body, fault.headers)
        if fault.how is How.HOLD:
            fault.wait()
            return self._taken(call, token)
        call.answered = False
        if fault.how is How.DROP_BEFORE:
            call.outcome = str(fault.how)
        elif fault.how is How.DROP_AFTER:
            self._taken(call, token)
        else:
            threading.Thread(target=self._taken_late, args=(fault, call, token), daemon=True).start()
        return Reply(drop=True)

    def _taken_late(self, fault: Fault, call: Call, token: str) -> None:
        fault.wait()
        self._taken(call, token)

    def _taken(self, call: Call, token: str) -> Reply:
        with self._workspace.changing():
            try:
                result = self._run(call.method, token, Args(call.args))
            except SlackError as refused:
                call.outcome = refused.error
                return Reply(body={"ok": False, "error": refused.error} | refused.extra, headers=self._headers())
            call.outcome = "ok"
            return Reply(body={"ok": True} | result, headers=self._headers())

    def _run(self, name: str, token: str, args: Args) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise SlackError("unknown_method", {"req_method": name})
        if method.caller != "anybody":
            self._authorise(token, method.caller)
        return method.run(self._workspace, args)

    def _authorise(self, token: str, kind: str) -> None:
        workspace = self._workspace
        if not token:
            raise SlackError("not_authed")
        if token not in {workspace.bot_token, workspace.app_token}:
            raise SlackError("invalid_auth")
        if (token == workspace.app_token) != (kind == "app"):
            raise SlackError("not_allowed_token_type")
        if kind == "bot" and workspace.auth_error:
            raise SlackError(workspace.auth_error)

    def _headers(self) -> dict[str, str]:
        return {"X-OAuth-Scopes": ",".join(sorted(self._workspace.scopes))}
