"""What Slack sends about **“Audit log”**: its pages, its filters, and its export as a file in the admin's messages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from bot.handlers.request.admin_context import AdminContext, refusal_reply
from bot.handlers.request.csv_files import NOT_SENT, csv_document
from bot.handlers.request.payloads import value_id
from bot.policy.audit.events import AuditEntry
from bot.policy.ids import AuditEntryId, TeamId, UserId
from bot.policy.people.people import Actor
from bot.policy.settings.catalogue import Setting
from bot.policy.values.results import Denied
from bot.protocol import PrivateReply, Replies, Request, RequestKind, Routes, UpdateModal
from bot.use_cases.audit import log as audit_log
from bot.use_cases.ports import NotPostedError
from bot.views.admin import audit_log as audit_views
from bot.views.admin import audit_text
from bot.views.components.console_page import AUDIT, NEXT, PREVIOUS

SENT = ":white_check_mark: I sent the audit log to your messages with me, as a CSV file."
BATCH_SIZE = 500


@dataclass(frozen=True, slots=True)
class AuditHandlers:
    """Reading what was written down."""

    admin: AdminContext

    def routes(self) -> Routes:
        """Buttons and filters."""
        return {
            **{(RequestKind.ACTION, AUDIT + direction): self.show for direction in ("", PREVIOUS, NEXT)},
            (RequestKind.ACTION, audit_views.BY_PERSON): self.show,
            (RequestKind.ACTION, audit_views.BY_SETTING): self.show,
            (RequestKind.ACTION, audit_views.CLEAR): self.show_all,
            (RequestKind.ACTION, audit_views.EXPORT): self.export,
        }

    def show(self, request: Request) -> Replies:
        """A page by the filters of the present one."""
        user, setting = audit_views.read_filter(request.body.get("view") or {})
        return self._page(request, user, setting, AuditEntryId(value_id(request)))

    def show_all(self, request: Request) -> Replies:
        """**“Show all”**."""
        return self._page(request, UserId(""), None, AuditEntryId(0))

    def export(self, request: Request) -> Replies:
        """**“Export as CSV”**: what the filters choose, all of it, read while it is written and sent."""
        actor = self.admin.require_admin(request)
        if isinstance(actor, Denied):
            return refusal_reply(actor)
        db, (user, setting) = self.admin.context.db, audit_views.read_filter(request.body.get("view") or {})
        log_filter = audit_log.filter_for(db, request.team, user or None, setting)
        entries = audit_log.export(db, request.team, actor, log_filter, request.now)
        if isinstance(entries, Denied):
            return refusal_reply(entries)
        name = f"audit-{request.now:%Y-%m-%d}.csv"
        try:
            with csv_document(name, "Audit log", audit_text.CSV_COLUMNS, self._rows(request.team, entries)) as document:
                self.admin.context.messenger.send_document(request.team, request.user, document)
        except NotPostedError:
            return [PrivateReply(NOT_SENT)]
        return self._page(request, user, setting, AuditEntryId(0), SENT)

    def _page(
        self, request: Request, user: UserId, setting: Setting | None, before: AuditEntryId, notice: str = ""
    ) -> Replies:
        actor = self.admin.require_admin(request)
        if isinstance(actor, Denied):
            return refusal_reply(actor)
        entries = self._read(request, actor, user, setting, before)
        if isinstance(entries, Denied):
            return refusal_reply(entries)
        names = audit_log.names_in(self.admin.context.db, request.team, entries)
        view = audit_views.audit_page(
            entries, names.people, names.groups, user=user, setting=setting, first=not before, notice=notice
        )
        return [UpdateModal(view)]

    def _read(
        self, request: Request, actor: Actor, user: UserId, setting: Setting | None, before: AuditEntryId
    ) -> list[AuditEntry] | Denied:
        db = self.admin.context.db
        log_filter = audit_log.filter_for(db, request.team, user or None, setting)
        return audit_log.read_page(
            db, request.team, actor, log_filter, before or None, audit_views.PAGE_SIZE, request.now
        )

    def _rows(self, team: TeamId, entries: Iterable[AuditEntry]) -> Iterator[list[str]]:
        """In portions, so that names are asked for together and nothing is held in memory."""
        remaining = iter(entries)
        while batch := list(islice(remaining, BATCH_SIZE)):
            names = audit_log.names_in(self.admin.context.db, team, batch)
            yield from (audit_text.csv_row(entry, names.actors, names.people, names.groups) for entry in batch)
