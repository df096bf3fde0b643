"""The repository's side: what a code host and a contributor's machine read says the same everywhere, promises what there is, and runs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT, copy_repository

GITHUB = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text("utf-8"))
GITLAB = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text("utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
ISSUES = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.md"))


def test_ci_only_calls_the_one_script() -> None:
    steps = GITHUB["jobs"]["check"]["steps"]
    assert [step["run"] for step in steps if step["name"] != "取代码"] == [".ci/run"] and len(steps) == 2
    assert not any("uses" in step for step in steps)  # nobody else's code
    assert GITLAB["check"]["script"] == [".ci/run"] and set(GITLAB) == {"check"}
    assert GITHUB["jobs"]["check"]["container"] == GITLAB["check"]["image"]
    assert os.access(ROOT / ".ci/run", os.X_OK)


def test_a_contribution_meets_no_secret() -> None:
    text = (ROOT / ".github/workflows/check.yml").read_text("utf-8")
    assert set(GITHUB[True]) == {"push", "pull_request"}  # YAML 1.1 reads `on` as true
    assert GITHUB["permissions"] == {"contents": "read"}
    assert "secrets." not in text and "pull_request_target" not in text


@pytest.mark.parametrize("asked", ["HEAD", "HEAD~1"])
def test_the_code_is_fetched(tmp_path: Path, asked: str) -> None:
    """The workflow's own lines, run against a repository on this disk: they check out the commit that is asked for, and leave no token."""
    origin = tmp_path / "host" / "antou" / "antou"
    origin.mkdir(parents=True)

    def git(*command: str) -> str:
        who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        return subprocess.run(
            ["git", *who, *command], cwd=origin, check=True, capture_output=True, text=True
        ).stdout.strip()

    git("init", "-q")
    for name in ("a", "b"):
        (origin / name).write_text(name, "utf-8")
        git("add", name)
        git("commit", "-qm", name)
    work = tmp_path / "work"
    work.mkdir()
    environment = {
        **os.environ,
        "GITHUB_SERVER_URL": f"file://{tmp_path}/host",
        "GITHUB_REPOSITORY": "antou/antou",
        "GITHUB_SHA": git("rev-parse", asked),
        "TOKEN": "geheim",
        "HOME": str(tmp_path),
    }
    lines = GITHUB["jobs"]["check"]["steps"][0]["run"]
    subprocess.run(["bash", "-eo", "pipefail", "-c", lines], cwd=work, env=environment, check=True)
    assert (work / "b").exists() == (asked == "HEAD") and (work / "a").exists()
    assert not any(b"geheim" in path.read_bytes() for path in work.rglob("*") if path.is_file())


def test_templates_say_the_same_on_every_host() -> None:
    names = set()
    for path in ISSUES:
        _, front, body = path.read_text("utf-8").split("---\n", 2)
        name = yaml.safe_load(front)["name"]
        assert (ROOT / f".gitlab/issue_templates/{name}.md").read_text("utf-8") == body.lstrip("\n")
        assert body.lstrip().startswith("**涉密的内容")
        names.add(f"{name}.md")
    assert len(names) >= 3 and {path.name for path in (ROOT / ".gitlab/issue_templates").iterdir()} == names
    request = (ROOT / ".github/PULL_REQUEST_TEMPLATE.md").read_text("utf-8")
    assert (ROOT / ".gitlab/merge_request_templates/Default.md").read_text("utf-8") == request
    contributing = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    told = re.findall(r"选“([^”]+)”或者“([^”]+)”", contributing)
    assert told and all(f"{name}.md" in names for name in told[0])


def hook(name: str) -> dict[str, Any]:
    found = [h for repository in HOOKS["repos"] for h in repository["hooks"] if h["id"] == name]
    assert len(found) == 1
    return found[0]


def run_hook(root: Path, name: str, *files: str) -> subprocess.CompletedProcess[str]:
    """A hook as pre-commit calls it."""
    entry = hook(name)
    command = [*entry["entry"].split(), *([] if entry.get("pass_filenames") is False else files)]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def test_hooks_are_our_own_and_find_what_is_wrong(tmp_path: Path) -> None:
    assert {repository["repo"] for repository in HOOKS["repos"]} == {"local"}
    root = copy_repository(tmp_path / "repository")
    (root / ".venv").symlink_to(ROOT / ".venv", target_is_directory=True)
    shutil.rmtree(root / "docs")
    shutil.copytree(ROOT / "docs" / "_vocabulary", root / "docs" / "_vocabulary")
    assert run_hook(root, "content").returncode == 0
    (root / "docs/policies").mkdir()
    (root / "docs/policies/x.md").write_text("---\ntitle: 甲\n---\n", "utf-8")
    result = run_hook(root, "content")
    assert result.returncode == 1 and "docs/policies/x.md:2:" in result.stdout
    (root / "macros/bad.py").write_text("import os\nx = {  'a':1}\n", "utf-8")
    assert "F401" in run_hook(root, "code", "macros/bad.py").stdout
    assert run_hook(root, "format", "macros/bad.py").returncode == 1
    assert (
        run_hook(root, "format", "macros/finding.py").returncode
        == run_hook(root, "code", "macros/finding.py").returncode
        == 0
    )
    assert re.match(hook("content")["files"], "docs/policies/x.md")


@pytest.mark.parametrize("name", ["SECURITY.md", "CONTRIBUTING.md", "README.md"])
def test_what_they_name_is_there(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    paths = re.findall(r"`((?:tests|macros|scripts|docs|overrides|\.ci|\.github)/[A-Za-z0-9_./\-]*)`", text)
    made = ("docs/examples/mingzi.md",)  # of an example command
    assert paths and [path for path in paths if path not in made and not (ROOT / path).exists()] == []
    for module in re.findall(r"-m (scripts\.\w+)", text):
        assert list((ROOT / "scripts").glob(f"{module.removeprefix('scripts.')}*")), module


def test_security_says_what_a_maintainer_must_set() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    for word in ("没有密钥", "用完就删", "断开内网", "先看后跑", "令牌只读", "主分支受保护", "pull_request_target"):
        assert word in text
