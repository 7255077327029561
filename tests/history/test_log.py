"""The log: ids, instants, what comes back as it was written, and devices."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardgrad.history.event import ANSWER, DUE, POLICY, RENAME, SUSPEND, Event, Happening
from cardgrad.history.fold import Rules, folded, known_as
from cardgrad.history.log import History, voiding
from cardgrad.history.reading import answers_of, events_of, last_undoable
from cardgrad.history.store import HistoryError
from cardgrad.scheduling.schedule import NEW, PRACTICE, QUIZ, REPEAT, STUDY, Schedule
from cardgrad.scheduling.sm2 import SM2_CLASSIC
from cardgrad.scheduling.study_day import Moment

Opener = Callable[[Path], History]
NOON = Moment(1_795_262_400_000, 0)  # 2026-11-21T12:00 UTC
DAY = 86_400_000
_COLUMNS = ", ".join(Event._fields)


def later(days: int) -> Moment:
    return NOON._replace(instant=NOON.instant + days * DAY)


def good(card: str, grade: int = 4) -> Happening:
    return Happening(ANSWER, card, grade, STUDY)


def logged(history: History) -> list[Event]:
    rows = history.store.rows(f"SELECT {_COLUMNS} FROM event ORDER BY row")
    return [Event._make((*row[:-1], json.loads(row[-1]))) for row in rows]


def test_the_first_append_also_names_the_policy_and_returns_the_ids_of_what_was_asked(history: History) -> None:
    ids = history.append(NOON, good("gates/add"), good("gates/mul"))
    policy, *answers = logged(history)
    assert (policy.kind, policy.target, policy.facts) == (POLICY, "sm2", {"version": 1})
    assert [answer.id for answer in answers] == ids
    assert [answer.card for answer in answers] == ["gates/add", "gates/mul"]


def test_a_later_append_returns_the_ids_of_what_was_asked_and_names_no_policy(history: History) -> None:
    history.append(NOON, good("gates/add"))
    ids = history.append(NOON, good("gates/mul"), good("gates/sub"))
    assert ids == [event.id for event in logged(history)[-2:]]
    assert [event.kind for event in logged(history)].count(POLICY) == 1


def test_an_id_is_the_device_and_its_running_number(history: History) -> None:
    (first,), (second,) = history.append(NOON, good("a/b")), history.append(NOON, good("a/b"))
    device, number = first.split("-")
    assert second == f"{device}-{int(number) + 1}"


@pytest.mark.parametrize("step", [0, 1, -1, -86_400_000, 86_400_000])
def test_instants_grow_however_the_clock_runs_and_the_wall_is_kept_beside(history: History, step: int) -> None:
    walls = [NOON.instant + turn * step for turn in range(5)]
    for wall in walls:
        history.append(Moment(wall, 0), good("a/b"))
    answers = [event for event in logged(history) if event.kind == ANSWER]
    instants = [event.instant for event in logged(history)]
    assert instants == sorted(set(instants))
    assert [event.wall for event in answers] == walls
    assert [event.day for event in answers] == [Moment(wall, 0).study_day() for wall in walls]


def test_the_order_of_two_answers_at_one_instant_is_the_order_they_were_given_in(history: History) -> None:
    history.append(NOON, good("a/b", 1))
    history.append(NOON, good("a/b", 5)._replace(purpose=REPEAT))
    assert [event.grade for event in events_of(history, "a/b")] == [1, 5]
    assert history.schedule("a/b").owed is None


@pytest.mark.parametrize("offset", [-36_000, -12_600, 0, 20_700, 50_400])
def test_the_offset_of_the_place_is_kept_and_gives_the_study_day(history: History, offset: int) -> None:
    moment = Moment(NOON.instant, offset)
    history.append(moment, good("a/b"))
    (event,) = events_of(history, "a/b")
    assert (event.offset, event.day) == (offset, moment.study_day())
    assert history.schedule("a/b").counted == moment.study_day()


def test_the_turn_of_the_day_is_the_history_s_own(tmp_path: Path) -> None:
    history = History(tmp_path, turn=13 * 60)
    history.append(NOON, good("a/b"))
    assert history.schedule("a/b").counted == NOON.study_day() - 1
    history.close()


@pytest.mark.parametrize("instant", [-(10**14), 2**53 + 1, 2**62])
def test_instants_far_from_today_are_kept_exactly(history: History, instant: int) -> None:
    history.append(Moment(instant, 0), good("a/b"))
    (event,) = events_of(history, "a/b")
    assert event.wall == instant
    assert history.fold() == history.schedules()


@pytest.mark.parametrize(
    "facts",
    [
        {"typed": "σ(x) = ŷ — “quoted” \x00\n\t"},
        {"typed": "lone surrogate \udcff, as a terminal gives for a byte that is not UTF-8"},
        {"givens": {"x": [1, -2.5, "1/3"]}, "hints": 0, "correct": True, "mistake": None},
        {"big": 10**40},
        {},
    ],
)
def test_facts_come_back_as_they_were_written(history: History, facts: dict[str, object]) -> None:
    history.append(NOON, Happening(ANSWER, "a/b", 4, STUDY, None, facts))
    assert events_of(history, "a/b")[0].facts == facts


def test_facts_that_are_no_json_are_a_bug_and_write_nothing(history: History) -> None:
    with pytest.raises(TypeError):
        history.append(NOON, good("a/b"), Happening(ANSWER, "a/c", 4, STUDY, None, {"typed": {1, 2}}))
    assert logged(history) == []
    assert history.schedules() == {}
    (only,) = history.append(NOON, good("a/b"))
    assert only.endswith("-2")


def test_an_append_that_fails_half_way_leaves_nothing(history: History) -> None:
    history.append(NOON, good("a/b"))
    before = logged(history), history.schedules()
    with pytest.raises(ValueError, match="tomorrow"):
        history.append(NOON, good("a/c"), Happening(DUE, "a/b", target="tomorrow"))
    assert (logged(history), history.schedules()) == before


def test_a_regrade_in_one_append_replaces_the_grade(history: History) -> None:
    (wrong,) = history.append(NOON, good("a/b", 1))
    history.append(NOON, voiding("a/b", wrong), good("a/b", 4))
    assert history.schedule("a/b") == Schedule(
        interval=1, repetitions=1, due=NOON.study_day() + 1, counted=NOON.study_day(), first=NOON.study_day(), answers=1
    )


def test_a_reopened_history_goes_on_with_the_same_device_and_the_next_number(opened: Opener, tmp_path: Path) -> None:
    (first,) = opened(tmp_path).append(NOON, good("a/b"))
    (second,) = opened(tmp_path).append(NOON, good("a/b"))
    device, number = first.split("-")
    assert second == f"{device}-{int(number) + 1}"


def test_a_copied_folder_is_a_device_of_its_own(opened: Opener, tmp_path: Path) -> None:
    original = History(tmp_path / "one")
    (first,) = original.append(NOON, good("a/b"))
    original.close()
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    copied, original = opened(tmp_path / "two"), opened(tmp_path / "one")
    (here,), (there,) = original.append(NOON, good("a/b")), copied.append(NOON, good("a/b"))
    assert here.split("-")[0] == first.split("-")[0] != there.split("-")[0]
    assert {event.id for event in events_of(copied, "a/b")} == {first, there}


def test_a_folder_whose_name_is_not_utf_8_holds_a_history(opened: Opener, tmp_path: Path) -> None:
    try:
        (tmp_path / "caf\udce9").mkdir()
    except (OSError, UnicodeError):
        pytest.skip("this file system takes only UTF-8 names")
    history = opened(tmp_path / "caf\udce9")
    history.append(NOON, good("a/b"))
    assert list(opened(tmp_path / "caf\udce9").schedules()) == ["a/b"]


def test_two_devices_merged_in_any_order_give_one_history(opened: Opener, tmp_path: Path) -> None:
    here, there = opened(tmp_path / "here"), opened(tmp_path / "there")
    for day in range(4):  # both devices at the very same instants
        here.append(later(day), good("a/b", 5), good("a/old", 3))
        there.append(later(day), good("a/b", 1), good("a/new", 4))
    there.append(later(4), Happening(RENAME, "a/old", target="a/new"))
    undone = last_undoable(here)
    assert undone is not None
    here.undo(undone, later(4))
    merged = []
    for name, rows in {"ab": [here, there], "ba": [there, here]}.items():
        history = opened(tmp_path / name)
        with history.store.writing() as connection:
            for source in rows:
                marks = ", ".join("?" * len(Event._fields))
                events = source.store.rows(f"SELECT {_COLUMNS} FROM event")
                connection.executemany(f"INSERT INTO event ({_COLUMNS}) VALUES ({marks})", events)
        history.refold()
        merged.append(history)
    first, second = merged
    assert first.fold() == second.fold() == first.schedules() == second.schedules()
    assert set(first.schedules()) == {"a/b", "a/new"}
    assert first.schedules()["a/new"].answers == 4 + 4 - 1
    while event := last_undoable(first):  # each device's answers can be undone on the other
        first.undo(event, later(5))
        assert first.schedules() == first.fold()
    assert first.schedules() == {}


def test_a_rename_moves_the_history_and_leaves_the_old_id_new(history: History) -> None:
    history.append(NOON, good("a/old"))
    before = history.schedule("a/old")
    assert history.rename([("a/old", "a/new"), ("a/none", "a/other")], NOON) == [("a/old", "a/new")]
    assert history.schedules() == {"a/new": before}
    assert history.schedule("a/old") == NEW


def test_an_answer_given_under_the_old_id_can_be_undone_after_the_rename(history: History) -> None:
    history.append(NOON, good("a/old"))
    history.append(later(1), good("a/old"))
    history.rename([("a/old", "a/new")], later(1))
    event = last_undoable(history)
    assert event is not None
    assert event.card == "a/old"
    history.undo(event, later(1))
    assert history.schedule("a/new").answers == 1
    assert history.schedules() == history.fold()


def test_a_rename_onto_a_card_with_a_history_folds_both_in_order(history: History) -> None:
    history.append(NOON, good("a/new", 4))
    history.append(later(1), good("a/old", 1))
    history.append(later(2), good("a/new", 4))
    history.rename([("a/old", "a/new")], later(2))
    assert [event.grade for event in answers_of(history, "a/new", 9)] == [4, 1, 4]
    assert (history.schedule("a/new").lapses, history.schedule("a/new").repetitions) == (1, 1)


def test_a_later_answer_under_the_old_id_belongs_to_the_old_id(history: History) -> None:
    history.append(NOON, good("a/old"))
    history.rename([("a/old", "a/new")], NOON)
    history.append(later(1), good("a/old", 2))
    assert {card: schedule.answers for card, schedule in history.schedules().items()} == {"a/new": 1, "a/old": 1}


def test_renames_in_a_circle_end(history: History) -> None:
    for turn in range(3):
        history.append(later(turn), good("a/x"))
        for old, new in [("a/x", "a/y"), ("a/y", "a/x"), ("a/x", "a/x")]:
            history.append(later(turn), Happening(RENAME, old, target=new))
    assert history.schedules() == history.fold()
    assert history.schedule("a/x").answers == 3


@given(
    st.dictionaries(st.sampled_from("abc"), st.lists(st.tuples(st.integers(0, 3), st.sampled_from("abc")))),
    st.sampled_from("abc"),
    st.integers(0, 4),
)
def test_following_renames_ends_even_when_they_are_at_one_instant(
    renames: dict[str, list[tuple[int, str]]], card: str, instant: int
) -> None:
    in_order = {old: sorted(new) for old, new in renames.items()}
    assert known_as(card, instant, in_order) in "abc"
    assert known_as(card, 4, in_order) == card


def test_another_policy_folds_the_past_anew(history: History) -> None:
    for day, grade in enumerate([0, 0, 5, 5, 3]):
        history.append(later(day * 10), good("a/b", grade))
    history.append(later(50), Happening(POLICY, target="sm2-classic"))
    assert history.schedule("a/b").interval == 9  # the golden sequence of sm2-classic
    history.append(later(50), good("a/b", 0))
    assert history.schedules() == history.fold()
    history.append(later(50), Happening(POLICY, target="sm2"))
    assert history.schedules() == history.fold()
    assert history.schedule("a/b").easiness == 256


def test_the_fold_is_pure_and_needs_no_file() -> None:
    rows = [
        (1, 10, POLICY, "", 100, None, None, "sm2"),
        (2, 20, ANSWER, "a/b", 100, 4, STUDY, None),
        (3, 30, ANSWER, "a/b", 101, 0, STUDY, None),
        (4, 40, SUSPEND, "a/b", 101, None, None, None),
        (5, 50, "a kind of some later version", "a/b", 101, None, None, None),
    ]
    learnt = Schedule(250, 1, 1, 0, 101, 100, 100, None, None, 0, 1)
    assert folded(rows[:2], Rules()) == {"a/b": learnt}
    assert folded(rows, Rules(voided=frozenset({3}))) == {"a/b": learnt._replace(suspended=1)}
    assert folded(rows, Rules(policy=SM2_CLASSIC))["a/b"].easiness == 170


@pytest.mark.parametrize("purpose", [STUDY, REPEAT, PRACTICE, QUIZ])
def test_every_purpose_is_kept(history: History, purpose: str) -> None:
    history.append(NOON, Happening(ANSWER, "a/b", 3, purpose))
    assert [(event.purpose, event.grade) for event in events_of(history, "a/b")] == [(purpose, 3)]


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE schedule SET interval = 99 WHERE card = 'a/b'",
        "DELETE FROM schedule WHERE card = 'a/b'",
        "INSERT INTO schedule SELECT 'a/ghost', easiness, interval, repetitions, lapses, due, counted, first, owed,"
        " skipped, suspended, answers FROM schedule",
    ],
)
def test_a_wrong_cache_is_seen_beside_the_fold_and_mended_by_a_refold(history: History, wrong: str) -> None:
    history.append(NOON, good("a/b"))
    right = history.schedules()
    with history.store.writing() as connection:
        connection.execute(wrong)
    assert history.schedules() != history.fold() == right
    history.refold()
    assert history.schedules() == history.fold() == right


@pytest.mark.parametrize("statement", ["UPDATE event SET grade = 5", "DELETE FROM event"])
def test_the_database_itself_refuses_to_change_the_log(history: History, statement: str) -> None:
    history.append(NOON, good("a/b", 1))
    before = logged(history)
    with pytest.raises(HistoryError, match="append-only"), history.store.writing() as connection:
        connection.execute(statement)
    assert logged(history) == before


def test_one_answer_in_a_long_history_reads_no_long_part_of_it(history: History) -> None:
    (first,) = history.append(NOON, good("a/b"))
    device = first.split("-")[0]
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    with history.store.writing() as connection:
        connection.executemany(
            f"INSERT INTO event ({_COLUMNS}) VALUES (?, ?, ?, 0, 0, 1, 'answer', ?, 4, 'practice', NULL, '{{}}')",
            [(device, 1000 + at, NOON.instant + 1000 + at, f"d/{at % 500}") for at in range(5000)],
        )
    history.store.connection.set_progress_handler(count, 1)
    history.append(later(1), good("a/c"))
    history.undo(events_of(history, "a/c")[0], later(1))
    assert last_undoable(history) is not None
    history.store.connection.set_progress_handler(None, 0)
    assert steps < 5000, "SQLite walked the whole log"
