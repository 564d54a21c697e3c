"""What the repository promises about itself: its rules, its README, its data files."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from service.api.context import Context
from service.app import create_app
from service.cli import app
from service.settings import PREFIX, Settings, help_lines

ROOT = Path(__file__).parent.parent
LONGEST_FILE = 450
READMES = ("README.md", "README.zh-CN.md")
CODE = sorted(
    path
    for folder in ("service", "ingest", "eval", "tests")
    for ending in ("*.py", "*.js", "*.css", "*.html")
    for path in (ROOT / folder).rglob(ending)
)
LEXICON = sorted(path for path in (ROOT / "ingest" / "lexicon").iterdir() if path.suffix in {".yaml", ".tsv"})


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", CODE, ids=relative)
def test_no_file_outgrows_its_room(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE


def test_imports_run_from_service_to_ingest_only() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("path", LEXICON, ids=lambda path: path.name)
def test_lexicon_files_parse(path: Path) -> None:
    text = path.read_text("utf-8")
    if path.suffix == ".yaml":
        assert yaml.safe_load(text)
        return
    rows = list(csv.reader(text.splitlines(), delimiter="\t"))
    widths = {len(row) for row in rows if row and not row[0].startswith("#")}
    assert len(widths) == 1, f"{path.name} has rows of {sorted(widths)} columns"


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = {normal(name) for names in [project["dependencies"], *extras] for name in names}
    lines = [line for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    pins = dict(line.split("==") for line in lines)
    assert all(pins.values())
    assert wanted <= {normal(name) for name in pins}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=~!; ]", name)[0]).lower()


# The README says nothing that isn't so.


def commands() -> dict[str, set[str]]:
    """Each command of the program and its options."""
    group: Any = typer.main.get_command(app)
    return {
        name: {option for parameter in command.params for option in parameter.opts} | {"--help"}
        for name, command in group.commands.items()
    }


def shell_lines(readme: str) -> Iterator[str]:
    """Lines of shell blocks, and commands between backticks."""
    text = (ROOT / readme).read_text("utf-8")
    for block in re.findall(r"```(?:sh|bash)\n(.*?)```", text, re.DOTALL):
        yield from (line.split(" #")[0].strip() for line in block.splitlines())
    yield from re.findall(r"`((?:mingzhang|make) [^`]+)`", text)


@pytest.mark.parametrize("readme", READMES)
def test_every_command_in_the_readme_exists(readme: str) -> None:
    known = commands()
    found = set()
    for line in shell_lines(readme):
        for command, rest in re.findall(r"\bmingzhang ([a-z]+)([^|&;]*)", line):
            assert command in known, line
            assert set(re.findall(r"(?<!\S)--[a-z-]+", rest)) <= known[command], line
            found.add(command)
    assert found == set(known), "the README shows every command"


@pytest.mark.parametrize("readme", READMES)
def test_every_make_target_in_the_readme_exists(readme: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    used = {word for line in shell_lines(readme) for word in re.findall(r"\bmake ([a-z]+)", line)}
    assert {"run", "test"} <= used <= targets


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_lists_every_setting(readme: str) -> None:
    listed = set(re.findall(rf"{PREFIX}[A-Z_]+", (ROOT / readme).read_text("utf-8")))
    assert listed == {name for name, _ in help_lines()}


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_lists_every_route(readme: str, tmp_path: Path) -> None:
    made = create_app(context=Context(Settings(_env_file=None, data_dir=tmp_path)))
    text = (ROOT / readme).read_text("utf-8")
    assert [
        path for path in made.openapi()["paths"] if re.sub(r"\{\w+\}", "{id}", path) not in text.replace("{n}", "{id}")
    ] == []


@pytest.mark.parametrize("path", [*READMES, "docs/architecture.md", "CONTRIBUTING.md"])
def test_links_lead_somewhere(path: str) -> None:
    text = (ROOT / path).read_text("utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if not link.startswith("http")]
    assert [link for link in links if not (ROOT / path).parent.joinpath(link).exists()] == []


def test_compose_runs_this_service_with_its_settings() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    assert set(compose) <= {"name", "services", "volumes"}
    service = compose["services"]["mingzhang"]
    assert set(service["environment"]) == {name for name, _ in help_lines()}
    named = {volume.split(":")[0] for volume in service["volumes"]}
    assert named == set(compose["volumes"])
    assert all(":8000" in port for port in service["ports"])


def test_the_version_is_said_once() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
