"""What Slack sends about the scheduling form: opened, unfolded, sent (MEET-2 to MEET-4, MEET-7)."""

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from zoneinfo import available_timezones

from bot.exchange import Block, Choices, Invalid, Kind, Open, Replies, Request, Routes, Say, Update, View
from bot.handlers.desk import Desk
from bot.handlers.meeting_letters import composer
from bot.handlers.payloads import as_typed
from bot.policy.answers import Denied
from bot.policy.local_times import is_zone
from bot.policy.meeting_forms import DESCRIPTION_LIMIT, TOPIC_LIMIT, Draft, Field
from bot.policy.meetings import MeetingKey
from bot.policy.people import UserId
from bot.policy.settings import Setting
from bot.policy.shown_meetings import Shown
from bot.use_cases import meeting_forms, meeting_posts, meetings, people
from bot.use_cases.meeting_posts import Target
from bot.use_cases.meetings import Prospect, RefusedDraft
from bot.use_cases.phrases import Prefill, first_start, read
from bot.use_cases.ports import NotPostedError, SlackUnavailableError
from bot.views import meeting_fields, meeting_words
from bot.views import meeting_forms as views
from bot.views import meetings as meeting_views
from bot.views.blocks import cut
from bot.views.forms import option
from bot.views.meeting_forms import Content, Ground, Memory
from bot.views.refill import refilled

SHORTCUT = "schedule_meeting"
ABOUT = "schedule_about"
FORM_BYTES = 16
MOST_CHOICES = 100
USUAL_MINUTES = 30
ABOUT_TOPIC, ABOUT_TEXT = 80, 1500
MENTIONED = re.compile(r"<@([UW][A-Z0-9]+)>")
NOT_IN_CHANNEL = "The meeting is saved, but I could not post it in <#{channel}>. Type `/invite @PMI Bot` there, then press “Post to a channel …”."
PERHAPS_POSTED = (
    "The meeting is saved. Slack did not answer me just now: if it is not in <#{channel}>, press “Post to a channel …”."
)


