"""Handlers of **“Audit log”**: its pages, its filters, and its export as a file in the admin's messages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from bot.handlers.request.admin_context import AdminContext, refusal_reply, requires
from bot.handlers.request.csv_files import NOT_SENT, csv_document
from bot.handlers.request.payloads import value_id
from bot.policy.audit.events import AuditEntry
from bot.policy.ids import AuditEntryId, TeamId, UserId
from bot.policy.people.caller import Caller
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

    @requires(AdminContext.require_admin)
    def export(self, request: Request, caller: Caller) -> Replies:
        """**“Export as CSV”**: what the filters choose, all of it, read while it is written and sent."""
        user, setting = audit_views.read_filter(request.body.get("view") or {})
        log_filter = audit_log.filter_for(self.admin.context.db, request.team, user or None, setting)
        entries = audit_log.export(self.admin.context, caller, log_filter)
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
        caller = self.admin.require_admin(request)
        if isinstance(caller, Denied):
            return refusal_reply(caller)
        entries = self._read(request, caller, user, setting, before)
        if isinstance(entries, Denied):
            return refusal_reply(entries)
        names = audit_log.names_in(self.admin.context.db, request.team, entries)
        view = audit_views.audit_page(
            entries, names.people, names.groups, user=user, setting=setting, first=not before, notice=notice
        )
        return [UpdateModal(view)]

    def _read(
        self, request: Request, caller: Caller, user: UserId, setting: Setting | None, before: AuditEntryId
    ) -> list[AuditEntry] | Denied:
        log_filter = audit_log.filter_for(self.admin.context.db, request.team, user or None, setting)
        return audit_log.read_page(self.admin.context, caller, log_filter, before or None, audit_views.PAGE_SIZE)

    def _rows(self, team: TeamId, entries: Iterable[AuditEntry]) -> Iterator[list[str]]:
        """In portions, so that names are asked for together and nothing is held in memory."""
        remaining = iter(entries)
        while batch := list(islice(remaining, BATCH_SIZE)):
            names = audit_log.names_in(self.admin.context.db, team, batch)
            yield from (audit_text.csv_row(entry, names.actors, names.people, names.groups) for entry in batch)
