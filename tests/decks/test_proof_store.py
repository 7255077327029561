"""Proofs are kept, found again by all that they hang on, and made anew where the file is damaged."""

import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cardgrad.decks import proof_store, workers
from cardgrad.decks.checking import Checked, check_data, check_paths
from cardgrad.decks.proof_store import ProofStore, proof_key
from quizgen.claims.patience import OutOfTimeError

DECK = """\
deck: d
cards:
  - {id: one, front: "What is $d(x^2)/dx$?", back: $2*x$}
  - id: mul
    graph: f = x * y
    given: {x: int -9..9, y: int -9..9}
    ask: [d/dx, d/dy]
  - {id: bad, front: What is $x + * y$?, back: b}
  - {id: rare, graph: f = x * y, given: {x: int 2..30, y: int 2..30}, ask: d/dx, unless: x*y > 30}
"""


def check(text: str, store: Path, seeds: int = 2) -> Checked:
    return check_data(text.encode(), "d.yaml", seeds, store)


def shown(found: Checked) -> str:
    """Return all of it but how much was known before."""
    return repr(found._replace(proofs=found.proofs._replace(known=0)))


def known(text: str, store: Path, seeds: int = 2) -> tuple[int, int]:
    """Return how many proofs there are, and how many of them were known."""
    proofs = check(text, store, seeds).proofs
    return proofs.done, proofs.known


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "proofs.db"
    assert known(DECK, path) == (4, 0)
    return path


def test_what_is_known_is_told_as_when_it_was_proven(store: Path, tmp_path: Path) -> None:
    fresh, again = check(DECK, tmp_path / "other.db"), check(DECK, store)
    assert again.faults == fresh.faults
    assert len(again.faults) == 2
    assert shown(again) == shown(fresh)
    assert (again.proofs.done, again.proofs.known) == (4, 4)


@pytest.mark.parametrize(
    ("old", "new", "proven"),
    [
        ("cards:\n", "# a comment\n\ncards:\n", 0),  # every line moves
        ("{id: bad,", "{id: other, front: q, back: b}\n  - {id: bad,", 0),  # a new card with nothing to prove
        ("deck: d\n", "deck: d\ntitle: T\n", 0),
        ("d(x^2)/dx", "d(x^3)/dx", 1),
        ("back: $2*x$", "back: $3*x$", 1),
        ("graph: f = x * y\n", "graph: f = x * y * 2\n", 1),
        ("int -9..9, y", "int -9..8, y", 1),
        ("id: mul\n", "id: times\n", 1),  # problems are drawn from the id
        ("    ask: [d/dx, d/dy]", "    ask: [d/dx, d/dy]\n    tags: [t]", 0),
        ("    ask: [d/dx, d/dy]", "    # why not\n    ask: [d/dx, d/dy]", 0),
        ("    ask: [d/dx, d/dy]", "    ask: [d/dx, d/dy]\n    hint: Think of $x$.", 2),  # the hint is the drill's, too
        ("deck: d\n", "deck: e\n", 2),  # both drills; a formula is true in any deck
    ],
)
def test_an_edit_costs_the_proof_of_what_it_changed(store: Path, old: str, new: str, proven: int) -> None:
    assert old in DECK
    done, found = known(DECK.replace(old, new, 1), store)
    assert done - found == proven


def test_another_number_of_problems_is_another_proof(store: Path) -> None:
    assert known(DECK, store, seeds=3) == (4, 2)  # formulas have no problems
    assert known(DECK, store, seeds=0) == (2, 2)


def test_another_program_proves_again(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import quizgen

    copy = tmp_path / "quizgen"
    shutil.copytree(next(iter(quizgen.__path__)), copy, ignore=shutil.ignore_patterns("__pycache__"))
    before = proof_key("x")
    monkeypatch.setattr(quizgen, "__path__", [str(copy)])
    proof_store._program.cache_clear()
    assert proof_key("x") == before  # the same sources elsewhere
    (copy / "sameness.py").write_text("# another rule\n")
    proof_store._program.cache_clear()
    changed = proof_key("x")
    monkeypatch.undo()
    proof_store._program.cache_clear()
    assert changed != before == proof_key("x")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=400))
def test_a_damaged_file_costs_its_proofs_and_nothing_else(store: Path, at: int, junk: bytes) -> None:
    expected = check(DECK, store)
    data = store.read_bytes()
    at %= len(data)
    store.write_bytes(data[:at] + junk + data[at + len(junk) :])
    assert shown(check(DECK, store)) == shown(expected)
    assert known(DECK, store)[0] == 4


