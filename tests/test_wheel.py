"""The wheel holds all that the bot needs where there is no checkout: code, templates, static files, migrations, manifest."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import yaml

from bot.config import manifest

ROOT = Path(__file__).parent.parent


def test_a_wheel_holds_every_file_and_finds_its_manifest(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - our own build
    unpacked = tmp_path / "unpacked"
    with ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(unpacked)
    for folder in ("bot", "storage"):
        for file in (ROOT / folder).rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                assert (unpacked / file.relative_to(ROOT)).read_bytes() == file.read_bytes()
    command = [sys.executable, "-m", "bot", "manifest"]
    env = {"PYTHONPATH": str(unpacked)}
    printed = subprocess.run(command, cwd=unpacked, env=env, check=True, capture_output=True).stdout  # noqa: S603 - our own command
    assert yaml.safe_load(printed) == manifest.read()
