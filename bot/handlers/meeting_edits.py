"""What Slack sends about changing meetings: one occurrence, this and the following, or all; and by which ID (MEET-5, INV-5)."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from bot.exchange import Invalid, Kind, Open, Replace, Replies, Request, Routes, Say, Surface, Update, View
from bot.handlers.desk import Desk
from bot.handlers.meetings import CHANGED_MEANWHILE, MeetingHandlers
from bot.handlers.payloads import as_id, id_in, ids_in
from bot.handlers.scheduling import FORM_BYTES, SchedulingHandlers
from bot.policy.answers import Denied
from bot.policy.meeting_forms import Draft
from bot.policy.meetings import Change, Meeting, MeetingKey, find, is_recurring, occurrences
from bot.policy.shown_meetings import Shown
from bot.use_cases import attendance, cancellations, meeting_edits, meetings, series_edits
from bot.use_cases.cancellations import Cancelled
from bot.use_cases.meeting_edits import Edited, Stale, Switched
from bot.use_cases.meetings import RefusedDraft
from bot.use_cases.series_edits import NO_OCCURRENCE, Spot
from bot.views import meeting_forms as views
from bot.views import meeting_scopes as scope_views
from bot.views import meetings as meeting_views
from bot.views.meeting_forms import Content, Memory
from bot.views.refill import refilled

Outcome = Edited | RefusedDraft | Stale | Denied


@dataclass(frozen=True, slots=True)
class MeetingEditHandlers:
    """Changing one's meetings."""

    desk: Desk
    scheduling: SchedulingHandlers
    listing: MeetingHandlers

    def routes(self) -> Routes:
        """Buttons and forms."""
        return {
            (Kind.ACTION, meeting_views.EDIT): self.open,
            (Kind.ACTION, meeting_views.SOME_CANCEL): self.ask_to_cancel,
            (Kind.SUBMISSION, scope_views.EDIT_FORM): self.open_scope,
            (Kind.SUBMISSION, scope_views.CANCEL_FORM): self.cancel_scope,
            (Kind.ACTION, meeting_views.SWITCH_ALL): self.switch_all,
            (Kind.ACTION, meeting_views.SWITCH_ONE): self.switch_one,
        }

    def open(self, request: Request) -> Replies:
        """**“Edit”**: the form, of a series after the question how much of it."""
        shown = self._look(request, MeetingKey(id_in(request)))
        if isinstance(shown, Denied):
            return [Say(shown.reason)]
        if is_recurring(shown.meeting):
            return [self._question(request, shown, cancelling=False)]
        spot = Spot(shown.meeting.key, shown.meeting.version, shown.meeting.pattern.start)
        form = self._form(request, spot, views.ALL)
        return [Say(form.reason) if isinstance(form, Denied) else Open(form)]

    def ask_to_cancel(self, request: Request) -> Replies:
        """**“Cancel meeting”** of a series."""
        value = str(next(iter(request.body.get("actions") or [{}])).get("value", ""))
        shown = self._look(request, MeetingKey(as_id(value.partition(".")[0])))
        return [Say(shown.reason) if isinstance(shown, Denied) else self._question(request, shown, cancelling=True)]

    def _question(self, request: Request, shown: Shown, *, cancelling: bool) -> Open:
        upcoming = [] if shown.meeting.cancelled_at else occurrences(shown.meeting, request.now)
        return Open(
            scope_views.question(shown, list(islice(upcoming, scope_views.MOST_OFFERED)), cancelling=cancelling)
        )

    def _look(self, request: Request, key: MeetingKey) -> Shown | Denied:
        return meetings.look_at(self.desk.db, request.team, request.user, key, request.now)

    def open_scope(self, request: Request) -> Replies:
        """How much of it was chosen: now the form."""
        view = request.body["view"]
        return _instead(self._form(request, spot_of(scope_views.target_of(view)), scope_views.scope(view)))

    def cancel_scope(self, request: Request) -> Replies:
        """**“Cancel meeting”** of so much of a series."""
        view, db = request.body["view"], self.desk.db
        spot, now = spot_of(scope_views.target_of(view)), request.now
        outcome: Cancelled | Stale | Denied
        match scope_views.scope(view):
            case views.ONE:
                outcome = cancellations.cancel_one(db, request.team, request.user, spot, now)
            case views.FOLLOWING:
                outcome = cancellations.cancel_following(db, request.team, request.user, spot, now)
            case views.ALL:
                outcome = cancellations.cancel(db, request.team, request.user, (spot.meeting, spot.version), now)
            case _:
                outcome = NO_OCCURRENCE
        return self.listing.cancelled(request, outcome)

    def _form(self, request: Request, spot: Spot, scope: str, *notices: str) -> View | Denied:
        prospect, shown = self.scheduling.prospect(request), self._look(request, spot.meeting)
        if isinstance(prospect, Denied):
            return prospect
        if isinstance(shown, Denied):
            return shown
        spot = replace(spot, version=shown.meeting.version)
        draft = self._draft(request, shown.meeting, spot, scope)
        if isinstance(draft, Denied):
            return draft
        memory = Memory(
            secrets.token_hex(FORM_BYTES),
            unfolded=scope != views.ONE,
            target=f"{spot.meeting}.{spot.version}.{spot.planned.isoformat(timespec='minutes')}",
            scope=scope,
        )
        return views.form(self.scheduling.ground(prospect), views.content_of(draft), memory, notices)

    def _draft(self, request: Request, meeting: Meeting, spot: Spot, scope: str) -> Draft | Denied:
        """What the form is filled with."""
        zone = meeting.pattern.zone
        if scope == views.ONE:
            one = find(meeting, spot.planned)
            return Draft(one.topic, one.start, zone, one.minutes) if one else NO_OCCURRENCE
        if scope == views.FOLLOWING:
            rest = series_edits.form_for_following(self.desk.db, request.team, request.user, spot, request.now)
            if isinstance(rest, Denied):
                return rest
            meeting = rest if isinstance(rest, Meeting) else meeting
        found = attendance.invitees(self.desk.db, request.team, request.user, spot.meeting)
        return Draft(
            topic=meeting.topic,
            start=meeting.pattern.start,
            zone=zone,
            minutes=meeting.minutes,
            rule=meeting.pattern.rule,
            on_pmi=meeting.own is None,
            passcode=meeting.own.passcode if meeting.own else None,
            invite=() if isinstance(found, Denied) else tuple(each.person.user for each in found),
            description=meeting.description,
        )

    def save(self, request: Request, content: Content, memory: Memory) -> Replies:
        """**“Save”**. Who knew another ID or time is told when the host says so (INV-3)."""
        view, spot = request.body["view"], spot_of(memory.target)
        if memory.scope != views.ONE and (warning := self.scheduling.warned(request, content, memory)):
            return [Update(warning)]
        outcome = self._save(request, content.draft, spot, memory.scope)
        match outcome:
            case Denied(reason):
                return [Say(reason), *self.desk.home_again(request)]
            case RefusedDraft(faults):
                return [Invalid(views.errors(view, faults), refilled(view))]
            case Stale():
                return _instead(self._form(request, spot, memory.scope, CHANGED_MEANWHILE))
            case Edited(shown):
                heading = "Saved" if outcome.fresh else "Nothing to save"
                return [Update(meeting_views.scheduled(shown, (), heading=heading)), *self.desk.home_again(request)]

    def _save(self, request: Request, draft: Draft, spot: Spot, scope: str) -> Outcome:
        desk, team, user, now = self.desk, request.team, request.user, request.now
        if scope == views.ONE:
            change = Change(draft.start, draft.minutes, draft.topic)
            return series_edits.edit_one(desk.db, team, user, spot, change, now)
        shown = self._look(request, spot.meeting)
        if not draft.passcode and isinstance(shown, Shown) and shown.meeting.own is None:
            draft = replace(draft, passcode=None)  # an ID that it gets only now has one generated
        if scope == views.FOLLOWING:
            return series_edits.edit_following(desk.db, desk.directory, desk.terms, team, user, spot, draft, now)
        seen = (spot.meeting, spot.version)
        return meeting_edits.edit_all(desk.db, desk.directory, desk.terms, team, user, seen, draft, now)

    def switch_all(self, request: Request) -> Replies:
        """**“Switch all to generated IDs”**, confirmed (INV-5)."""
        switched = meeting_edits.switch_all(self.desk.db, self.desk.terms, request.team, request.user, request.now)
        return self._switched(request, switched)

    def switch_one(self, request: Request) -> Replies:
        """**“Switch to a generated ID”**, confirmed."""
        key, version, _ = ids_in(request)
        seen = (MeetingKey(key), version)
        desk = self.desk
        switched = meeting_edits.switch_to_generated(desk.db, desk.terms, request.team, request.user, seen, request.now)
        return self._switched(request, switched)

    def _switched(self, request: Request, switched: Switched | Stale | Denied) -> Replies:
        """What became of it; the list is shown anew where the button stood."""
        if isinstance(switched, Denied):
            return [Say(switched.reason)]
        text = CHANGED_MEANWHILE if isinstance(switched, Stale) else meeting_views.switched(len(switched.meetings))
        reply = Say if request.surface is Surface.HOME else Replace
        again = self.listing.page(request, 0) if request.surface is Surface.MESSAGE else []
        return [reply(text, [*meeting_views.notice(text), *again]), *self.desk.home_again(request)]


def _instead(form: View | Denied) -> Replies:
    """In place of the form that was sent: one that stayed underneath would come up again, older than what holds."""
    return [Say(form.reason) if isinstance(form, Denied) else Update(form)]


def spot_of(text: str) -> Spot:
    """What a form remembers of its meeting; one that no meeting has where that was tampered with."""
    key, _, rest = text.partition(".")
    version, _, planned = rest.partition(".")
    try:
        at = datetime.fromisoformat(planned)
    except ValueError:
        at = datetime.min  # noqa: DTZ901 - a local time at which nothing takes place
    return Spot(MeetingKey(as_id(key)), as_id(version), at.replace(tzinfo=None))
