"""Web API methods about people: users.* and usergroups.*."""

from bot.sandbox.errors import Json, SlackError
from bot.sandbox.webapi.args import Args
from bot.sandbox.webapi.paging import page
from bot.sandbox.workspace.people import Person
from bot.sandbox.workspace.workspace import Workspace


def info(workspace: Workspace, args: Args) -> Json:
    """users.info: the whole user object."""
    person = workspace.people.get(args.text("user"))
    if person is None:
        raise SlackError("user_not_found")
    return {"user": _shown(workspace, person, args)}


def list_users(workspace: Workspace, args: Args) -> Json:
    """users.list: all users, deactivated people and bots too, in pages."""
    people, cursor = page([one for _, one in sorted(workspace.people.items())], args)
    return {
        "members": [_shown(workspace, person, args) for person in people],
        "cache_ts": int(workspace.clock.now().timestamp()),
        "response_metadata": {"next_cursor": cursor},
    }


def lookup_by_email(workspace: Workspace, args: Args) -> Json:
    """users.lookupByEmail: the active person with this address."""
    wanted = args.text("email").lower()
    for person in workspace.people.values():
        profile = person.to_slack(workspace.clock.now(), with_email=True)["profile"]
        if profile["email"].lower() == wanted and not person.deleted:
            return {"user": _shown(workspace, person, args)}
    raise SlackError("users_not_found")


def usergroups(workspace: Workspace, args: Args) -> Json:
    """usergroups.list: the groups, with their members if requested."""
    groups: list[Json] = []
    for group in workspace.usergroups.values():
        shown: Json = {"id": group.id, "team_id": workspace.team_id, "is_usergroup": True, "handle": group.handle}
        shown |= {"name": group.name, "date_delete": 0, "user_count": len(group.users)}
        groups.append(shown | ({"users": list(group.users)} if args.flag("include_users") else {}))
    return {"usergroups": groups}


def usergroup_users(workspace: Workspace, args: Args) -> Json:
    """usergroups.users.list: the members of a group."""
    group = workspace.usergroups.get(args.text("usergroup"))
    if group is None:
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}


def _shown(workspace: Workspace, person: Person, args: Args) -> Json:
    return person.to_slack(
        workspace.clock.now(),
        with_email="users:read.email" in workspace.scopes,
        with_locale=args.flag("include_locale"),
    )
