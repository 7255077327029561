"""`cardgrad study` without a terminal: a line in for each key or answer, and what is printed."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Write = Callable[[str, str], Path]

FRONTS = """\
deck: gates
title: Gates
cards:
  - {id: one, front: first question, back: first answer, hint: think}
  - {id: two, front: second question, back: second answer}
"""
WORD = """\
deck: words
cards:
  - {id: mul, prompt: which gate, type: [multiplication]}
"""
DRILL = """\
deck: drills
cards:
  - id: mul
    graph: f = x * y
    given: {x: int 2..9, y: int 11..19}
    ask: [d/dx, d/dy]
"""


def shown(cardgrad: Run, card: str) -> Any:
    return json.loads(cardgrad("card", "show", card, "--json").out)


@pytest.fixture(autouse=True)
def _only_own(no_shipped_decks: Path) -> None:
    pass


def test_an_empty_line_reveals_and_another_is_a_four(cardgrad: Run, own_deck: Write) -> None:
    own_deck("gates.yaml", FRONTS)
    ran = cardgrad("study", "--limit", 1, stdin="\n\n")
    assert ran.code == 0
    assert "Answer: first answer" in ran.out
    assert ran.err == ""
    assert shown(cardgrad, "gates/one")["reviews"][0]["grade"] == 4


def test_the_first_start_greets_in_four_lines_until_something_was_answered(cardgrad: Run, own_deck: Write) -> None:
    own_deck("gates.yaml", FRONTS)
    cardgrad()
    cardgrad("due")
    first = cardgrad("study", stdin="\n4\n").out
    assert first.splitlines()[0].startswith("Welcome to cardgrad.")
    assert first.splitlines()[4] == ""
    assert "Welcome" not in cardgrad("study", stdin="\n4\n").out


def test_the_end_of_the_input_ends_the_session_with_what_was_given(cardgrad: Run, own_deck: Write) -> None:
    own_deck("gates.yaml", FRONTS)
    ran = cardgrad("study", stdin="\n5\n")
    assert ran.code == 0
    assert "1 answer on 1 card" in ran.out
    assert shown(cardgrad, "gates/one")["reviews"][0]["grade"] == 5


def test_an_input_without_a_last_line_break_counts(cardgrad: Run, own_deck: Write) -> None:
    own_deck("words.yaml", WORD)
    cardgrad("study", stdin="multiplication")
    assert shown(cardgrad, "words/mul")["reviews"][0]["grade"] == 4


def test_a_script_with_windows_line_ends_works(cardgrad: Run, own_deck: Write) -> None:
    own_deck("words.yaml", WORD)
    cardgrad("study", stdin=b"multiplication\r\n")
    assert shown(cardgrad, "words/mul")["reviews"][0]["typed"] == ["multiplication"]


@pytest.mark.parametrize("typed", [b"\xff\xfe\n", b"caf\xc3\n", b"\x00\n", b"\xed\xa0\x80\n"])
def test_bytes_that_are_no_text_are_no_crash(cardgrad: Run, own_deck: Write, typed: bytes) -> None:
    own_deck("words.yaml", WORD)
    command = [sys.executable, "-m", "cardgrad", "study"]
    for locale in ("C.UTF-8", "C"):
        done = subprocess.run(
            command, input=typed + typed + b":quit\n", capture_output=True, env=os.environ | {"LC_ALL": locale}
        )
        assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        (":suspend\n", ["suspend"]),
        (":skip\n", ["skip"]),
        (":give-up\n", []),
        (":help\n:quit\n", []),
        (":reveal\n3\n:undo\n", []),
    ],
)
def test_commands_work_at_every_prompt(cardgrad: Run, own_deck: Write, lines: str, kinds: list[str]) -> None:
    own_deck("gates.yaml", FRONTS)
    assert cardgrad("study", stdin=lines).code == 0
    document = shown(cardgrad, "gates/one")
    assert document["suspended"] == (kinds == ["suspend"])
    assert document["answers"] == 0


def test_help_is_printed(cardgrad: Run, own_deck: Write) -> None:
    own_deck("words.yaml", WORD)
    out = cardgrad("study", stdin=":help\n").out
    assert ":give-up" in out
    assert ":suspend" in out


def test_an_editor_changes_the_card_and_the_session_goes_on_with_it(
    cardgrad: Run, own_deck: Write, tmp_path: Path
) -> None:
    deck = own_deck("gates.yaml", FRONTS)
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "$@" > "$0.log"\nsed -i.bak "s/first question/better question/" "$1"\n')
    editor.chmod(0o755)
    out = cardgrad("study", stdin=":edit\n\n4\n", env={"EDITOR": str(editor)}).out
    assert out.index("first question") < out.index("better question")
    assert (tmp_path / "editor.log").read_text().split() == [str(deck)]
    assert shown(cardgrad, "gates/one")["reviews"][0]["grade"] == 4


def test_editing_a_shipped_deck_copies_it_to_the_learners_own_folder_first(
    cardgrad: Run, no_shipped_decks: Path, tmp_path: Path
) -> None:
    shipped = no_shipped_decks / "gates.yaml"
    shipped.write_text(FRONTS)
    own = tmp_path / "home" / "decks" / "gates.yaml"
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i.bak "s/first question/better question/" "$1"\n')
    editor.chmod(0o755)
    ran = cardgrad("study", stdin=":edit\n", env={"EDITOR": str(editor)})
    assert shipped.read_text() == FRONTS
    assert own.read_text() == FRONTS.replace("first question", "better question")
    assert "Your own copy of the deck is now" in ran.out
    assert "better question" in ran.out
    assert "replaces the shipped deck gates" in cardgrad("due").err


@pytest.mark.parametrize("editor", ["true", "false", "no-such-editor-anywhere"])
def test_a_shipped_deck_that_was_not_changed_is_not_replaced(
    cardgrad: Run, no_shipped_decks: Path, tmp_path: Path, editor: str
) -> None:
    (no_shipped_decks / "gates.yaml").write_text(FRONTS)
    assert "own copy" not in cardgrad("study", stdin=":edit\n", env={"EDITOR": editor}).out
    assert list((tmp_path / "home" / "decks").glob("*")) == []
    assert cardgrad("due").err == ""


@pytest.mark.parametrize("editor", ["no-such-editor-anywhere", "'unbalanced", "false"])
def test_an_editor_that_fails_is_said_and_the_session_goes_on(cardgrad: Run, own_deck: Write, editor: str) -> None:
    own_deck("gates.yaml", FRONTS)
    ran = cardgrad("study", stdin=":edit\n\n4\n", env={"VISUAL": " ", "EDITOR": editor})
    assert ran.code == 0
    assert shown(cardgrad, "gates/one")["reviews"][0]["grade"] == 4


def test_a_deck_that_the_edit_broke_is_said_with_its_line(cardgrad: Run, own_deck: Write, tmp_path: Path) -> None:
    deck = own_deck("gates.yaml", FRONTS)
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i.bak "s/front: first/fornt: first/" "$1"\n')
    editor.chmod(0o755)
    out = cardgrad("study", stdin=":edit\n", env={"EDITOR": str(editor)}).out
    assert f"{deck}:4: " in out.replace("\n", "")
    assert "gates/one cannot be read as it is now." in out
    assert "second question" not in out, "the card stays on the screen to be mended"


def test_a_card_that_gets_another_id_in_the_editor_is_followed_with_its_history(
    cardgrad: Run, own_deck: Write, tmp_path: Path
) -> None:
    own_deck("gates.yaml", FRONTS)
    cardgrad("study", "--limit", "1", stdin="\n4\n")
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i.bak "s/id: one,/id: uno, was: [one],/" "$1"\n')
    editor.chmod(0o755)
    later = "2026-03-03T09:00:00+00:00"
    out = cardgrad("study", "--limit", "1", stdin=":edit\n\n5\n", now=later, env={"EDITOR": str(editor)}).out
    assert "Done." in out
    assert [review["grade"] for review in shown(cardgrad, "gates/uno")["reviews"]] == [4, 5]


def test_a_new_id_has_its_history_before_anything_is_studied(cardgrad: Run, own_deck: Write) -> None:
    own_deck("gates.yaml", FRONTS)
    cardgrad("study", "--limit", "1", stdin="\n4\n")
    own_deck("gates.yaml", FRONTS.replace("id: one,", "id: uno, was: [one],"))
    assert shown(cardgrad, "gates/uno")["repetitions"] == 1


def test_a_deck_is_studied_by_its_path_and_not_added(cardgrad: Run, tmp_path: Path) -> None:
    path = tmp_path / "my.yaml"
    path.write_text(FRONTS.replace("gates", "mine"))
    assert cardgrad("study", path, stdin="\n2\n").code == 0
    assert [row["state"] for row in json.loads(cardgrad("deck", "list", "--json").out)] == ["elsewhere"]
    assert shown(cardgrad, "mine/one")["reviews"][0]["grade"] == 2
    assert shown(cardgrad, "mine/one")["kind"] == "front"
    due = json.loads(cardgrad("due", "--json", now="2026-03-03T09:00:00+00:00").out)
    assert due["elsewhere"] == [{"id": "mine", "title": "Gates", "path": str(path), "due": 1, "week": 0}]
    assert "mine/one" in cardgrad("undo").out
    assert shown(cardgrad, "mine/one")["answers"] == 0


def test_a_relative_path_is_a_path(cardgrad: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "my.yaml").write_text(FRONTS)
    monkeypatch.chdir(tmp_path)
    assert "first question" in cardgrad("study", "./my.yaml").out
    assert "first question" in cardgrad("study", "my.yaml").out


def test_two_files_with_one_deck_id_are_refused_by_name(cardgrad: Run, own_deck: Write, tmp_path: Path) -> None:
    own_deck("other.yaml", WORD)
    paths = [tmp_path / name for name in ("a.yaml", "b.yaml")]
    for path in paths:
        path.write_text(FRONTS)
    ran = cardgrad("study", *paths)
    assert ran.code in (1, 2)
    assert all(str(path) in ran.err for path in paths)
    assert "which gate" not in ran.out


def test_a_path_to_a_broken_deck_studies_no_other(cardgrad: Run, own_deck: Write, tmp_path: Path) -> None:
    own_deck("words.yaml", WORD)
    path = tmp_path / "broken.yaml"
    path.write_text("deck: broken\ncards:\n  - {id: a, front: Q}\n")
    ran = cardgrad("study", path)
    assert ran.code in (1, 2)
    assert f"{path}:3: " in ran.err
    assert ran.out == ""


def test_a_broken_deck_beside_a_good_one_does_not_stop_it(cardgrad: Run, own_deck: Write) -> None:
    own_deck("gates.yaml", FRONTS)
    broken = own_deck("broken.yaml", "deck: broken\ncards:\n\t- nothing\n")
    ran = cardgrad("study", stdin="\n4\n")
    assert ran.code == 0
    assert "first question" in ran.out
    assert str(broken) in ran.out.replace("\n", "")
    assert "cardgrad deck check lists every fault" in " ".join(ran.out.split())


def test_with_nothing_due_it_says_what_comes_when_and_how_to_go_on(cardgrad: Run, own_deck: Write) -> None:
    own_deck("gates.yaml", FRONTS)
    cardgrad("study", "--new", 1, stdin="\n4\n")
    ran = cardgrad("study", "--new", 1)
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "Nothing is due now: you are done for today.",
        "Next: 1 card tomorrow.",
        "1 new card waits; to begin some today: cardgrad study --new 11",
        "To practise what comes next (its schedule stays): cardgrad study --ahead 7",
    ]


def test_sm2_says_the_due_days_over_simulated_days(cardgrad: Run, own_deck: Write) -> None:
    own_deck("words.yaml", WORD)
    days, dues = ["2026-03-02", "2026-03-03", "2026-03-09", "2026-03-24"], []
    for day in days:
        cardgrad("study", stdin="multiplication\n", now=f"{day}T09:00:00+00:00")
        dues.append(shown(cardgrad, "words/mul")["due"])
    assert dues == [*days[1:], "2026-05-01"]  # 1, 6, 15, 38 days
    document = shown(cardgrad, "words/mul")
    assert (document["easiness"], document["interval"], document["repetitions"]) == (2.5, 38, 4)


def test_a_drill_has_other_numbers_each_day_and_its_seed_in_the_log(cardgrad: Run, own_deck: Write) -> None:
    own_deck("drills.yaml", DRILL)
    for day in range(2, 8):
        cardgrad("study", stdin="\n1 1\n1 1\n", now=f"2026-03-0{day}T09:00:00+00:00")
    problems = [review["problem"] for review in shown(cardgrad, "drills/mul")["reviews"]]
    assert len({str(problem["givens"]) for problem in problems}) == 6
    assert all(problem["reference"].startswith("drills/mul@") for problem in problems)


def test_the_seed_option_gives_everyone_the_same_problem(
    cardgrad: Run, own_deck: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "drills.yaml"
    path.write_text(DRILL)
    seen = set()
    for home in "abc":
        monkeypatch.setenv("CARDGRAD_HOME", str(tmp_path / home))
        cardgrad("study", path, "--seed", "class of 26", stdin="\n1 1\n1 1\n")
        seen.add(shown(cardgrad, "drills/mul")["reviews"][0]["instance"])
    assert len(seen) == 1


def test_undo_between_two_sessions_brings_the_same_question_back(cardgrad: Run, own_deck: Write) -> None:
    own_deck("drills.yaml", DRILL)
    cardgrad("study", stdin="\n1 1\n1 1\n")
    before = shown(cardgrad, "drills/mul")["reviews"][0]["problem"]
    assert cardgrad("undo").code == 0
    cardgrad("study", stdin="\n1 1\n1 1\n")
    (after,) = shown(cardgrad, "drills/mul")["reviews"]
    assert after["problem"] == before


def test_a_repeat_that_follows_at_once_is_printed_again(cardgrad: Run, own_deck: Write) -> None:
    own_deck("words.yaml", "deck: words\ncards:\n  - {id: a, front: the question, back: the answer}\n")
    out = cardgrad("study", stdin="\n2\n\n4\n").out
    assert out.count("the question") == 2
    assert "once more today" in out


def test_tags_and_limits_choose_the_cards(cardgrad: Run, own_deck: Write) -> None:
    own_deck("gates.yaml", FRONTS.replace("hint: think", "tags: [hard]"))
    assert cardgrad("study", "--tag", "hard", "--limit", 5, stdin="\n4\n\n4\n").out.count("Answer:") == 1
    assert cardgrad("study", "--tag", "nothing").code == 2


def test_minutes_and_new_are_obeyed(cardgrad: Run, own_deck: Write) -> None:
    own_deck("gates.yaml", FRONTS)
    out = cardgrad("study", "--minutes", 0, stdin="\n4\n\n4\n").out
    assert out.count("Answer:") == 1
    assert cardgrad("study", "--new", 0).out.startswith("Nothing is due now")


def test_an_interrupt_ends_with_130_and_keeps_the_answers(cardgrad: Run, own_deck: Write) -> None:
    own_deck("gates.yaml", FRONTS)
    command = [sys.executable, "-u", "-m", "cardgrad", "study", "gates"]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    with process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"\n3\n")
        process.stdin.flush()
        assert any(b"second question" in line for line in iter(process.stdout.readline, b""))
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 130
        assert b"Traceback" not in process.stdout.read()
    assert shown(cardgrad, "gates/one")["reviews"][0]["grade"] == 3


def test_a_whole_session_is_printed_as_it_was(
    cardgrad: Run, own_deck: Write, golden: Callable[[str, str], None]
) -> None:
    own_deck("gates.yaml", FRONTS)
    own_deck("words.yaml", WORD)
    own_deck(
        "zoo.yaml",
        "deck: zoo\ntitle: The zoo of $dL/dW$\ncards:\n"
        "  - id: gap\n    cloze: 'For $f = x*y$ the local derivative by $x$ is {{what: $y$}}.'\n"
        "    why: 'Since $df/dx = y$.'\n"
        "  - {id: order, prompt: Sort, steps: [forward, backward]}\n",
    )
    lines = ["?", "", ":hint", "", "2"]  # one
    lines += ["", ""]  # two
    lines += [":nonsense", "what?", "", ""]  # gap
    lines += ["", "a a", "b a", ""]  # order
    lines += ["", "multiplicaton", ""]  # mul
    lines += ["", "3", "u", "", "4", "u", "", "5", ":quit"]  # one, once more
    golden("session.txt", cardgrad("study", "--seed", "golden", stdin="\n".join(lines) + "\n").out)
