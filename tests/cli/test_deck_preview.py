"""`cardgrad deck preview`: cards as their learner will see them, on a screen, as JSON and as a page."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Write = Callable[[str, str], Path]

DECK = """\
deck: gates
title: Gates
notes: An ADD gate **copies** what arrives.
cards:
  - {id: one, front: first question, back: first answer, hint: a hint, why: a reason, tags: [basic]}
  - {id: sum, cloze: "The {{op: sum}} of the {{what: gradients}}"}
  - {id: max, prompt: which one, choice: {right: good, wrong: [bad]}}
  - id: swap
    graph: f = x * y
    given: {x: int -9..9, y: int -9..9}
    upstream: int 2..5
    ask: [d/dx, d/dy]
  - {id: never, graph: f = x * y, given: {x: int 0..1, y: int 0..1}, ask: d/dx}
"""
BROKEN = DECK.replace("front: first", "font: first") + '  - {id: odd, front: "so $x +$ is", back: b}\n'


@pytest.fixture(autouse=True)
def browser(monkeypatch: pytest.MonkeyPatch, no_shipped_decks: Path, tmp_path: Path) -> list[str]:
    """Keep every browser closed, and note what would have been opened."""
    opened: list[str] = []

    def note(address: str) -> bool:
        opened.append(address)
        return True

    monkeypatch.setattr("webbrowser.open", note)
    monkeypatch.chdir(tmp_path)
    return opened


@pytest.fixture
def deck(own_deck: Write) -> Path:
    return own_deck("gates.yaml", DECK)


def document(cardgrad: Run, *arguments: object) -> Any:
    ran = cardgrad("deck", "preview", *arguments, "--json")
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)


def test_a_card_is_shown_from_its_question_to_its_reason(cardgrad: Run, deck: Path) -> None:
    ran = cardgrad("deck", "preview", "gates", "--card", "one")
    assert (ran.code, ran.err) == (0, "")
    words = " ".join(ran.out.split())
    assert words.startswith("gates/one front and back tags basic")
    assert words.endswith("first question Hint: a hint Answer: first answer a reason")


def test_it_is_drawn_as_a_session_draws_it(cardgrad: Run, deck: Path) -> None:
    shown = cardgrad("deck", "preview", "gates", "--card", "max").out
    asked = cardgrad("practice", "gates/max", "--seed", "1", stdin="").out
    for line in ("which one", "good", "bad"):
        assert line in shown
        assert line in asked


@pytest.mark.parametrize("name", ["gates", "gat", "home/decks/gates.yaml", "./home/decks"])
def test_a_deck_is_named_by_its_id_its_file_or_its_folder(cardgrad: Run, deck: Path, name: str) -> None:
    assert "first question" in cardgrad("deck", "preview", name, "--card", "one").out


@pytest.mark.parametrize("name", ["sum", "gates/sum"])
def test_an_entry_is_all_of_its_cards(cardgrad: Run, deck: Path, name: str) -> None:
    out = cardgrad("deck", "preview", "gates", "--card", name).out
    assert "gates/sum/op" in out
    assert "gates/sum/what" in out
    one = cardgrad("deck", "preview", "gates", "--card", "sum/what").out
    assert "gates/sum/op" not in one


def test_a_drill_has_three_problems_with_what_they_tell_apart(cardgrad: Run, deck: Path) -> None:
    out = cardgrad("deck", "preview", "gates", "--card", "swap").out
    for band in ("Easy: gates/swap@", "Medium: gates/swap@", "Hard: gates/swap@"):
        assert band in out
    assert out.count("mul-not-switched: A product switches") == 3
    assert out.count("Answer: ∂L/∂x = ") == 3
    assert "% of the draws make a good problem." in out


def test_a_problem_in_it_is_the_one_of_that_name(cardgrad: Run, deck: Path) -> None:
    for problem in document(cardgrad, "gates", "--card", "swap")["cards"][0]["problems"]:
        ran = cardgrad("problem", problem["reference"], "--json")
        assert json.loads(ran.out)["key"] == problem["key"]


def test_another_seed_draws_other_problems(cardgrad: Run, deck: Path) -> None:
    def problems(*more: str) -> list[str]:
        found = document(cardgrad, "gates", "--card", "swap", *more)
        return [problem["reference"] for problem in found["cards"][0]["problems"]]

    assert problems() == problems("--seed", "1") != problems("--seed", "2")


def test_the_whole_deck_has_its_notes_and_its_cards_in_order(cardgrad: Run, deck: Path) -> None:
    out = cardgrad("deck", "preview", "gates").out
    places = [out.index(text) for text in ("ADD gate copies", "gates/one", "gates/sum/op", "gates/max", "gates/swap")]
    assert places == sorted(places)


def test_a_drill_that_makes_no_problem_says_so(cardgrad: Run, deck: Path) -> None:
    ran = cardgrad("deck", "preview", "gates", "--card", "never")
    assert ran.code == 0
    assert "no good problem in" in ran.out


def test_the_whole_preview_reads_so(cardgrad: Run, tmp_path: Path, golden: Callable[[str, str], None]) -> None:
    (tmp_path / "gates.yaml").write_text(DECK, encoding="utf-8")
    ran = cardgrad("deck", "preview", "gates.yaml")
    assert (ran.code, ran.err) == (0, "")
    golden("deck-preview.txt", ran.out)


def test_faults_stand_on_top_of_what_can_be_shown(cardgrad: Run, own_deck: Write) -> None:
    path = own_deck("gates.yaml", BROKEN)

    def words(*options: str) -> str:
        return " ".join(cardgrad("deck", "preview", path, *options).out.split())

    out = words()
    unreadable = "the formula $x +$ cannot be read"
    assert out.index(":5: card 'one'") < out.index("gates/sum/op")
    assert out.index(unreadable) < out.index("gates/sum/op")
    assert unreadable in words("--card", "odd")
    assert unreadable not in words("--card", "max")


def test_a_card_that_its_faults_keep_out_is_explained_by_them(cardgrad: Run, own_deck: Write) -> None:
    ran = cardgrad("deck", "preview", own_deck("gates.yaml", BROKEN), "--card", "one")
    assert ran.code == 2
    assert ":5: card 'one'" in ran.out
    assert "there is no card 'one'" in ran.err


def test_a_deck_that_cannot_be_read_shows_its_faults_and_fails(cardgrad: Run, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("deck: [x", encoding="utf-8")
    ran = cardgrad("deck", "preview", "x.yaml")
    assert ran.code == 3
    assert "x.yaml:1: a list in [ ] is not closed" in ran.out
    assert "mend it first" in ran.err


def test_what_is_not_there_is_said(cardgrad: Run, deck: Path) -> None:
    assert "there is no deck 'x'" in cardgrad("deck", "preview", "x").err
    assert "there is no such file" in cardgrad("deck", "preview", "x.yaml").err
    assert "did you mean" in cardgrad("deck", "preview", "gates", "--card", "swop").err
    (deck.parent / "other.yaml").write_text(DECK, encoding="utf-8")
    assert "holds 2 decks" in cardgrad("deck", "preview", deck.parent).err


@pytest.mark.parametrize(
    "options", [("--watch", "--json"), ("--html", "--json"), ("-o", "x.html"), ("--html", "--card", "one")]
)
def test_options_that_do_not_go_together_are_refused(cardgrad: Run, deck: Path, options: tuple[str, ...]) -> None:
    assert cardgrad("deck", "preview", "gates", *options).code == 2


def test_the_json_has_every_card_and_every_fault(cardgrad: Run, own_deck: Write) -> None:
    found = document(cardgrad, own_deck("gates.yaml", BROKEN))
    assert [card["id"] for card in found["cards"]][:2] == ["gates/sum/op", "gates/sum/what"]
    assert {fault["line"] for fault in found["faults"]} >= {5, 13, 14}
    cloze, never = found["cards"][0], found["cards"][-2]
    assert cloze["question"] == [{"role": "question", "text": "The ____ of the gradients", "mark": ""}]
    assert (never["id"], never["problems"], never["accepted"]) == ("gates/never", [], None)


def test_the_page_is_written_and_opened(cardgrad: Run, deck: Path, browser: list[str], tmp_path: Path) -> None:
    ran = cardgrad("deck", "preview", "gates", "--html")
    assert (ran.code, ran.out, ran.err) == (0, "gates.html\n", "")
    assert browser == [(tmp_path / "gates.html").as_uri()]
    page = (tmp_path / "gates.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "no good problem" in page[: page.index("Contents")]
    assert cardgrad("deck", "preview", "gates", "--html", "--no-open").code == 0  # our own page is replaced
    assert len(browser) == 1


def test_a_file_that_is_no_page_of_this_deck_is_not_replaced(cardgrad: Run, deck: Path, tmp_path: Path) -> None:
    other = tmp_path / "gates.html"
    other.write_text("my own work", encoding="utf-8")
    ran = cardgrad("deck", "preview", "gates", "--html", "--no-open")
    assert ran.code == 1
    assert other.read_text(encoding="utf-8") == "my own work"
    assert cardgrad("deck", "preview", "gates", "--html", "--no-open", "-o", "here.html").code == 0
    assert cardgrad("deck", "preview", "gates", "--html", "--no-open", "--force").code == 0
    assert other.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_an_unchanged_deck_is_shown_without_yaml_and_pydantic_and_a_flashcard_without_the_engine(deck: Path) -> None:
    code = (
        "import sys\nfrom cardgrad.cli import main\n"
        "sys.argv = ['cardgrad', 'deck', 'preview', 'gates', '--card', 'one']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'yaml', 'pydantic', 'sympy', 'genanki', 'markdown_it', 'quizgen.drill'} & set(sys.modules)\n"
        "print('loaded', sorted(heavy))"
    )
    os.utime(deck, (1_700_000_000, 1_700_000_000))  # a file saved just now is read once more
    subprocess.run([sys.executable, "-m", "cardgrad", "deck", "list"], check=True, capture_output=True)
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "loaded []"


@pytest.fixture
def few(own_deck: Write) -> Path:
    cards = "".join(f"  - {{id: c{n}, front: question {n}, back: answer {n}}}\n" for n in range(30))
    return own_deck("few.yaml", f"deck: few\ncards:\n{cards}")


def pager(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "pager"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    monkeypatch.setenv("PAGER", str(path))


def test_in_a_terminal_a_whole_deck_is_read_in_the_pager(
    tty: Callable[..., Any], few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pager(tmp_path, 'cat >"$0.read"\necho read by pages', monkeypatch)
    screen = tty("deck", "preview", "few")
    assert (screen.ended(), screen.text.strip()) == (0, "read by pages")
    told = (tmp_path / "pager.read").read_text(encoding="utf-8")
    assert "30 cards; --card ID shows one card, --watch" in told
    assert "answer 29" in told


def test_whoever_leaves_the_pager_early_is_left_alone(
    tty: Callable[..., Any], few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pager(tmp_path, "head -n 2 >/dev/null\necho seen enough", monkeypatch)
    screen = tty("deck", "preview", "few")
    assert (screen.ended(), screen.text.strip()) == (0, "seen enough")


def test_ctrl_c_belongs_to_the_pager(
    tty: Callable[..., Any], few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    until = 'while [ "$line" != q ]; do read -r line </dev/tty; done'
    pager(tmp_path, f"trap 'echo caught' INT\nhead -n 1\n{until}", monkeypatch)
    screen = tty("deck", "preview", "few").sees("Few").keys("\x03").sees("caught").keys("q\r")
    assert screen.ended() == 0
    assert "Traceback" not in screen.text


@pytest.mark.parametrize("named", ["no-such-pager", "'"])
def test_without_a_pager_the_deck_is_printed(
    tty: Callable[..., Any], few: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.setenv("PAGER", named)
    screen = tty("deck", "preview", "few")
    assert screen.ended() == 0
    assert "answer 29" in screen.text
