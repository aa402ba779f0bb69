"""Any number of ids as one parameter: a JSON list, which both databases can read as rows."""

import json
from collections.abc import Iterable

from sqlalchemy import JSON, Integer, Select, Text, bindparam, cast, func, select

DIALECTS = ("sqlite", "postgresql")


def select_ids(dialect: str) -> Select[int]:
    """The rows of the list in the parameter `ids`."""
    parameter = bindparam("ids", type_=Text)
    if dialect == "sqlite":
        return select(cast(func.json_each(parameter).table_valued("value").c.value, Integer))
    return select(cast(func.json_array_elements_text(cast(parameter, JSON)).column_valued("value"), Integer))


def ids_json(values: Iterable[int]) -> str:
    """The value of that parameter."""
    return json.dumps(sorted(values))
