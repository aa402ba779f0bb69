"""The deployment's own values and the words for plans and licenses."""

from bot.policy.options import Options
from bot.policy.people.people import License, Plan


def test_without_a_word_of_the_deployment_the_spec_s_defaults_hold() -> None:
    """PASS-1, REM-1, GATE-1, ROLE-3."""
    options = Options()
    assert options.passcode_min_length == 6
    assert options.reminder_days == (30, 7, 1)
    assert options.room_url_template.format(name="x") == "https://meet.jit.si/x"
    assert options.public_url == "http://127.0.0.1:3000"
    assert (options.default_plan, options.default_license) == (Plan.BUSINESS, License.LICENSED)
    assert options.support_contact == ""


def test_plans_and_licenses_are_stored_by_the_spec_s_words() -> None:
    """Spec section 1."""
    assert [*Plan] == ["free", "pro", "business", "education", "enterprise"]
    assert [*License] == ["basic", "licensed"]
