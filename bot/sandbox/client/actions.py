"""What one person does in their Slack client, by ids: commands, presses, typing, forms, Home. The driver finds by labels.

Each action is delivered to the app, waits for its ack (3 seconds at most), shows the result and lets the workspace settle.
Callers must not hold the workspace's lock.
"""

from bot.sandbox.blockkit.form_validation import client_errors
from bot.sandbox.blockkit.inputs import all_options, value_object
from bot.sandbox.blockkit.rule_checks import all_of, listing, object_with, one_key_of
from bot.sandbox.blockkit.rule_objects import option_group, plain_option
from bot.sandbox.client.access import Access
from bot.sandbox.client.failures import failed, notice, show_failure, show_warning
from bot.sandbox.client.payloads import Payloads, Surface, state_of
from bot.sandbox.client.response_actions import apply
from bot.sandbox.errors import CannotDo, Json, SlackError
from bot.sandbox.events.envelopes import AckResult, EnvelopeType
from bot.sandbox.webapi.args import Args
from bot.sandbox.webapi.response_urls import post_response
from bot.sandbox.workspace.channels import Channel
from bot.sandbox.workspace.messages import Message
from bot.sandbox.workspace.views import View
from bot.sandbox.workspace.workspace import Workspace

_OPTIONS = all_of(
    object_with(options=listing(plain_option, 100, 0), option_groups=listing(option_group, 100, 0)),
    one_key_of("options", "option_groups"),
)


