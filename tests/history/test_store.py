"""The file under the log: refusals that change nothing, failures told in a sentence, migrations that run whole."""

import os
import sqlite3
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cardgrad.errors import CardgradError
from cardgrad.history import schema
from cardgrad.history.event import ANSWER, Happening
from cardgrad.history.log import History
from cardgrad.history.schema import NewerHistoryError
from cardgrad.history.store import HistoryError, Store
from cardgrad.scheduling.study_day import Moment

NOON = Moment(1_795_262_400_000, 0)
GOOD = Happening(ANSWER, "a/b", 4, "study")
NOBODY = 65534


def written(folder: Path, answers: int = 1) -> Path:
    """Return the file of a closed history with some answers."""
    history = History(folder)
    for _ in range(answers):
        history.append(NOON, GOOD)
    history.close()
    return history.path


def assert_one_sentence(error: BaseException, path: Path) -> None:
    message = str(error)
    assert str(path) in message
    assert message.endswith(".")
    assert "\n" not in message
    assert len(message) < 300 + len(str(path))


def test_a_new_history_is_in_wal_mode_and_fully_synchronous(tmp_path: Path) -> None:
    store = Store(tmp_path / "some" / "where")
    assert store.rows("PRAGMA journal_mode") == [("wal",)]
    assert store.rows("PRAGMA synchronous") == [(2,)]
    assert store.rows("PRAGMA user_version") == [(schema.VERSION,)]
    store.close()


def test_a_closed_history_is_one_file(tmp_path: Path) -> None:
    written(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["history.db"]


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_a_newer_history_is_refused_and_stays_as_it_is_byte_for_byte(tmp_path: Path, mode: str) -> None:
    path = written(tmp_path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA journal_mode = {mode}")
    connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NewerHistoryError, match="upgrade cardgrad") as refusal:
        History(tmp_path)
    assert isinstance(refusal.value, CardgradError)
    assert_one_sentence(refusal.value, path)
    assert path.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["history.db"]


@pytest.mark.parametrize(
    "content",
    [b"this is no history\n" * 500, b"\x00" * 8192, b"SQLite format 3\x00" + b"\xff" * 8000, b"short but no database"],
    ids=["text", "zeros", "broken header", "a line"],
)
def test_garbage_is_told_apart_and_not_touched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "history.db"
    path.write_bytes(content)
    with pytest.raises(HistoryError, match="put it aside") as failure:
        History(tmp_path)
    assert_one_sentence(failure.value, path)
    assert "kept" not in str(failure.value), "nobody knows that of a damaged file"
    assert path.read_bytes() == content


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_truncated_history_is_told_and_never_read_as_a_shorter_one(
    tmp_path: Path, opened: Callable[[Path], History], share: float
) -> None:
    path = written(tmp_path, 40)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(HistoryError, match="damaged") as failure:
        opened(tmp_path).fold()
    assert_one_sentence(failure.value, path)


def test_a_damaged_page_is_told_when_it_is_written_to(tmp_path: Path, opened: Callable[[Path], History]) -> None:
    path = written(tmp_path, 40)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\x55" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(HistoryError, match="damaged") as failure:
        opened(tmp_path).append(NOON, GOOD)
    assert_one_sentence(failure.value, path)


def test_a_schema_that_is_no_text_any_more_is_told_as_damage(tmp_path: Path, opened: Callable[[Path], History]) -> None:
    path = written(tmp_path, 3)
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE", b"CREATE \x99\x99\x99\x99\x99"))
    with pytest.raises(HistoryError, match="damaged") as failure:
        opened(tmp_path).fold()
    assert_one_sentence(failure.value, path)


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Return another program's connection to the history, which has one answer."""
    connection = sqlite3.connect(written(tmp_path), isolation_level=None)
    yield connection
    connection.close()


@pytest.mark.parametrize("lock", ["BEGIN EXCLUSIVE", "BEGIN IMMEDIATE"])
def test_a_locked_history_is_told_and_taken_up_again_once_it_is_free(
    tmp_path: Path, holder: sqlite3.Connection, lock: str
) -> None:
    history = History(tmp_path, patience=0.01)
    holder.execute(lock)
    with pytest.raises(HistoryError, match="another program holds it") as failure:
        history.append(NOON, GOOD)
    assert_one_sentence(failure.value, history.path)
    assert history.schedule("a/b").answers == 1
    holder.execute("COMMIT")
    history.append(NOON, GOOD)
    assert history.schedule("a/b").answers == 2
    history.close()


def test_a_history_locked_against_readers_too_is_told_when_it_is_opened(tmp_path: Path) -> None:
    holder = sqlite3.connect(tmp_path / "history.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(HistoryError, match="another program holds it") as failure:
        History(tmp_path, patience=0.01)
    assert_one_sentence(failure.value, tmp_path / "history.db")
    holder.close()


def test_a_history_that_another_session_reads_in_the_old_mode_is_opened_all_the_same(tmp_path: Path) -> None:
    reader = sqlite3.connect(written(tmp_path), isolation_level=None)
    reader.execute("PRAGMA journal_mode = DELETE")
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM event").fetchall()
    history = History(tmp_path, patience=0.01)
    assert history.schedule("a/b").answers == 1
    reader.execute("COMMIT")
    history.append(NOON, GOOD)
    history.close()
    reader.close()
    history = History(tmp_path)
    assert history.store.rows("PRAGMA journal_mode") == [("wal",)]
    assert history.schedule("a/b").answers == 2
    history.close()


def test_a_directory_in_the_file_s_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "history.db").mkdir()
    with pytest.raises(HistoryError, match="move away what stands there") as failure:
        History(tmp_path)
    assert_one_sentence(failure.value, tmp_path / "history.db")


def test_a_file_in_the_data_folder_s_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    with pytest.raises(HistoryError, match="CARDGRAD_HOME") as failure:
        History(tmp_path / "data")
    assert_one_sentence(failure.value, tmp_path / "data")


def test_a_full_disk_is_told_and_the_answers_before_it_are_kept(tmp_path: Path) -> None:
    history = History(tmp_path)
    history.append(NOON, GOOD)
    ((pages,),) = history.store.rows("PRAGMA page_count")
    history.store.rows(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(HistoryError, match="the disk is full") as failure:
        history.append(NOON, GOOD._replace(facts={"typed": "x" * 100_000}))
    assert_one_sentence(failure.value, history.path)
    assert history.schedule("a/b").answers == 1
    assert history.fold() == history.schedules()
    history.close()


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """Return a folder that another user may enter, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def as_nobody(check: Callable[[], None]) -> None:
    """Run a check as a user whom permissions bind, in a process of its own; root may write anything."""
    if os.geteuid() != 0:
        check()
        return
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            check()
            status = 0
        except BaseException:  # whatever it is, the parent must hear of it and pytest must not go on in the child
            traceback.print_exc()
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, "see the child's traceback"


@pytest.mark.parametrize(
    ("file_mode", "folder_mode"),
    [(0o444, 0o755), (0o444, 0o777), (0o000, 0o777), (0o666, 0o555), (0o666, 0o666)],
    ids=["all read-only", "file read-only", "file unreadable", "folder read-only", "folder closed"],
)
def test_a_history_without_the_permissions_it_needs_is_told(
    public_folder: Path, file_mode: int, folder_mode: int
) -> None:
    folder = public_folder / "data"
    path = written(folder)
    before = path.read_bytes()

    def check() -> None:
        with pytest.raises(HistoryError, match="mend the permissions") as failure:
            History(folder).append(NOON, GOOD)
        assert_one_sentence(failure.value, path)

    path.chmod(file_mode)
    folder.chmod(folder_mode)
    try:
        as_nobody(check)
    finally:
        folder.chmod(0o755)
        path.chmod(0o644)
    assert path.read_bytes() == before


def test_a_data_folder_that_cannot_be_made_is_told(public_folder: Path) -> None:
    closed = public_folder / "closed"
    closed.mkdir(mode=0o555)

    def check() -> None:
        with pytest.raises(HistoryError, match="cannot make the data folder") as failure:
            History(closed / "data")
        assert_one_sentence(failure.value, closed / "data")

    as_nobody(check)


@pytest.fixture
def an_older_version(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a function that makes today's schema the older one, with one more migration after it."""

    def add(script: str) -> None:
        monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, script))
        monkeypatch.setattr(schema, "VERSION", len(schema.MIGRATIONS))

    return add


