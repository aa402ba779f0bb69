"""Handlers of the scheduling form: opened, unfolded, sent (MEET-2 to MEET-4, MEET-7)."""

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.handlers.messages.post_replies import refreshed_modal
from bot.handlers.request.context import HandlerContext
from bot.handlers.request.payloads import unescape_mentions, view_id
from bot.handlers.request.routing import action, answers
from bot.i18n.messages import gettext as _
from bot.i18n.messages import say
from bot.policy.ids import MeetingKey, UserId
from bot.policy.meetings.drafts import DESCRIPTION_LIMIT, TOPIC_LIMIT
from bot.policy.settings.catalogue import Setting
from bot.policy.values import zone_data, zone_search
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
    SelectOptions,
    UpdateModal,
    View,
)
from bot.use_cases.invitations.requested_posts import PostTarget, RequestedPost
from bot.use_cases.meetings import scheduling
from bot.use_cases.meetings.phrases import Part, Prefill, Unread, first_start, read_phrase
from bot.use_cases.meetings.scheduling import RefusedDraft, SchedulingContext
from bot.use_cases.people import details
from bot.views.components import posting
from bot.views.components.inputs import option
from bot.views.components.refusals import refusal_text
from bot.views.components.text import truncate
from bot.views.meetings import form as form_views
from bot.views.meetings import form_fields
from bot.views.meetings import list as meeting_views
from bot.views.meetings import recurrence as recurrence_views
from bot.views.meetings import text as meeting_text
from bot.views.meetings.form import FormContext, FormState
from bot.views.meetings.form_content import FormContent, RepeatInput, repeat_input

SCHEDULE_SHORTCUT = "schedule_meeting"
SCHEDULE_ABOUT_SHORTCUT = "schedule_about"
FORM_ID_BYTES = 16
MAX_OPTIONS = 100
DEFAULT_MINUTES = 30
ABOUT_TOPIC_LIMIT, ABOUT_TEXT_LIMIT = 80, 1500
MENTIONED = re.compile(r"<@([UW][A-Z0-9]+)>")


@dataclass(frozen=True, slots=True)
class SchedulingHandlers:
    """Scheduling a meeting."""

    context: HandlerContext

    @action(meeting_views.SCHEDULE)
    @answers(RequestKind.SHORTCUT, SCHEDULE_SHORTCUT)
    def open_form(self, request: Request) -> Replies:
        """`/schedule [text]`, **“Schedule”**: what is not understood of a text is its topic."""
        found = scheduling.scheduling_context(self.context, request.caller)
        if isinstance(found, Denied):
            return self.context.refusal(request, found)
        prefill = read_phrase(request.text, zone_or_utc(found), request.now)
        topic = unescape_mentions(prefill.topic)
        content = initial_content(found, replace(prefill, topic=truncate(topic, TOPIC_LIMIT)), request.now)
        if len(topic) > TOPIC_LIMIT:
            content = replace(content, description=truncate(topic, DESCRIPTION_LIMIT))
        return [self._open_form_with(request, found, content, prefill.unread)]

    @answers(RequestKind.SHORTCUT, SCHEDULE_ABOUT_SHORTCUT)
    def open_form_about_message(self, request: Request) -> Replies:
        """**“Schedule about this”**: the message's first line is the topic, the whole of it the description."""
        found = scheduling.scheduling_context(self.context, request.caller)
        if isinstance(found, Denied):
            return self.context.refusal(request, found)
        message = request.body.get("message")
        text = str(message.get("text") or "") if isinstance(message, dict) else ""
        names = details.names_of(self.context.db, request.team, [UserId(user) for user in MENTIONED.findall(text)])
        text = unescape_mentions(text, names).strip()
        topic = truncate(text.partition("\n")[0], ABOUT_TOPIC_LIMIT)
        content = initial_content(found, Prefill(topic), request.now)
        return [self._open_form_with(request, found, replace(content, description=truncate(text, ABOUT_TEXT_LIMIT)))]

    def _open_form_with(
        self, request: Request, situation: SchedulingContext, content: FormContent, unread: Sequence[Unread] = ()
    ) -> OpenModal:
        form_state = new_form_state(situation, content, unread)
        return OpenModal(form_views.form(self._form_context(request, situation), content, form_state))

    @answers(RequestKind.OPTIONS, form_fields.SEARCH_ZONE)
    def search_zone(self, request: Request) -> Replies:
        """The time zones that what was typed may mean; the person's own first, then those that begin with it."""
        typed = request.body.get("value")
        found = scheduling.scheduling_context(self.context, request.caller)
        own = "" if isinstance(found, Denied) else zone_or_utc(found)
        names = zone_search.matching_zones(typed if isinstance(typed, str) else "", request.now, own)
        offered = [option(form_fields.zone_label(name), name) for name in names[:MAX_OPTIONS]]
        # Translators: at most 75 characters; how many time zones are shown of those that match what was typed.
        more = _("{shown} of {count}: type more to find yours", shown=len(offered), count=len(names))
        return [SelectOptions(offered, more if len(names) > MAX_OPTIONS else "")]

    def form_context(self, request: Request) -> FormContext | Denied:
        """What the form depends on: which ID, and why."""
        found = scheduling.scheduling_context(self.context, request.caller)
        return found if isinstance(found, Denied) else self._form_context(request, found)

    def _form_context(self, request: Request, situation: SchedulingContext) -> FormContext:
        zone = situation.profile.person.zone
        return FormContext(
            room=situation.profile.room,
            pmi_allowed=situation.pmi,
            proposed=situation.settings[Setting.PMI_FOR_SCHEDULED],
            passcode_required=situation.passcode_required,
            passcode_min_length=self.context.options.passcode_min_length,
            now=request.now,
            unknown_zone=None if is_timezone(zone) else zone,
        )

    def form_with_warnings(
        self, request: Request, content: FormContent, form_state: FormState, more: Sequence[str] = ()
    ) -> View | None:
        """The form once more, with what is said before saving (MEET-3, MEET-5, MEET-7); none where it was said or is nothing.

        `more`: what is said of the meeting that is edited, already escaped.
        """
        draft = content.draft()
        edited = MeetingKey(int(form_state.target.partition(".")[0])) if form_state.target else None
        if edited is None and scheduling.is_faulty(self.context, request.caller, draft):
            return None
        conflict = scheduling.find_conflict(self.context, request.caller, draft, edited)
        hint = recurrence_views.recurrence_notice(draft)
        warnings = [*filter(None, [hint]), *more, *([meeting_text.conflict_warning(conflict)] if conflict else [])]
        fingerprint = hashlib.sha256("\n".join(warnings).encode()).hexdigest()[:16] if warnings else ""
        if not warnings or fingerprint == form_state.noted:
            return None
        form_context = self.form_context(request)
        if isinstance(form_context, Denied):
            return None
        return form_views.form(form_context, content, replace(form_state, noted=fingerprint, unread=()), warnings)

    def save_new(self, request: Request, content: FormContent, form_state: FormState) -> Replies:
        """**“Schedule”**. A second submission shows the first one's result."""
        context, view = self.context, request.body["view"]
        existing = scheduling.made_by_form(context, request.caller, form_state.id)
        if existing is None and (warning := self.form_with_warnings(request, content, form_state)):
            return [UpdateModal(warning)]
        post_to = PostTarget(content.channel, view=view_id(request)) if content.channel else None
        saved = scheduling.schedule(context, request.caller, content.draft(), form_state.id, post_to)
        if isinstance(saved, Denied):
            return [PrivateReply(refusal_text(saved.reason))]
        if isinstance(saved, RefusedDraft):
            return [FieldErrors(form_views.errors(view, saved.faults))]
        notices, post = _post_notices(saved.post, content.channel)
        # Translators: at most 24 characters.
        heading = say(meeting_views.SCHEDULED) if saved.fresh else _("Scheduled already")
        result = meeting_views.form_result(saved.view, notices, heading=heading, post=post)
        refreshed = [refreshed_modal(context, saved.post)] if isinstance(saved.post, RequestedPost) else []
        return [UpdateModal(result), *refreshed, *context.refresh_home(request)]


