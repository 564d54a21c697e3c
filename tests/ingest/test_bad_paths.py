"""Paths that are no readable file: each refused by a sentence that names it and nothing of the machine."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.errors import MingzhangError
from ingest.limits import Limits
from ingest.readers import bytes_of


def made(folder: Path, kind: str) -> Path:
    path = folder / "某文件.txt"
    match kind:
        case "missing":
            pass
        case "folder":
            path.mkdir()
        case "loop":
            path.symlink_to(folder / "另一个.txt")
            (folder / "另一个.txt").symlink_to(path)
        case "dangling":
            path.symlink_to(folder / "没有.txt")
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "in a file":
            (folder / "文件").write_text("x")
            path = folder / "文件" / "某文件.txt"
        case "too large":
            with path.open("wb") as file:
                file.truncate(2 << 20)
        case "locked":
            path.write_text("x")
            path.chmod(0)
    return path


@pytest.mark.parametrize(
    "kind, sentence",
    [
        ("missing", "找不到文件"),
        ("folder", "是文件夹"),
        ("loop", "一圈互相指向的链接"),
        ("dangling", "找不到文件"),
        ("pipe", "设备或管道"),
        ("device", "设备或管道"),
        ("in a file", "找不到文件"),
        ("too large", "有 2 MB，超过上限 1 MB"),
        ("locked", "无法打开"),
    ],
)
def test_a_path_that_is_no_file(tmp_path: Path, kind: str, sentence: str) -> None:
    path = made(tmp_path, kind)
    if kind == "locked" and os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(MingzhangError, match=sentence) as refusal:
        bytes_of(path, Limits(file_mb=1))
    assert "某文件.txt" in str(refusal.value)
    assert str(tmp_path) not in str(refusal.value)


def test_a_file_that_grows_while_it_is_read_is_still_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "某文件.txt"
    path.write_bytes(bytes(2 << 20))
    real = Path.stat
    smaller = os.stat_result([*real(tmp_path.joinpath("某文件.txt"))[:6], 1, 0, 0, 0])
    monkeypatch.setattr(Path, "stat", lambda self, **options: smaller if self == path else real(self, **options))
    with pytest.raises(MingzhangError, match="超过上限 1 MB"):
        bytes_of(path, Limits(file_mb=1))