def test_a_migration_keeps_the_rows_and_raises_the_version(
    tmp_path: Path, an_older_version: Callable[[str], None]
) -> None:
    written(tmp_path, 3)
    an_older_version("CREATE TABLE note (card TEXT) STRICT;\nALTER TABLE schedule ADD COLUMN leech INTEGER;")
    store = Store(tmp_path)
    assert store.rows("PRAGMA user_version") == [(2,)]
    assert store.rows("SELECT count(*) FROM event WHERE kind = 'answer'") == [(3,)]
    assert store.rows("SELECT leech FROM schedule") == [(None,)]
    assert store.rows("SELECT count(*) FROM note") == [(0,)]
    store.close()


def test_a_migration_that_fails_half_way_leaves_the_version_before_and_its_rows(
    tmp_path: Path, an_older_version: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, 3)
    with monkeypatch.context():
        an_older_version("CREATE TABLE note (card TEXT) STRICT;\nDROP TABLE schedule;\nINSERT INTO nowhere VALUES (1);")
        with pytest.raises(HistoryError, match="nowhere") as failure:
            History(tmp_path)
        assert_one_sentence(failure.value, path)
    monkeypatch.undo()
    history = History(tmp_path)
    assert history.store.rows("PRAGMA user_version") == [(1,)]
    assert history.store.rows("SELECT name FROM sqlite_schema WHERE name = 'note'") == []
    assert history.schedule("a/b").answers == 3
    assert history.fold() == history.schedules()
    history.close()


def test_every_statement_of_a_migration_runs_triggers_and_a_last_one_without_a_semicolon_too(
    tmp_path: Path, an_older_version: Callable[[str], None]
) -> None:
    written(tmp_path)
    an_older_version(
        "CREATE TABLE note (card TEXT) STRICT;\n"
        "CREATE TRIGGER note_is_kept BEFORE DELETE ON note\n"
        "    BEGIN SELECT RAISE(ABORT, 'kept'); END;\n"
        "INSERT INTO note VALUES ('a/b')"
    )
    store = Store(tmp_path)
    assert store.rows("SELECT card FROM note") == [("a/b",)]
    with pytest.raises(HistoryError, match="kept"):
        store.rows("DELETE FROM note")
    store.close()
