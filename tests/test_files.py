import errno
import subprocess
import sys
from pathlib import Path

import pytest

from cardgrad.errors import CardgradError
from cardgrad.files import replace_file, require_place, write_files


def test_all_files_are_written(tmp_path: Path) -> None:
    write_files({tmp_path / "a": b"1", tmp_path / "b": b"2"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"1", "b": b"2"}


def test_a_file_that_is_there_is_replaced_only_by_force(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"old")
    with pytest.raises(CardgradError, match=r"b is there already: choose another name, or replace it with"):
        write_files({tmp_path / "a": b"1", tmp_path / "b": b"2"})
    assert [path.name for path in tmp_path.iterdir()] == ["b"]
    write_files({tmp_path / "a": b"1", tmp_path / "b": b"2"}, force=True)
    assert (tmp_path / "b").read_bytes() == b"2"


def test_where_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    with pytest.raises(CardgradError, match=r"b cannot be written \(it is a folder\)"):
        write_files({tmp_path / "a": b"1", tmp_path / "b": b"2"}, force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


def test_a_disk_that_fills_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(
        CardgradError, match=r"b cannot be written \(No space left on device\): choose another place for"
    ):
        write_files({tmp_path / "a": b"1", tmp_path / "b": b"2"})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CardgradError, match="there is no folder"):
        write_files({tmp_path / "none" / "a": b"1"})


def test_what_cannot_be_written_is_refused_before_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    require_place([tmp_path / "a"])
    (tmp_path / "b").write_bytes(b"old")
    (tmp_path / "c").mkdir()
    require_place([tmp_path / "b"], force=True)
    for name, force, told in [
        ("b", False, "b is there already: choose another name, or replace it with --force."),
        ("c", True, "c cannot be written (it is a folder): choose another place for it."),
        ("none/a", True, f"there is no folder {tmp_path / 'none'}: make it, or choose another place."),
    ]:
        with pytest.raises(CardgradError) as caught:
            require_place([tmp_path / "a", tmp_path / name], force=force)
        assert str(caught.value).endswith(told)
    monkeypatch.setattr("os.access", lambda path, mode: False)  # a test may be run by who may write anywhere
    with pytest.raises(CardgradError, match=r"a cannot be written \(nothing may be written in .*\): choose another"):
        require_place([tmp_path / "a"], force=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b", "c"]


def test_a_file_that_is_replaced_keeps_its_permissions_and_stays_behind_its_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    held = tmp_path / "elsewhere" / "held"
    held.write_bytes(b"old")
    held.chmod(0o640)
    link = tmp_path / "link"
    link.symlink_to(held)
    replace_file(link, b"new")
    assert (link.is_symlink(), held.read_bytes(), held.stat().st_mode & 0o777) == (True, b"new", 0o640)
    assert [path.name for path in held.parent.iterdir()] == ["held"]


def test_a_file_that_cannot_be_replaced_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace_file(path, b"new")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("settings", b"old")]


_COUNTING = """
import sys
from pathlib import Path
from cardgrad.files import alone_at, write_files
path = Path(sys.argv[1])
for _ in range(60):
    with alone_at(path):
        write_files({path: str(int(path.read_text()) + 1).encode()}, force=True)
"""


def test_nothing_is_lost_where_several_change_one_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "count"
    path.write_text("0")
    running = [subprocess.Popen([sys.executable, "-c", _COUNTING, str(path)]) for _ in range(3)]
    assert [one.wait(60) for one in running] == [0, 0, 0]
    assert path.read_text() == "180"
    assert [other.name for other in tmp_path.iterdir()] == ["count"]
