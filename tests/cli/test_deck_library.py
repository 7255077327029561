"""`deck use`, `hide`, `list`, `show` and `orphans`: which decks are studied, and what becomes of what was learned."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Write = Callable[[str, str], Path]

TWO = "cards:\n- {id: a, front: first, back: A}\n- {id: b, front: second, back: B}\n"
MARCH = "2026-03-{}T09:00:00+00:00"


@pytest.fixture(autouse=True)
def shipped(no_shipped_decks: Path) -> Path:
    (no_shipped_decks / "gates.yaml").write_text(f"deck: gates\ntitle: Gates\norder: 1\n{TWO}")
    return no_shipped_decks


@pytest.fixture
def far(tmp_path: Path) -> Path:
    folder = tmp_path / "far"
    folder.mkdir()
    (folder / "mine.yaml").write_text(f"deck: mine\n{TWO}")
    return folder


def document(cardgrad: Run, *arguments: object) -> Any:
    ran = cardgrad(*arguments, "--json")
    assert ran.code == 0
    return json.loads(ran.out)


def states(cardgrad: Run) -> dict[str, str]:
    return {row["id"]: row["state"] for row in document(cardgrad, "deck", "list")}


def schedules(tmp_path: Path) -> dict[str, Any]:
    from cardgrad.history.log import History

    history = History(tmp_path / "home")
    try:
        return history.schedules()
    finally:
        history.close()


# -- use and hide


def test_a_relative_path_is_used_from_anywhere_for_good(
    cardgrad: Run, far: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(far.parent)
    ran = cardgrad("deck", "use", "far/mine.yaml")
    assert (ran.code, ran.out) == (0, f"Mine (mine): 2 cards.\n{far}/mine.yaml is among your decks now.\n")
    monkeypatch.chdir("/")
    row = document(cardgrad, "deck", "list")[1]
    assert (row["id"], row["origin"], row["path"], row["new"]) == ("mine", "used", f"{far}/mine.yaml", 2)
    assert "second" in cardgrad("study", "mine", "--limit", "2", stdin="\n4\n").out
    assert json.loads((tmp_path / "home" / "library.json").read_text()) == {
        "used": [f"{far}/mine.yaml"],
        "hidden": [],
    }


def test_what_is_there_already_is_told(cardgrad: Run, far: Path, own_deck: Write, tmp_path: Path) -> None:
    own = own_deck("own.yaml", f"deck: own\n{TWO}")
    cardgrad("deck", "use", far)
    for path in (far, f"{far}/", far / "mine.yaml", own, own.parent):
        ran = cardgrad("deck", "use", path)
        assert (ran.code, ran.out.endswith("among your decks already.\n")) == (0, True)
    assert cardgrad("deck", "use", "gates").out == "gates is among your decks already.\n"
    assert json.loads((tmp_path / "home" / "library.json").read_text())["used"] == [str(far)]


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("far/nope.yaml", 2, "there is no such file or folder"),
        ("far/b.yml", 2, "there is no such file or folder (did you mean bad.yaml?): check the spelling"),
        ("nope", 2, "there is no deck 'nope'"),
        ("empty", 2, "the folder holds no deck"),
        ("far/bad.yaml", 1, "bad.yaml:3: card 'x' has no 'back': write the answer: there is no deck to study"),
        ("far/other.yaml", 2, "the deck id 'own' of"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_added(
    cardgrad: Run,
    far: Path,
    own_deck: Write,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    code: int,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    own_deck("own.yaml", f"deck: own\n{TWO}")
    (tmp_path / "empty").mkdir()
    (far / "bad.yaml").write_text("deck: bad\ncards:\n- {id: x, front: Q}\n")
    (far / "other.yaml").write_text(f"deck: own\n{TWO}")
    ran = cardgrad("deck", "use", name)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert not (tmp_path / "home" / "library.json").exists()


def test_a_used_deck_that_replaces_a_shipped_one_says_so(cardgrad: Run, far: Path) -> None:
    (far / "gates.yaml").write_text(f"deck: gates\n{TWO}")
    assert "it replaces the shipped one" in cardgrad("deck", "use", far / "gates.yaml").out
    assert "replaces the shipped deck gates" in cardgrad().err


def test_a_shipped_deck_is_hidden_and_comes_back_with_all_that_was_learned(cardgrad: Run, tmp_path: Path) -> None:
    cardgrad("study", stdin="\n4\n\n4\n")
    before = schedules(tmp_path)
    assert cardgrad("deck", "hide", "ga").out == (
        "gates is hidden: it is not studied, and what you learned is kept; `cardgrad deck use gates` brings it back.\n"
    )
    assert states(cardgrad) == {"gates": "hidden"}
    assert document(cardgrad, "due", "--json")["decks"] == []
    assert cardgrad("study", "gates", now=MARCH.format("05")).err == (
        "cardgrad: the deck 'gates' is hidden: `cardgrad deck use gates` brings it back.\n"
    )
    assert document(cardgrad, "deck", "orphans") == []
    assert cardgrad("card", "show", "gates/a").code == 0
    assert cardgrad("deck", "hide", "gates").out == "gates is hidden already.\n"
    assert cardgrad("deck", "use", "gates").out == "gates is studied again, where you left it.\n"
    assert states(cardgrad) == {"gates": "studied"}
    assert document(cardgrad, "due")["due"] == 2
    assert schedules(tmp_path) == before


@pytest.mark.parametrize("command", [("practice", "gates"), ("practice", "gates/a"), ("quiz", "take", "gates")])
def test_a_hidden_deck_is_asked_by_no_command(cardgrad: Run, command: tuple[str, ...], own_deck: Write) -> None:
    own_deck("own.yaml", f"deck: own\n{TWO}")
    cardgrad("deck", "hide", "gates")
    ran = cardgrad(*command)
    assert (ran.code, "the deck 'gates' is hidden" in ran.err) == (2, True)


def test_with_every_deck_hidden_the_home_screen_still_opens(cardgrad: Run) -> None:
    cardgrad("deck", "hide", "gates")
    assert cardgrad().code == 0
    assert cardgrad("deck", "list").code == 0
    assert "every deck is hidden" in cardgrad("study").err


def test_a_path_is_taken_out_of_the_library_also_when_it_is_gone(cardgrad: Run, far: Path) -> None:
    cardgrad("deck", "use", far / "mine.yaml")
    (far / "mine.yaml").unlink()
    ran = cardgrad("deck", "list")
    assert f"cardgrad: {far}/mine.yaml, which you use, is gone" in ran.err
    ran = cardgrad("deck", "hide", far / "mine.yaml")
    assert (
        ran.out
        == f"{far}/mine.yaml is no longer among your decks; what it holds and what you learned stay as they are.\n"
    )
    assert cardgrad("deck", "list").err == ""


def test_a_deck_of_a_used_folder_is_hidden_by_its_path_and_used_again_by_it(cardgrad: Run, far: Path) -> None:
    cardgrad("deck", "use", far)
    assert cardgrad("deck", "hide", far / "mine.yaml").out.startswith("mine is hidden")
    assert states(cardgrad)["mine"] == "hidden"
    assert cardgrad("deck", "use", far / "mine.yaml").out == "mine is studied again, where you left it.\n"
    assert cardgrad("deck", "hide", far / "other.yaml").code == 2


def test_a_broken_deck_can_be_hidden_so_that_it_is_heard_of_no_more(cardgrad: Run, own_deck: Write) -> None:
    own_deck("bad.yaml", "deck: bad\ncards: [")
    assert states(cardgrad) == {"gates": "studied", "bad": "broken"}
    assert cardgrad("deck", "hide", "bad").code == 0
    assert cardgrad().err == ""
    assert cardgrad("deck", "use", "bad").code == 0
    assert "bad.yaml" in cardgrad().err


def test_a_list_with_every_column_breaks_no_word_in_a_terminal_of_eighty_columns(
    cardgrad: Run, own_deck: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    cards = "cards: [{id: a, front: f, back: b}, {id: later, todo: write it, front: Why?}]"
    own_deck("bp.yaml", f"deck: forward-and-backward-pass\ntitle: Backpropagation with vectors\n{cards}\n")
    out = cardgrad("deck", "list").out
    assert all(word in out for word in ("Backpropagation", "Faults", "Todo"))


@pytest.mark.parametrize("text", ["{", "[]", '{"used": "x"}', '{"hidden": [1]}', "\xff"])
def test_a_selection_that_cannot_be_read_is_one_sentence(cardgrad: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "library.json").write_text(text, encoding="latin-1")
    ran = cardgrad("study")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "library.json" in ran.err
    assert "move it away" in ran.err


def test_a_file_whose_name_is_no_text_is_a_fault_and_stops_nothing(cardgrad: Run, far: Path, own_deck: Write) -> None:
    strange = os.fsdecode(b"\xff.yaml")
    (far / strange).write_text(f"deck: strange\n{TWO}")
    ran = cardgrad("deck", "use", far / strange)
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert cardgrad("deck", "use", far).code == 0
    own_deck(strange, f"deck: strange\n{TWO}")
    ran = cardgrad()
    assert (ran.code, ran.err.count("\n")) == (0, 1)
    assert "\\xff.yaml: there is no such file" in ran.err
    assert "Mine" in cardgrad("due").out


# -- list and show


def test_the_list_says_where_decks_come_from_and_what_is_wrong(cardgrad: Run, own_deck: Write, far: Path) -> None:
    own = own_deck("sub/m.yaml", f"deck: m\n{TWO}- {{id: t, front: Q, todo: later}}\n- {{front: Q, back: A}}\n")
    cardgrad("deck", "use", far)
    cardgrad("deck", "hide", "gates")
    lines = cardgrad("deck", "list").out.splitlines()
    assert lines[0].split() == ["Id", "Title", "Cards", "Due", "New", "Faults", "Todo", "From"]
    assert lines[1].split() == ["m", "M", "3", "0", "3", "2", "1", "own"]
    assert lines[2].split() == ["mine", "Mine", "2", "0", "2", "used"]
    assert lines[4:7] == [
        "Hidden; cardgrad deck use ID brings one back:",
        "Id     Title  Cards  From   ",
        "gates  Gates      2  shipped",
    ]
    assert "".join(lines[8:]).replace(" ", "") == f"m:{own}mine:{far}/mine.yaml"
    rows = document(cardgrad, "deck", "list")
    assert rows[0] == {
        "id": "m",
        "title": "M",
        "state": "studied",
        "cards": 3,
        "due": 0,
        "new": 3,
        "errors": 0,
        "warnings": 2,
        "todo": 1,
        "origin": "own",
        "path": str(own),
    }
    assert (rows[2]["state"], rows[2]["due"]) == ("hidden", None)


def test_a_deck_studied_by_its_path_once_is_not_among_the_decks_and_its_file_is_named(cardgrad: Run, far: Path) -> None:
    cardgrad("study", far / "mine.yaml", stdin="q\n")
    refused = cardgrad("study", "mine")
    assert refused.code == 2
    assert f"the deck 'mine' is not among your decks: name its file, {far}/mine.yaml, or keep it with" in refused.err


def test_a_deck_studied_by_its_path_is_listed_as_elsewhere(cardgrad: Run, far: Path) -> None:
    cardgrad("study", far / "mine.yaml", "--limit", "1", stdin="\n4\n")
    assert states(cardgrad) == {"gates": "studied", "mine": "elsewhere"}
    assert f"cardgrad deck use {far}/mine.yaml" in cardgrad("deck", "use", "mine").out
    cardgrad("deck", "use", far / "mine.yaml")
    assert states(cardgrad)["mine"] == "studied"


def test_a_deck_is_shown_and_its_notes_read_by_its_path_too(cardgrad: Run, far: Path) -> None:
    (far / "noted.yaml").write_text(f"deck: noted\nnotes: N\n{TWO}")
    (far / "broken.yaml").write_text("deck: broken\n")
    found = document(cardgrad, "deck", "show", str(far / "noted.yaml"))
    assert (found["id"], found["state"], found["origin"], len(found["cards"])) == ("noted", "elsewhere", "path", 2)
    assert cardgrad("notes", far / "noted.yaml").out.split() == ["N"]
    for command in (("deck", "show"), ("notes",)):
        ran = cardgrad(*command, far / "broken.yaml")
        assert (ran.code, ran.err.endswith(": mend the deck first.\n")) == (1, True)


def test_a_deck_is_shown_whole(cardgrad: Run, own_deck: Write) -> None:
    own_deck(
        "m.yaml",
        "deck: m\nsource: a book\nnotes: N\ncards:\n"
        "- {id: a, front: Q, back: A, why: w, hint: h, needs: [b], was: z, corrected: 2026-03-01 typo}\n"
        "- {id: b, front: Q, back: A}\n- {id: t, front: Q, todo: later}\n",
    )
    found = document(cardgrad, "deck", "show", "m")
    assert {key: found[key] for key in ("id", "state", "origin", "notes", "todo")} == {
        "id": "m",
        "state": "studied",
        "origin": "own",
        "notes": "N",
        "todo": ["m/t"],
    }
    assert [fault["severity"] for fault in found["faults"]] == ["warning"]
    first = found["cards"][0]
    assert {key: first[key] for key in ("why", "hint", "needs", "was", "source", "due", "image")} == {
        "why": "w",
        "hint": "h",
        "needs": ["m/b"],
        "was": ["m/z"],
        "source": "a book",
        "due": None,
        "image": None,
    }
    assert first["corrected"] == [{"day": "2026-03-01", "text": "typo"}]
    shown = cardgrad("deck", "show", "m").out
    assert "Not finished, so not studied: t" in shown
    assert "1 fault:" in shown


# -- edits keep history


def test_text_tags_order_file_name_and_folder_change_and_the_history_stays(
    cardgrad: Run, own_deck: Write, tmp_path: Path
) -> None:
    path = own_deck("m.yaml", f"deck: m\n{TWO}")
    cardgrad("deck", "hide", "gates")
    cardgrad("study", stdin="\n4\n\n4\n")
    before = schedules(tmp_path)
    path.unlink()
    own_deck(
        "sub/renamed.yml",
        "deck: m\ntitle: Other\ncards:\n- {id: b, front: edited, back: B, tags: [t]}\n"
        "- {id: a, cloze: '{{now}} a gap'}\n",
    )
    assert document(cardgrad, "deck", "orphans") == []
    assert document(cardgrad, "due")["unseen"] == 0
    assert schedules(tmp_path) == before
    assert "edited" in cardgrad("study", now=MARCH.format("03"), stdin="\n4\n\n4\n").out


def test_a_card_that_vanished_keeps_its_history_and_comes_back_with_it(
    cardgrad: Run, own_deck: Write, tmp_path: Path
) -> None:
    own_deck("m.yaml", f"deck: m\n{TWO}")
    cardgrad("study", stdin="\n4\n" * 4)
    own_deck("m.yaml", "deck: m\ncards:\n- {id: b, front: second, back: B}\n")
    ran = cardgrad("deck", "orphans", now=MARCH.format("20"))
    assert ran.out.splitlines()[:2] == ["Card  Answers  Last answered", "m/a         1  2026-03-02   "]
    assert "m/a" not in cardgrad("study", stdin="").out
    assert "m/a" in schedules(tmp_path)
    assert cardgrad("card", "show", "m/a").code == 0
    own_deck("m.yaml", f"deck: m\n{TWO}")
    assert document(cardgrad, "deck", "orphans") == []
    assert document(cardgrad, "card", "show", "m/a")["answers"] == 1


def test_an_orphan_is_told_its_likely_new_name_and_was_carries_the_history_there(
    cardgrad: Run, own_deck: Write
) -> None:
    drill = "- {{id: {}, graph: f = x * y, given: {{x: int 2..9, y: int 2..9}}, ask: [d/dx]}}\n"
    path = own_deck("m.yaml", f"deck: m\n{TWO}{drill.format('swap')}- {{id: gate-rule, cloze: '{{{{x: one}}}} gap'}}\n")
    cardgrad("deck", "hide", "gates")
    cardgrad("study", "--new", "20", stdin="\n4\n\n4\n\n:give-up\n\n\n\n4\n" + "\n\n:give-up\n\n" * 4)
    assert document(cardgrad, "due")["unseen"] == 0
    text = f"deck: m\n{TWO}{drill.format('product-of-two')}- {{id: gates-rule, cloze: '{{{{x: one}}}} gap'}}\n"
    own_deck("m.yaml", text)
    found = {row["id"]: row["likely"] for row in document(cardgrad, "deck", "orphans")}
    assert found == {
        "m/gate-rule/x": {"id": "m/gates-rule/x", "path": str(path), "line": 6, "add": "was: gate-rule"},
        "m/swap": {"id": "m/product-of-two", "path": str(path), "line": 5, "add": "was: swap"},
    }
    assert f"{path}:5: card 'product-of-two' may want the line  was: swap" in cardgrad("deck", "orphans").out
    own_deck("m.yaml", text.replace("gates-rule,", "gates-rule, was: gate-rule,").replace("two,", "two, was: swap,"))
    assert document(cardgrad, "deck", "orphans") == []
    assert document(cardgrad, "card", "show", "m/product-of-two")["answers"] >= 1


def test_a_card_that_moved_to_another_deck_is_found_by_its_name(cardgrad: Run, own_deck: Write) -> None:
    cardgrad("deck", "hide", "gates")
    own_deck("m.yaml", f"deck: m\n{TWO}")
    cardgrad("study", stdin="\n4\n" * 2)
    own_deck("m.yaml", "deck: other\n" + TWO)
    assert [row["likely"]["add"] for row in document(cardgrad, "deck", "orphans")] == ["was: m/a", "was: m/b"]


def test_nobody_is_told_to_edit_a_deck_that_ships(cardgrad: Run, own_deck: Write) -> None:
    own_deck("m.yaml", f"deck: m\n{TWO}")
    cardgrad("study", "m", stdin="\n4\n" * 2)
    own_deck("m.yaml", "deck: m\ncards:\n- {id: other, front: first, back: A}\n")
    assert {row["likely"] for row in document(cardgrad, "deck", "orphans")} == {None}


def test_cards_of_a_deck_that_cannot_be_read_or_that_are_unfinished_are_no_orphans(
    cardgrad: Run, own_deck: Write
) -> None:
    cardgrad("deck", "hide", "gates")
    own_deck("m.yaml", f"deck: m\n{TWO}")
    cardgrad("study", stdin="\n4\n" * 2)
    own_deck("m.yaml", "deck: m\ncards: [")
    assert document(cardgrad, "deck", "orphans") == []
    assert "m cannot be read as it is now" in cardgrad("deck", "orphans").out
    own_deck("m.yaml", "deck: m\ncards:\n- {id: a, front: first, todo: back}\n- {id: b, front: second, back: B}\n")
    assert document(cardgrad, "deck", "orphans") == []


def test_orphans_of_a_path_that_is_gone_say_where_it_was(cardgrad: Run, far: Path) -> None:
    cardgrad("deck", "use", far)
    cardgrad("study", "mine", stdin="\n4\n" * 2)
    (far / "mine.yaml").rename(far.parent / "moved.yaml")
    found = document(cardgrad, "deck", "orphans")
    assert [(row["id"], row["gone_path"]) for row in found] == [
        ("mine/a", f"{far}/mine.yaml"),
        ("mine/b", f"{far}/mine.yaml"),
    ]
    assert f"{far}/mine.yaml is gone: bring it back" in cardgrad("deck", "orphans").out
    cardgrad("deck", "use", far.parent / "moved.yaml")
    assert document(cardgrad, "deck", "orphans") == []


def test_card_show_says_when_a_drill_changed(cardgrad: Run, own_deck: Write) -> None:
    drill = "deck: m\ncards:\n- {{id: d, graph: f = {}, given: {{x: int 2..9, y: int 2..9}}, ask: [d/dx]}}\n"
    own_deck("m.yaml", drill.format("x * y"))
    cardgrad("study", "m", stdin="\n:give-up\n", now=MARCH.format("02"))
    own_deck("m.yaml", drill.format("x * y + x"))
    assert (
        "The drill has changed since you answered it last: 1 answer before it." in cardgrad("card", "show", "m/d").out
    )
    cardgrad("study", "m", stdin=":give-up\n", now=MARCH.format("05"))
    ran = cardgrad("card", "show", "m/d")
    assert "The drill changed on 2026-03-05: 1 answer before it.\n" in ran.out
    assert "drill changed" in ran.out
    (change,) = document(cardgrad, "card", "show", "m/d")["revisions"]
    assert (change["day"], change["answers_before"]) == ("2026-03-05", 1)
    assert document(cardgrad, "data", "doctor")["mended"] == []


def test_corrected_cards_are_counted_at_home_and_asked_in_a_scripted_session(cardgrad: Run, own_deck: Write) -> None:
    cardgrad("deck", "hide", "gates")
    own_deck("m.yaml", f"deck: m\n{TWO}")
    cardgrad("study", stdin="\n4\n" * 2)
    cardgrad("study", stdin="\n4\n" * 2, now=MARCH.format("03"))
    own_deck("m.yaml", f"deck: m\n{TWO.replace('id: b,', 'id: b, corrected: 2026-03-04 it was A,')}")
    ran = cardgrad(now=MARCH.format("04"))
    assert ran.out.splitlines()[:2] == [
        "Today: 1 corrected. Start with: cardgrad study",
        "1 card was corrected since you answered it; it comes first.",
    ]
    assert document(cardgrad, "due")["corrected"] == 1
    ran = cardgrad("study", stdin="\n4\n")
    assert ran.out.splitlines()[2:6] == [
        "Corrected on 2026-03-04, since you answered this: it was A",
        "",
        "second",
        "",
    ]
    assert document(cardgrad, "due")["corrected"] == 0
