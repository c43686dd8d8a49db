from pathlib import Path

import pytest

from naveza.lib.hashing import canonical_json, fingerprint, sha256_hex, sha256_of_file


def test_a_file_has_the_fingerprint_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(b"abc")
    # Published test vector of FIPS 180-2 for "abc".
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert sha256_of_file(path) == sha256_hex(b"abc") == expected


def test_the_order_of_keys_does_not_change_a_fingerprint() -> None:
    assert fingerprint({"b": 1, "a": [1, "č"]}) == fingerprint({"a": [1, "č"], "b": 1})
    assert canonical_json({"b": 1, "a": "č"}) == '{"a":"č","b":1}'.encode()


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_has_no_json_spelling_is_refused(value: float) -> None:
    with pytest.raises(ValueError):
        fingerprint({"share": value})
