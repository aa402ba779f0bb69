"""The container files agree with the code: what they copy is there, what they set is read, what they call answers."""

import re
import shlex
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli.main import COMMANDS
from bot.config.environment import _Environment
from bot.runtime.process import HARD_LIMIT

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text()
IGNORED = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
BOTS = [COMPOSE["services"]["bot"], COMPOSE["services"]["migrate"]]


def copied() -> list[str]:
    """What the image is built from."""
    lines = [
        shlex.split(line)[1:-1] for line in DOCKERFILE.splitlines() if line.startswith("COPY ") and "--from" not in line
    ]
    return [name for line in lines for name in line]


@pytest.mark.parametrize("name", copied())
def test_what_the_image_is_built_from_is_there_and_is_sent_to_the_builder(name: str) -> None:
    assert (ROOT / name).exists()
    assert any(fnmatch(name, kept[1:]) for kept in IGNORED)


def test_what_a_wheel_is_made_of_is_copied() -> None:
    project = (ROOT / "pyproject.toml").read_text()
    named = re.findall(r'^(?:readme|license-files) = \[?"(.+?)"', project, re.MULTILINE)
    assert {"bot", "storage", "manifest.yml", *named} <= set(copied())


def test_nobody_inside_is_root() -> None:
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    assert re.findall(r"^USER (\w+)$", last, re.MULTILINE) == ["pmi"]
    assert last.index("\nUSER ") < last.index("\nENTRYPOINT ")


@pytest.mark.parametrize("service", BOTS)
def test_every_variable_that_is_set_is_read(service: dict[str, Any]) -> None:
    assert {name.lower() for name in service["environment"]} <= set(_Environment.model_fields)


@pytest.mark.parametrize("service", BOTS)
def test_every_command_is_one(service: dict[str, Any]) -> None:
    assert service.get("command", ["run"])[0] in COMMANDS


def test_a_replica_has_the_time_that_it_takes_to_stop() -> None:
    assert int(COMPOSE["services"]["bot"]["stop_grace_period"].removesuffix("s")) > HARD_LIMIT


def test_the_figures_stay_inside() -> None:
    """docs/operations.md: `GET /metrics` is for one's own network."""
    (inside,) = re.findall(r"@inside path (.+)", COMPOSE["configs"]["caddyfile"]["content"])
    assert set(inside.split()) == {"/metrics", "/healthz", "/readyz"}
    assert "respond @inside 404" in COMPOSE["configs"]["caddyfile"]["content"]
