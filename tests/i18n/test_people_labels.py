"""Plans, licenses and roles have names on screen (LANG-1)."""

from bot.i18n.people_labels import license_label, plan_label, role_label
from bot.policy.people.people import License, Plan, Role


def test_each_has_a_name_of_its_own() -> None:
    names = [*map(plan_label, Plan), *map(license_label, License), *map(role_label, Role)]
    assert len(set(names)) == len(Plan) + len(License) + len(Role)
    assert all(names)