@pytest.mark.parametrize("content", [b"", b"no database at all, but long enough to be looked at" * 99])
def test_a_file_that_is_no_database_is_made_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "proofs.db"
    path.write_bytes(content)
    assert known(DECK, path) == (4, 0)
    assert known(DECK, path) == (4, 4)


def test_where_no_file_can_be_the_proofs_are_done_and_not_kept(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none" / "proofs.db"):
        assert known(DECK, path) == (4, 0)
        assert known(DECK, path) == (4, 0)


def test_a_file_that_another_process_writes_is_not_waited_for_long(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cardgrad.decks.cache_file.PATIENCE", 0.01)
    other = sqlite3.connect(store, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert known(DECK, store) == (4, 0)
    other.execute("ROLLBACK")
    other.close()
    assert known(DECK, store) == (4, 4)


def test_the_oldest_proofs_are_forgotten_where_there_are_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof_store, "MOST_KEPT", 3)
    store = ProofStore(tmp_path / "proofs.db")
    for number in range(6):
        store.keep({str(number): "{}"})
    assert sorted(store.find(map(str, range(6)))) == ["3", "4", "5"]
    store.close()


def test_two_checks_at_once_come_to_the_same(tmp_path: Path) -> None:
    path, store = tmp_path / "d.yaml", tmp_path / "proofs.db"
    path.write_text(DECK)
    program = (
        "import sys; from pathlib import Path; from cardgrad.decks.checking import check_paths\n"
        "found = check_paths([Path(sys.argv[1])], 2, store=Path(sys.argv[2]))\n"
        "print(found.faults, found.proofs.drills)"
    )
    command = [sys.executable, "-c", program, str(path), str(store)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    one, other = [process.communicate()[0] for process in running]
    assert one == other != ""
    assert check_paths([path], 2, store=store).proofs.known == 4


def test_several_cores_come_to_the_same_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(DECK)
    watched: list[tuple[int, int]] = []
    monkeypatch.setattr(workers, "_WORTH", 0)
    several = check_paths([path], 2, cores=2, watch=lambda *count: watched.append(count))
    assert shown(several) == shown(check_paths([path], 2))
    assert watched == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_where_no_other_process_can_be_had_the_work_is_done_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(DECK)

    def refuse(*_: object) -> None:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(workers, "_WORTH", 0)
    monkeypatch.setattr(workers, "ProcessPoolExecutor", refuse)
    assert shown(check_paths([path], 2, cores=2)) == shown(check_paths([path], 2))


def test_no_process_outlives_a_check_that_is_killed(tmp_path: Path) -> None:
    program = (
        "import sys, os, signal; from pathlib import Path\n"
        "from cardgrad.decks import workers; from cardgrad.decks.proof_work import DrillWork\n"
        "from quizgen.source import DrillSource\n"
        "if __name__ == '__main__':\n"
        "    source = DrillSource('f = x*y', (('x', 'int 2..9'), ('y', 'int 2..9')), ((None, 'df/dx'),))\n"
        "    works = [DrillWork(f'd/{n}', source, 2000) for n in range(4)]\n"
        "    submit = workers.ProcessPoolExecutor.submit\n"
        "    def submitted(pool, *work):\n"
        "        waiting = submit(pool, *work)\n"
        "        print(*pool._processes, flush=True)\n"
        "        return waiting\n"
        "    workers.ProcessPoolExecutor.submit = submitted\n"
        "    list(workers.done(works, 2))\n"
    )
    script = tmp_path / "check.py"
    script.write_text(program)
    running = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    started = [int(number) for _ in range(2) for number in running.stdout.readline().split()]
    running.kill()
    running.communicate()
    assert started
    end = time.monotonic() + 20
    while any(Path(f"/proc/{number}").exists() for number in started):
        assert time.monotonic() < end, started
        time.sleep(0.05)


def test_what_is_done_before_an_interruption_is_kept(tmp_path: Path) -> None:
    path, store = tmp_path / "d.yaml", tmp_path / "proofs.db"
    path.write_text(DECK)

    def interrupt(done: int, total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_paths([path], 2, store=store, watch=interrupt)
    assert check_paths([path], 2, store=store).proofs.known == 3


def test_what_ran_out_of_time_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text, store = "deck: d\ncards:\n- {id: a, front: 'Is $(x + 1)^2 = x^2 + 2*x + 1$?', back: b}\n", tmp_path / "p.db"

    def out_of_time(_: float) -> None:
        raise OutOfTimeError

    with monkeypatch.context() as patch:
        patch.setattr("quizgen.claims.deciding.within", out_of_time)
        (fault,) = check(text, store).faults
        assert "it takes too long" in fault.message
    assert known(text, store) == (1, 0)
    assert check(text, store).faults == []
    assert known(text, store) == (1, 1)