class UserActions:
    """One person's client. Raises CannotDo for what the client would not let them do; `access` says what that is."""

    def __init__(self, workspace: Workspace, user_id: str) -> None:
        self._workspace = workspace
        self._user_id = user_id
        self.access = Access(workspace, user_id)
        self._payloads = Payloads(workspace, user_id)

    def command(self, channel_id: str, command: str, text: str = "") -> None:
        """Send a slash command; the bot need not be a member of the channel."""
        workspace = self._workspace
        with workspace.changing():
            channel = self.access.writable_channel(channel_id)
            known = workspace.setup.commands
            if known is not None and command not in known:
                notice(workspace, self._user_id, channel.id, f"{command} is not a valid command.")
                return
            url_id = workspace.interaction_tokens.issue_response_url(self._user_id, channel.id)
            payload = self._payloads.command(command, text, channel, url_id)
        answer = workspace.delivery.send(EnvelopeType.COMMAND, payload)
        with workspace.changing():
            self._show_command_answer(payload, answer, url_id)
        workspace.settle()

    def _show_command_answer(self, payload: Json, answer: AckResult, url_id: str) -> None:
        command, channel = payload["command"], payload["channel_id"]
        if not answer.acked:
            name = "operation_timeout" if "timeout" in answer.detail else "dispatch_failed"
            failed(self._workspace, self._user_id, channel, f"{command} failed with the error “{name}”", answer.detail)
        elif answer.payload:
            try:
                url = self._workspace.interaction_tokens.usable_response_url(url_id)
                if answer.payload.get("response_type") == "in_channel":
                    self._post(channel, f"{command} {payload['text']}".strip())
                post_response(self._workspace, url, Args(answer.payload))
            except SlackError as error:
                text = f"{command} failed with the error “invalid_command_response”"
                failed(self._workspace, self._user_id, channel, text, f"{error.error} {error.extra.get('errors', '')}")

    def say(self, channel_id: str, text: str) -> Message:
        """Post a message (events message.im, message.channels … and app_mention)."""
        workspace = self._workspace
        with workspace.changing():
            channel = self.access.writable_channel(channel_id)
            with_bot = workspace.bot_user_id in channel.members
            if with_bot and channel.is_im and (not workspace.setup.messages_tab or workspace.setup.messages_read_only):
                raise CannotDo("sending messages to this app has been turned off")
            message = self._post(channel.id, text)
        if with_bot:
            self._emit_message(message, channel)
            workspace.settle()
        return message

    def _emit_message(self, message: Message, channel: Channel) -> None:
        kind = "im" if channel.is_im else ("group" if channel.is_private else "channel")
        event: Json = {"user": self._user_id, "text": message.text, "ts": message.ts, "channel": channel.id}
        subscription = "message.im" if channel.is_im else f"message.{kind}s"
        self._workspace.emit({"type": "message", "channel_type": kind, "event_ts": message.ts, **event}, subscription)
        if f"<@{self._workspace.bot_user_id}>" in message.text and not channel.is_im:
            self._workspace.emit({"type": "app_mention", "event_ts": message.ts, **event})

    def press(self, surface: Surface, block_id: str, action_id: str, option: Json | None = None) -> str:
        """Press a button or an overflow's `option`; returns the URL of a link button, else an empty text."""
        with self._workspace.changing():
            block, element = self.access.element(surface, block_id, action_id)
            if element["type"] == "overflow" and option not in element["options"]:
                raise CannotDo(f"this menu has no option {option!r}")
            payload = self._payloads.press(surface, self._payloads.action(block, element, option))
        self._dispatch(surface, payload)
        return str((option or element).get("url", ""))

    def set_value(self, surface: Surface, block_id: str, action_id: str, value: object) -> None:
        """Put a value (in Slack's own form) into an input; delivered to the app at once if the input dispatches."""
        with self._workspace.changing():
            block, element = self.access.element(surface, block_id, action_id)
            state_of(surface, self._user_id)[block_id][action_id] = value_object(element, value)
            if isinstance(surface, View):
                surface.errors.pop(block_id, None)
            if block["type"] == "input" and not block.get("dispatch_action"):
                return
            payload = self._payloads.press(surface, self._payloads.action(block, element, value))
        self._dispatch(surface, payload)

    def options(self, surface: Surface, block_id: str, action_id: str, query: str) -> list[Json]:
        """The options that the app returns for an external select and this query."""
        with self._workspace.changing():
            self.access.element(surface, block_id, action_id)
            payload = self._payloads.options(surface, block_id, action_id, query)
        answer = self._workspace.delivery.send(EnvelopeType.INTERACTIVE, payload)
        violations = [str(one) for one in _OPTIONS(answer.payload, "")]
        if not answer.acked or violations:
            detail = answer.detail or "; ".join(violations)
            self._workspace.record_visible_error(self._user_id, "Result not loaded.", detail)
            return []
        return all_options(answer.payload)

    def submit(self, view: View) -> None:
        """Submit a form, unless the client itself finds errors in it."""
        with self._workspace.changing():
            self.access.require_active()
            if view is not self._workspace.views.top(self._user_id):
                raise CannotDo("only the form on top can be submitted")
            if "submit" not in view.body:
                raise CannotDo(f"the modal {view.body['title']['text']!r} has nothing to submit")
            view.errors, view.visible_error = client_errors(view.blocks, view.state), ""
            if view.errors:
                return
            payload = self._payloads.submission(view)
        answer = self._workspace.delivery.send(EnvelopeType.INTERACTIVE, payload)
        with self._workspace.changing():
            apply(self._workspace, view, answer)
        self._workspace.settle()

    def close(self, *, everything: bool = False) -> None:
        """Cancel the modal on top; `everything`: the × that closes the whole stack."""
        views = self._workspace.views
        with self._workspace.changing():
            stack = views.stack(self._user_id)
            if not stack:
                raise CannotDo("no modal is open")
            cleared = everything or bool(stack[-1].body.get("clear_on_close"))
            closed = stack[0] if everything else stack[-1]
            payload = self._payloads.closed(closed, is_cleared=cleared)
            if cleared:
                views.clear(self._user_id)
            else:
                views.pop(self._user_id)
        if closed.body.get("notify_on_close"):
            self._workspace.delivery.send(EnvelopeType.INTERACTIVE, payload)
            self._workspace.settle()

    def open_app(self, tab: str = "home") -> None:
        """Open the app's `home` or `messages` tab (app_home_opened)."""
        with self._workspace.changing():
            self.access.require_app_access()
            enabled = self._workspace.setup.home_tab if tab == "home" else self._workspace.setup.messages_tab
            if not enabled:
                raise CannotDo(f"this app has no {tab} tab")
            event: Json = {"type": "app_home_opened", "user": self._user_id, "tab": tab}
            event["channel"] = self._workspace.dm(self._user_id).id
            home = self._workspace.views.homes.get(self._user_id)
            if home is not None and tab == "home":
                event["view"] = home.to_slack()
        self._workspace.emit(event)
        self._workspace.settle()

    def shortcut(self, callback_id: str, channel_id: str = "") -> None:
        """Use a global shortcut; `channel_id`: where the person is."""
        self.access.shortcut(callback_id, "global")
        with self._workspace.changing():
            payload = self._payloads.shortcut(callback_id, channel_id)
        self._send_shortcut(payload, channel_id or self._workspace.dm(self._user_id).id)

    def message_shortcut(self, callback_id: str, message: Message) -> None:
        """Use a shortcut from a message's menu; ephemeral messages have none."""
        self.access.shortcut(callback_id, "message")
        with self._workspace.changing():
            self.access.message(message)
            if message.ephemeral_to is not None:
                raise CannotDo("an ephemeral message has no menu")
            payload = self._payloads.message_shortcut(callback_id, message)
        self._send_shortcut(payload, message.channel)

    def _send_shortcut(self, payload: Json, channel_id: str) -> None:
        answer = self._workspace.delivery.send(EnvelopeType.INTERACTIVE, payload)
        if not answer.acked:
            with self._workspace.changing():
                text = "That shortcut didn’t work. Try again?"
                failed(self._workspace, self._user_id, channel_id, text, answer.detail)
        self._workspace.settle()

    def _dispatch(self, surface: Surface, payload: Json) -> None:
        with self._workspace.changing():
            show_warning(self._user_id, surface, "")
        answer = self._workspace.delivery.send(EnvelopeType.INTERACTIVE, payload)
        if not answer.acked:
            with self._workspace.changing():
                show_failure(self._workspace, self._user_id, surface, answer.detail)
        self._workspace.settle()

    def _post(self, channel: str, text: str) -> Message:
        return self._workspace.messages.add(Message(channel, self._workspace.new_ts(), self._user_id, text))