@dataclass(frozen=True, slots=True)
class SchedulingHandlers:
    """Scheduling a meeting."""

    desk: Desk

    def routes(self) -> Routes:
        """Buttons, the form and its menus, shortcuts."""
        return {
            (Kind.ACTION, meeting_views.SCHEDULE): self.open_form,
            (Kind.SHORTCUT, SHORTCUT): self.open_form,
            (Kind.SHORTCUT, ABOUT): self.open_about,
            (Kind.OPTIONS, meeting_fields.ZONE): zones,
        }

    def open_form(self, request: Request) -> Replies:
        """`/schedule [text]`, **“Schedule”**: what is not understood of a text is its topic."""
        prospect = self.prospect(request)
        if isinstance(prospect, Denied):
            return self.desk.refused(request, prospect)
        said = read(request.text, zone_of(prospect), request.now)
        topic = as_typed(said.topic)
        draft = first_draft(prospect, said, cut(topic, TOPIC_LIMIT), request.now)
        if len(topic) > TOPIC_LIMIT:
            draft = replace(draft, description=cut(topic, DESCRIPTION_LIMIT))
        return [self._opened(prospect, draft, said.channel)]

    def open_about(self, request: Request) -> Replies:
        """**“Schedule about this”**: the message's first line is the topic, the whole of it the description."""
        prospect = self.prospect(request)
        if isinstance(prospect, Denied):
            return self.desk.refused(request, prospect)
        message = request.body.get("message")
        text = str(message.get("text") or "") if isinstance(message, dict) else ""
        names = people.names(self.desk.db, request.team, [UserId(user) for user in MENTIONED.findall(text)])
        text = as_typed(text, names).strip()
        draft = first_draft(prospect, Prefill(""), cut(text.partition("\n")[0], ABOUT_TOPIC), request.now)
        return [self._opened(prospect, replace(draft, description=cut(text, ABOUT_TEXT)))]

    def _opened(self, prospect: Prospect, draft: Draft, channel: str = "") -> Open:
        """The rest of the form unfolds by itself where some of it is filled in."""
        unfolded = bool(draft.description or draft.rule or channel)
        memory = Memory(secrets.token_hex(FORM_BYTES), unfolded=unfolded, zone=draft.zone)
        return Open(views.form(self.ground(prospect), views.content_of(draft, channel), memory))

    def prospect(self, request: Request) -> Prospect | Denied:
        """Which ID, and why."""
        desk = self.desk
        return meetings.prospect(desk.db, desk.directory, desk.terms, request.team, request.user, request.now)

    def ground(self, prospect: Prospect) -> Ground:
        """What the form depends on."""
        least = self.desk.terms.passcode_min_length
        proposed = prospect.settings[Setting.PMI_FOR_SCHEDULED]
        return Ground(prospect.profile.room, prospect.pmi, proposed, prospect.passcode_required, least)

    def warned(self, request: Request, content: Content, memory: Memory) -> View | None:
        """The form once more, with what is said before saving (MEET-3, MEET-7); none where it was said or is nothing."""
        besides = MeetingKey(int(memory.target.partition(".")[0])) if memory.target else None
        desk, draft = self.desk, content.draft
        found = meeting_forms.warnings(desk.db, desk.terms, request.team, request.user, draft, besides, request.now)
        told = [found.hint] if found.hint else []
        if found.collision is not None:
            told.append(meeting_words.too_close(found.collision))
        noted = hashlib.sha256("\n".join(told).encode()).hexdigest()[:16] if told else ""
        if not told or noted == memory.noted:
            return None
        prospect = self.prospect(request)
        if isinstance(prospect, Denied):
            return None
        return views.form(self.ground(prospect), content, replace(memory, noted=noted), told)

    def save_new(self, request: Request, content: Content, memory: Memory) -> Replies:
        """**“Schedule”**. A second submission shows the first one's result."""
        desk, view = self.desk, request.body["view"]
        made = meeting_forms.made_by(desk.db, request.team, request.user, memory.id)
        if made is None and (warning := self.warned(request, content, memory)):
            return [Update(warning)]
        saved = meetings.schedule(
            desk.db, desk.directory, desk.terms, request.team, request.user, content.draft, memory.id, request.now
        )
        if isinstance(saved, Denied):
            return [Say(saved.reason)]
        if isinstance(saved, RefusedDraft):
            return [Invalid(views.errors(view, saved.faults), refilled(view))]
        notices = self.posted(request, saved.shown, content.channel) if content.channel else []
        heading = "Meeting scheduled" if saved.fresh else "Scheduled already"
        return [Update(meeting_views.scheduled(saved.shown, notices, heading=heading)), *desk.home_again(request)]

    def posted(self, request: Request, shown: Shown, channel: str) -> Sequence[str]:
        """Post the invitation; the meeting is saved whatever becomes of it (UX-8)."""
        desk = self.desk
        try:
            posted = meeting_posts.post_meeting(
                desk.db,
                desk.messenger,
                composer(desk.terms),
                request.team,
                request.user,
                shown.meeting.key,
                Target(channel),
                request.now,
            )
        except NotPostedError:
            return [NOT_IN_CHANNEL.format(channel=channel)]
        except SlackUnavailableError:
            return [PERHAPS_POSTED.format(channel=channel)]
        return [posted.reason] if isinstance(posted, Denied) else []


def faulty(request: Request, content: Content) -> Replies | None:
    """A repeat that its fields do not mean stands beside them."""
    view = request.body["view"]
    if not content.fault:
        return None
    return [Invalid(views.errors(view, {Field.REPEATS: [content.fault]}), refilled(view))]


def first_draft(prospect: Prospect, said: Prefill, topic: str, now: datetime) -> Draft:
    """What a new form holds: what was said, and for the rest what is usual."""
    zone = zone_of(prospect)
    return Draft(
        topic=topic,
        start=first_start(said, zone, now),
        zone=zone,
        minutes=said.minutes or USUAL_MINUTES,
        rule=said.rule,
        invite=said.people,
        on_pmi=prospect.on_pmi,
    )


def zone_of(prospect: Prospect) -> str:
    """The person's own, or UTC where it is unknown."""
    zone = prospect.profile.person.zone
    return zone if is_zone(zone) else "UTC"


def zones(request: Request) -> Replies:
    """The time zones that what was typed may mean; those that begin with it first."""
    typed = request.body.get("value")
    return [Choices(_matching(typed if isinstance(typed, str) else ""))]


def _matching(typed: str) -> list[Block]:
    wanted = re.sub(r"[\s_]+", " ", typed).strip().casefold()
    found = [(label, name) for label, name in _zones() if wanted in label.casefold()]
    found.sort(key=lambda each: (not each[0].rpartition("/")[2].casefold().startswith(wanted), "/" in each[0], each[0]))
    return [option(label, name) for label, name in found[:MOST_CHOICES]]


@cache
def _zones() -> list[tuple[str, str]]:
    names = [name for name in available_timezones() if "/" in name or name == "UTC"]
    return [(meeting_fields.zone_label(name), name) for name in sorted(names)]
