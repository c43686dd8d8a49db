"""Every command, setting and address is documented, and the generated pages are what the code says."""

import re
from pathlib import Path

import pytest

from naveza import cli
from naveza.desk import reference

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("path", list(reference.pages()), ids=lambda path: path.name)
def test_a_reference_page_is_what_the_code_says(path: Path) -> None:
    assert path.read_text() == reference.pages()[path], "run `./run docs`"


def test_every_command_has_one_line_of_help() -> None:
    for name, line in cli.own_commands().items():
        assert line.endswith("."), f"`naveza {name}`: its help is one sentence"
        assert "\n" not in line
        assert len(line) <= 110


def test_every_setting_says_what_it_is_for() -> None:
    from naveza import settings

    for name, (_, about) in settings.VARIABLES.items():
        assert len(about) > 10, name


def test_every_page_of_ours_says_what_it_is() -> None:
    silent = [
        route
        for route, name, about in reference.addresses()
        if not about and not name.startswith(("api-1:", "account_", "set_language", "api-docs"))
    ]
    assert silent == []


LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("path", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]), ids=lambda p: p.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    for target in LINK.findall(path.read_text()):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_no_file_names_a_package_registry_or_a_machine() -> None:
    import subprocess

    hosts = ["py" + "pi.org", "python" + "hosted", "registry." + "npmjs", "deb." + "debian"]
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if tracked.returncode:
        pytest.skip("not a git checkout")
    for name in tracked.stdout.splitlines():
        path = ROOT / name
        if (
            path.suffix in {".md", ".txt", ".in", ".json", ".toml", ".py", ".js", ".yml", ".yaml", ""}
            and path.is_file()
        ):
            text = path.read_text(errors="ignore")
            assert not [host for host in hosts if host in text], name
