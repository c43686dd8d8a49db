"""The front-end packages: pinned, without an address, and holding every icon and font the pages name."""

import json
import re
from pathlib import Path

import pytest

from naveza.design import icons

ROOT = Path(__file__).resolve().parents[2]
NAVEZA = ROOT / "naveza"
ICON = re.compile(r"""\{%\s*icon\s+["']([a-z0-9-]+)["']|icon=["']([a-z0-9-]+)["']|default:["']([a-z0-9-]+)["']\s*%\}""")


def _named_icons() -> set[str]:
    found: set[str] = set()
    for path in NAVEZA.rglob("templates/**/*.html"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if "icon" in line:
                found.update(name for match in ICON.findall(line) for name in match if name)
    return found


def test_the_lock_names_no_host() -> None:
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text
    assert "resolved" not in text


def test_every_package_is_pinned_to_one_version_with_a_hash() -> None:
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, version in wanted.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
        assert locked[f"node_modules/{name}"]["version"] == version
        assert locked[f"node_modules/{name}"]["integrity"].startswith("sha512-")


@pytest.mark.skipif(not icons.icon_folder().is_dir(), reason="the npm packages are not installed")
def test_every_icon_the_templates_name_exists() -> None:
    missing = [name for name in sorted(_named_icons()) if not icons.icon_body(name)]
    assert not missing


@pytest.mark.skipif(not icons.icon_folder().is_dir(), reason="the npm packages are not installed")
def test_every_font_file_the_style_sheet_names_exists() -> None:
    sheet = (NAVEZA / "design/static/design/fonts.css").read_text(encoding="utf-8")
    files = re.findall(r'url\("\.\./npm/([^"]+)"\)', sheet)
    assert len(files) == 4
    for file in files:
        assert (ROOT / "node_modules" / file).is_file(), file


def test_an_icon_is_asked_for_by_a_plain_name() -> None:
    with pytest.raises(ValueError, match="small letters"):
        icons.icon_body("../../../etc/passwd")


def test_a_missing_icon_leaves_the_page_whole() -> None:
    assert icons.icon_body("there-is-no-such-icon") == ""
