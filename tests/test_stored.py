"""The kept library: used while nothing changed, never when something did."""

from __future__ import annotations

from pathlib import Path

import pytest

import macros.stored
from macros.stored import load_stored


def test_it_is_used_and_renewed(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = repository / "docs"
    first, findings = load_stored(docs)
    assert first and not findings and (repository / ".cache" / "library.pickle").is_file()
    calls = []
    monkeypatch.setattr(macros.stored, "load", lambda folder: calls.append(folder) or (first, []))
    again, _ = load_stored(docs)
    assert again and not calls and again.policies == first.policies and again.pages == first.pages
    path = docs / "policies" / "dangzhang.md"
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    load_stored(docs)
    assert calls == [docs]


@pytest.mark.parametrize("content", [b"", b"not a pickle", b"\x80\x05."])
def test_a_damaged_one_is_made_anew(repository: Path, content: bytes) -> None:
    store = repository / ".cache" / "library.pickle"
    store.parent.mkdir()
    store.write_bytes(content)
    library, findings = load_stored(repository / "docs")
    assert library and not findings and library.policies


def test_a_broken_library_is_not_kept(repository: Path) -> None:
    (repository / "docs" / "guides" / "bad.md").write_text("没有前置数据", "utf-8")
    _, findings = load_stored(repository / "docs")
    assert findings and not (repository / ".cache").exists()
