"""Runs the tests of the scripts (`*.test.js` beside this file) with node, where there is one."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NODE = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))


@pytest.mark.skipif(NODE is None, reason="no node on this machine")
@pytest.mark.parametrize("name", sorted(path.name for path in HERE.glob("*.test.js")))
def test_scripts_do_what_their_tests_say(name: str) -> None:
    command = [str(NODE), "--experimental-default-type=module", "--test-reporter=tap", "--test", str(HERE / name)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if "bad option" in done.stderr:  # newer ones find out by themselves what is a module
        command.pop(1)
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
