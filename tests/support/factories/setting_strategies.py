"""Random accounts for hypothesis: what account and groups say, and what a person brings along; it knows no database."""

from collections.abc import Mapping

from hypothesis import strategies as st

from bot.policy.ids import GroupId
from bot.policy.settings.catalogue import Setting
from bot.policy.settings.lock_resolution import Group, PersonSettings, SettingState, SettingsTree

MOST_GROUPS = 4

account_states = st.dictionaries(
    st.sampled_from(Setting), st.builds(SettingState, st.sampled_from([None, True, False]), st.booleans()), max_size=4
)
group_states = st.dictionaries(
    st.sampled_from(Setting), st.builds(SettingState, st.booleans(), st.booleans()), max_size=4
)
own_choices = st.dictionaries(st.sampled_from(Setting), st.booleans(), max_size=4)


@st.composite
def settings_trees(draw: st.DrawFn) -> SettingsTree:
    """An account with up to four groups."""
    states_by_group: list[Mapping[Setting, SettingState]] = draw(st.lists(group_states, max_size=MOST_GROUPS))
    order = draw(st.permutations(range(1, len(states_by_group) + 1)))
    groups = (Group(GroupId(id_), f"Group {id_}", states) for id_, states in zip(order, states_by_group, strict=True))
    return SettingsTree(draw(account_states), tuple(groups))


@st.composite
def people_with_settings(draw: st.DrawFn) -> PersonSettings:
    """Somebody in some of the groups."""
    groups = draw(st.frozensets(st.integers(1, MOST_GROUPS)))
    return PersonSettings(frozenset(map(GroupId, groups)), draw(own_choices))
