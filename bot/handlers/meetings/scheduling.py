"""Handlers of the scheduling form: opened, unfolded, sent (MEET-2 to MEET-4, MEET-7)."""

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from zoneinfo import available_timezones

from bot.handlers.messages.meetings import composer
from bot.handlers.request.context import HandlerContext
from bot.handlers.request.payloads import unescape_mentions
from bot.policy.ids import MeetingKey, UserId
from bot.policy.invitations.invitations import MeetingView
from bot.policy.meetings.drafts import DESCRIPTION_LIMIT, TOPIC_LIMIT, Draft, MeetingField
from bot.policy.settings.catalogue import Setting
from bot.policy.values.results import Denied
from bot.policy.values.timezones import is_timezone
from bot.protocol import (
    Block,
    FieldErrors,
    OpenModal,
    PrivateReply,
    Replies,
    Request,
    RequestKind,
    Routes,
    SelectOptions,
    UpdateModal,
    View,
)
from bot.use_cases.invitations import channel_posts
from bot.use_cases.invitations.channel_posts import PostTarget
from bot.use_cases.meetings import scheduling
from bot.use_cases.meetings.phrases import Prefill, first_start, read_phrase
from bot.use_cases.meetings.scheduling import RefusedDraft, SchedulingContext
from bot.use_cases.people import details
from bot.use_cases.ports import NotPostedError, SlackUnavailableError
from bot.views.components.inputs import option
from bot.views.components.text import truncate
from bot.views.meetings import form as form_views
from bot.views.meetings import form_fields
from bot.views.meetings import list as meeting_views
from bot.views.meetings import text as meeting_text
from bot.views.meetings.form import FormContent, FormContext, FormState

SCHEDULE_SHORTCUT = "schedule_meeting"
SCHEDULE_ABOUT_SHORTCUT = "schedule_about"
FORM_ID_BYTES = 16
MAX_OPTIONS = 100
DEFAULT_MINUTES = 30
ABOUT_TOPIC_LIMIT, ABOUT_TEXT_LIMIT = 80, 1500
MENTIONED = re.compile(r"<@([UW][A-Z0-9]+)>")
SAVED_NOT_IN_CHANNEL = "The meeting is saved, but I could not post it in <#{channel}>. Type `/invite @PMI Bot` there, then press “Post to a channel …”."
SAVED_PERHAPS_POSTED = (
    "The meeting is saved. Slack did not answer me just now: if it is not in <#{channel}>, press “Post to a channel …”."
)


