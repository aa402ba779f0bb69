"""How the programs that some tests need are found: a browser, a pooler, node, a library that sets clocks."""

from pathlib import Path

import pytest

from tests.support.database import pooler
from tests.support.machine import chromium, faketime, ical_js, programs


def program(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_chromium_is_found_in_the_path_by_its_usual_names(tmp_path: Path, name: str) -> None:
    expected = program(tmp_path, name)
    assert chromium.find({"PATH": str(tmp_path)}) == expected


def test_the_environment_says_which_one(tmp_path: Path) -> None:
    program(tmp_path, "chromium")
    mine = program(tmp_path, "mine")
    assert chromium.find({"PATH": str(tmp_path), "CHROMIUM": str(mine)}) == mine


def test_a_named_one_that_is_not_there_is_not_replaced_by_another(tmp_path: Path) -> None:
    program(tmp_path, "chromium")
    assert chromium.find({"PATH": str(tmp_path), "CHROMIUM": str(tmp_path / "elsewhere")}) is None


def test_a_machine_without_chromium_has_none(tmp_path: Path) -> None:
    assert chromium.find({"PATH": str(tmp_path)}) is None
    assert chromium.find({}) is None


def test_the_pooler_is_found_by_its_name_or_by_the_environment(tmp_path: Path) -> None:
    in_path, mine = program(tmp_path, "pgbouncer"), program(tmp_path, "mine")
    assert pooler.find({"PATH": str(tmp_path)}) == in_path
    assert pooler.find({"PATH": str(tmp_path), "PGBOUNCER": str(mine)}) == mine
    assert pooler.find({"PATH": str(tmp_path), "PGBOUNCER": str(tmp_path / "elsewhere")}) is None


def test_a_program_beside_the_path_is_found_after_those_in_it(tmp_path: Path) -> None:
    folder, beside = tmp_path / "bin", tmp_path / "sbin"
    folder.mkdir()
    beside.mkdir()
    expected = program(beside, "tool")
    assert programs.find({"PATH": str(folder)}, "TOOL", ["tool"], extra_folder=str(beside)) == expected
    assert programs.find({}, "TOOL", ["tool"], extra_folder=str(beside)) == expected
    assert programs.find({"PATH": str(folder)}, "TOOL", ["tool"]) is None
    nearer = program(folder, "tool")
    assert programs.find({"PATH": str(folder)}, "TOOL", ["tool"], extra_folder=str(beside)) == nearer


def test_the_library_that_sets_clocks_is_the_one_that_the_environment_names_if_it_is_there(tmp_path: Path) -> None:
    mine = program(tmp_path, "libfaketimeMT.so.1")
    assert faketime.find({"FAKETIME": str(mine)}) == mine
    assert faketime.find({"FAKETIME": str(tmp_path / "elsewhere")}) is None


def test_ical_js_needs_node_and_its_package(tmp_path: Path) -> None:
    node, packages = program(tmp_path, "node"), tmp_path / "packages"
    environment = {"PATH": str(tmp_path)}
    assert ical_js.find(environment, packages) is None
    (packages / "ical.js").mkdir(parents=True)
    assert ical_js.find(environment, packages) == node
    assert ical_js.find({"NODE": str(tmp_path / "elsewhere")}, packages) is None
    assert ical_js.find({}, packages) is None