def input_errors(request: Request, content: FormContent) -> Replies | None:
    """Field errors where something is still to be chosen, or a repeat cannot be expressed by its fields."""
    faults = form_views.input_errors(content)
    return [FieldErrors(form_views.errors(request.body["view"], faults))] if faults else None


def _post_notices(post: RequestedPost | Denied | None, channel: str) -> tuple[Sequence[str], Sequence[Block]]:
    """The warnings of the result, and what it says of the post until it is redrawn (UX-8)."""
    match post:
        case Denied(reason):
            return [refusal_text(reason)], []
        case RequestedPost(is_posted=True):
            return [], posting.posted_blocks(channel)
        case RequestedPost():
            return [], posting.posting_blocks(channel)
    return [], []


def initial_content(situation: SchedulingContext, prefill: Prefill, now: datetime) -> FormContent:
    """What a new form holds: what was said, and for the rest what is usual.

    Where a part was not understood nothing is proposed in its place, nor any other day or hour than was said (MEET-10).
    """
    zone, unread = prefill.zone or zone_or_utc(situation), {each.part for each in prefill.unread}
    start = None if unread else first_start(prefill, zone, now)
    return FormContent(
        topic=prefill.topic,
        day=start.date() if start else prefill.day,
        clock=start.time() if start else prefill.clock,
        zone=zone,
        minutes=prefill.minutes or (None if Part.DURATION in unread else DEFAULT_MINUTES),
        repeat=RepeatInput("") if Part.PATTERN in unread else repeat_input(prefill.rule),
        on_pmi=situation.on_pmi,
        invite=prefill.people,
        channel=prefill.channel,
    )


def new_form_state(situation: SchedulingContext, content: FormContent, unread: Sequence[Unread]) -> FormState:
    """That of a new form. Its rest unfolds by itself where some of it is filled in, or asked for."""
    asked = any(each.part in (Part.ZONE, Part.PATTERN) for each in unread)
    filled_in = content.description or content.channel or content.repeat.is_chosen
    return FormState(
        secrets.token_hex(FORM_ID_BYTES),
        unfolded=bool(asked or filled_in or content.zone != zone_or_utc(situation)),
        zone=content.zone,
        unread=form_views.read_unread([unescape_mentions(each.words) for each in unread]),
    )


def zone_or_utc(situation: SchedulingContext) -> str:
    """The person's own, in the spelling that is offered, or UTC where it is unknown."""
    zone = situation.profile.person.zone
    return zone_data.in_use().preferred_name(zone) if is_timezone(zone) else zone_data.UTC_NAME