@dataclass(frozen=True, slots=True)
class SchedulingHandlers:
    """Scheduling a meeting."""

    context: HandlerContext

    def routes(self) -> Routes:
        """Buttons, the form and its menus, shortcuts."""
        return {
            (RequestKind.ACTION, meeting_views.SCHEDULE): self.open_form,
            (RequestKind.SHORTCUT, SCHEDULE_SHORTCUT): self.open_form,
            (RequestKind.SHORTCUT, SCHEDULE_ABOUT_SHORTCUT): self.open_form_about_message,
            (RequestKind.OPTIONS, form_fields.SEARCH_ZONE): zone_options,
        }

    def open_form(self, request: Request) -> Replies:
        """`/schedule [text]`, **“Schedule”**: what is not understood of a text is its topic."""
        scheduling_context = self.scheduling_context(request)
        if isinstance(scheduling_context, Denied):
            return self.context.refusal(request, scheduling_context)
        prefill = read_phrase(request.text, zone_or_utc(scheduling_context), request.now)
        topic = unescape_mentions(prefill.topic)
        draft = initial_draft(scheduling_context, prefill, truncate(topic, TOPIC_LIMIT), request.now)
        if len(topic) > TOPIC_LIMIT:
            draft = replace(draft, description=truncate(topic, DESCRIPTION_LIMIT))
        return [self._open_form_with(scheduling_context, draft, prefill.channel)]

    def open_form_about_message(self, request: Request) -> Replies:
        """**“Schedule about this”**: the message's first line is the topic, the whole of it the description."""
        scheduling_context = self.scheduling_context(request)
        if isinstance(scheduling_context, Denied):
            return self.context.refusal(request, scheduling_context)
        message = request.body.get("message")
        text = str(message.get("text") or "") if isinstance(message, dict) else ""
        names = details.names_of(self.context.db, request.team, [UserId(user) for user in MENTIONED.findall(text)])
        text = unescape_mentions(text, names).strip()
        draft = initial_draft(
            scheduling_context, Prefill(""), truncate(text.partition("\n")[0], ABOUT_TOPIC_LIMIT), request.now
        )
        return [self._open_form_with(scheduling_context, replace(draft, description=truncate(text, ABOUT_TEXT_LIMIT)))]

    def _open_form_with(self, scheduling_context: SchedulingContext, draft: Draft, channel: str = "") -> OpenModal:
        """The rest of the form unfolds by itself where some of it is filled in."""
        unfolded = bool(draft.description or draft.rule or channel)
        form_state = FormState(secrets.token_hex(FORM_ID_BYTES), unfolded=unfolded, zone=draft.zone)
        return OpenModal(
            form_views.form(
                self.form_context(scheduling_context), form_views.initial_content(draft, channel), form_state
            )
        )

    def scheduling_context(self, request: Request) -> SchedulingContext | Denied:
        """Which ID, and why."""
        context = self.context
        return scheduling.scheduling_context(context, request.caller)

    def form_context(self, scheduling_context: SchedulingContext) -> FormContext:
        """What the form depends on."""
        least = self.context.options.passcode_min_length
        proposed = scheduling_context.settings[Setting.PMI_FOR_SCHEDULED]
        return FormContext(
            scheduling_context.profile.room,
            scheduling_context.pmi,
            proposed,
            scheduling_context.passcode_required,
            least,
        )

    def form_with_warnings(self, request: Request, content: FormContent, form_state: FormState) -> View | None:
        """The form once more, with what is said before saving (MEET-3, MEET-7); none where it was said or is nothing."""
        excluded = MeetingKey(int(form_state.target.partition(".")[0])) if form_state.target else None
        context, draft = self.context, content.draft
        found = scheduling.form_warnings(context, request.caller, draft, excluded)
        warnings = [found.hint] if found.hint else []
        if found.conflict is not None:
            warnings.append(meeting_text.conflict_warning(found.conflict))
        fingerprint = hashlib.sha256("\n".join(warnings).encode()).hexdigest()[:16] if warnings else ""
        if not warnings or fingerprint == form_state.noted:
            return None
        scheduling_context = self.scheduling_context(request)
        if isinstance(scheduling_context, Denied):
            return None
        return form_views.form(
            self.form_context(scheduling_context), content, replace(form_state, noted=fingerprint), warnings
        )

    def save_new(self, request: Request, content: FormContent, form_state: FormState) -> Replies:
        """**“Schedule”**. A second submission shows the first one's result."""
        context, view = self.context, request.body["view"]
        existing = scheduling.made_by_form(context, request.caller, form_state.id)
        if existing is None and (warning := self.form_with_warnings(request, content, form_state)):
            return [UpdateModal(warning)]
        saved = scheduling.schedule(context, request.caller, content.draft, form_state.id)
        if isinstance(saved, Denied):
            return [PrivateReply(saved.reason)]
        if isinstance(saved, RefusedDraft):
            return [FieldErrors(form_views.errors(view, saved.faults))]
        notices = self.post_invitation(request, saved.view, content.channel) if content.channel else []
        heading = "Meeting scheduled" if saved.fresh else "Scheduled already"
        return [
            UpdateModal(meeting_views.form_result(saved.view, notices, heading=heading)),
            *context.refresh_home(request),
        ]

    def post_invitation(self, request: Request, shown: MeetingView, channel: str) -> Sequence[str]:
        """Post the invitation; the meeting is saved whatever becomes of it (UX-8)."""
        context = self.context
        try:
            posted = channel_posts.post_meeting(
                context, request.caller, composer(context.options), shown.meeting.key, PostTarget(channel)
            )
        except NotPostedError:
            return [SAVED_NOT_IN_CHANNEL.format(channel=channel)]
        except SlackUnavailableError:
            return [SAVED_PERHAPS_POSTED.format(channel=channel)]
        return [posted.reason] if isinstance(posted, Denied) else []


def repeat_errors(request: Request, content: FormContent) -> Replies | None:
    """Field errors of a repeat that its fields cannot express."""
    if not content.repeat_error:
        return None
    return [FieldErrors(form_views.errors(request.body["view"], {MeetingField.REPEATS: [content.repeat_error]}))]


def initial_draft(scheduling_context: SchedulingContext, prefill: Prefill, topic: str, now: datetime) -> Draft:
    """What a new form holds: what was said, and for the rest what is usual."""
    zone = zone_or_utc(scheduling_context)
    return Draft(
        topic=topic,
        start=first_start(prefill, zone, now),
        zone=zone,
        minutes=prefill.minutes or DEFAULT_MINUTES,
        rule=prefill.rule,
        invite=prefill.people,
        on_pmi=scheduling_context.on_pmi,
    )


def zone_or_utc(scheduling_context: SchedulingContext) -> str:
    """The person's own, or UTC where it is unknown."""
    zone = scheduling_context.profile.person.zone
    return zone if is_timezone(zone) else "UTC"


def zone_options(request: Request) -> Replies:
    """The time zones that what was typed may mean; those that begin with it first."""
    typed = request.body.get("value")
    return [SelectOptions(_matching_zones(typed if isinstance(typed, str) else ""))]


def _matching_zones(typed: str) -> list[Block]:
    wanted = re.sub(r"[\s_]+", " ", typed).strip().casefold()
    found = [(label, name) for label, name in _all_zones() if wanted in label.casefold()]
    found.sort(key=lambda each: (not each[0].rpartition("/")[2].casefold().startswith(wanted), "/" in each[0], each[0]))
    return [option(label, name) for label, name in found[:MAX_OPTIONS]]


@cache
def _all_zones() -> list[tuple[str, str]]:
    names = [name for name in available_timezones() if "/" in name or name == "UTC"]
    return [(form_fields.zone_label(name), name) for name in sorted(names)]
