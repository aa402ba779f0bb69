"""Settings of the account and licenses of people that need no approval (section 4 of the rules)."""

from dataclasses import replace

from bot.i18n.languages import ENGLISH, Language
from bot.policy.approvals.requests import ChannelInfo, channel_refusal
from bot.policy.audit.events import AuditAction, AuditEvent, Cause
from bot.policy.ids import UserId
from bot.policy.people.caller import Caller
from bot.policy.people.people import UNKNOWN_PERSON, Account, License, Person, Plan
from bot.policy.people.permissions import may_act_as_owner, may_administer
from bot.policy.values.results import Denied
from bot.use_cases.approvals import channel_posts
from bot.use_cases.context import Context, permitted_account
from storage import Connection
from storage.approvals import requests as request_store
from storage.audit import audit as audit_store
from storage.people import people as people_store


def set_plan(context: Context, caller: Caller, plan: Plan) -> Account | Denied:
    """Set the account's plan, by an owner."""
    with context.db.write(caller.team) as tx:
        account = permitted_account(tx, caller.team, may_act_as_owner(caller.actor, caller.now))
        if isinstance(account, Denied):
            return account
        event = AuditEvent(AuditAction.PLAN, before=account.plan, after=plan)
        return _save(tx, caller, account, replace(account, plan=plan), event)


def set_default_license(context: Context, caller: Caller, license_: License) -> Account | Denied:
    """Set the license that new people get (ROLE-3)."""
    with context.db.write(caller.team) as tx:
        account = permitted_account(tx, caller.team, may_administer(caller.actor, caller.now))
        if isinstance(account, Denied):
            return account
        event = AuditEvent(AuditAction.DEFAULT_LICENSE, before=account.default_license, after=license_)
        return _save(tx, caller, account, replace(account, default_license=license_), event)


def set_approvals_channel(context: Context, caller: Caller, channel: str, facts: ChannelInfo) -> Account | Denied:
    """Set the channel where requests are posted, by an owner (APP-7). `facts`: what Slack says about it now."""
    with context.db.write(caller.team) as tx:
        account = permitted_account(tx, caller.team, may_act_as_owner(caller.actor, caller.now))
        if isinstance(account, Denied):
            return account
        if denied := channel_refusal(facts):
            return denied
        event = AuditEvent(AuditAction.APPROVALS_CHANNEL, before=account.approvals_channel, after=channel)
        channel_posts.show_in_new_channel(tx, request_store.pending(tx, account.id), channel, caller.now)
        return _save(tx, caller, account, replace(account, approvals_channel=channel), event)


def set_language(context: Context, caller: Caller, language: Language) -> Account | Denied:
    """Set the language of posts in channels, by an owner (LANG-1). It counts for what is posted or updated from now on."""
    with context.db.write(caller.team) as tx:
        account = permitted_account(tx, caller.team, may_act_as_owner(caller.actor, caller.now))
        if isinstance(account, Denied):
            return account
        before = account.language or ENGLISH
        event = AuditEvent(AuditAction.LANGUAGE, before=before, after=language)
        return _save(tx, caller, replace(account, language=before), replace(account, language=language), event)


def finish_set_up(context: Context, caller: Caller) -> Account | Denied:
    """Record that an owner went through the set-up, which is offered only once."""
    with context.db.write(caller.team) as tx:
        account = permitted_account(tx, caller.team, may_act_as_owner(caller.actor, caller.now))
        if isinstance(account, Denied) or account.set_up_at is not None:
            return account
        people_store.update_account(tx, replace(account, set_up_at=caller.now))
        return replace(account, set_up_at=caller.now)


def assign_license(context: Context, caller: Caller, user: UserId, license_: License) -> Person | Denied:
    """Give a person a license. Their choices are kept (LINK-3)."""
    with context.db.write(caller.team) as tx:
        account = permitted_account(tx, caller.team, may_administer(caller.actor, caller.now))
        if isinstance(account, Denied):
            return account
        person = people_store.find(tx, caller.team, user)
        if person is None:
            return UNKNOWN_PERSON
        if person.license is not license_:
            people_store.set_license(tx, person.id, license_)
            event = AuditEvent(AuditAction.LICENSE, person=person.id, before=person.license, after=license_)
            audit_store.add(tx, account.id, event, Cause(caller.user, caller.now))
        return replace(person, license=license_)


def _save(tx: Connection, caller: Caller, before: Account, after: Account, event: AuditEvent) -> Account:
    if after != before:
        people_store.update_account(tx, after)
        audit_store.add(tx, before.id, event, Cause(caller.user, caller.now))
    return after
