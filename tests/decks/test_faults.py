"""Each fault is one sentence at its line that says what to write."""

# ruff: noqa: E501 - a fault is one line, and so is the case that shows it
import os
from pathlib import Path

import pytest

from cardgrad.decks.checking import check_data, check_paths
from cardgrad.decks.fault import Fault
from cardgrad.decks.reading import read_data
from tests.patience import within

HEAD = "deck: d\ntitle: T\ncards:\n- id: a\n"


def told(text: str | bytes, *, formulas: bool = False) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    faults = check_data(data, "d.yaml").faults if formulas else read_data(data, "d.yaml").faults
    return [str(fault) for fault in faults]


def test_a_fault_reads_as_compilers_write_theirs() -> None:
    assert str(Fault("gates.yaml", 12, 3, "error", "no")) == "gates.yaml:12: no"
    assert str(Fault("gates.yaml", 0, 0, "error", "no")) == "gates.yaml: no"


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ("  fornt: x\n  back: y", "d.yaml:5: card 'a' has an unknown key 'fornt' (did you mean front?)"),
        ("  front: x", "d.yaml:4: card 'a' has no 'back': write the answer"),
        ("  front: x\n  back:", "d.yaml:6: card 'a' has an empty 'back': write the answer"),
        ("  front: x\n  back: '  '", "d.yaml:6: card 'a' has an empty 'back': write the answer"),
        (
            "  front: x\n  cloze: y",
            "d.yaml:4: card 'a' has 'front' and 'cloze', which make two kinds of card: write two entries",
        ),
        ("  prompt: x", "d.yaml:4: card 'a' is of no known kind: beside prompt write choice, steps or type"),
        ("  prompt: x\n  answer: y", "d.yaml:6: card 'a' is of no known kind: write 'type' for the answer where it is typed, or 'front' for 'prompt' and 'back' for the answer"),
        ("  prompt: x\n  back: y", "d.yaml:5: card 'a' has 'prompt' beside 'back': write 'front' for 'prompt'"),
        ("  front: x\n  back: y\n  needs: zzz", "d.yaml:7: card 'a' needs 'zzz', which the deck does not have: correct it, or delete it"),
        ("  hint: x", "d.yaml:4: card 'a' is of no known kind: write front and back, cloze, or a prompt"),
        ("  front: x\n  front: z\n  back: y", "d.yaml:6: the key 'front' stands twice (first in line 5): delete one of them"),
        ("  front: x\n  back: y\n- id: a\n  front: x\n  back: y", "d.yaml:7: the id 'a' stands twice (first in line 4): rename one of the cards"),
        ("  front: x\n  back: y\n- just text", "d.yaml:7: this card is no set of keys: write '- front: ...' and 'back: ...'"),
        ("  front: x\n  back: y\n  tags: two words", "d.yaml:7: card 'a' has the tag 'two words', but a tag is one word: write two-words"),
        ("  front: x\n  back: y\n  reverse: maybe", "d.yaml:7: card 'a' has 'reverse: maybe', but only true or false can stand there"),
        ("  prompt: x\n  choice: {right: r}", "d.yaml:6: card 'a' has no 'wrong': write at least one wrong option"),
        ("  prompt: x\n  choice: {right: r, wrong: [w], wong: v}", "d.yaml:6: card 'a' has an unknown key 'wong' (did you mean wrong?)"),
        ("  prompt: x\n  choice: {right: r, wrong: [r]}", "d.yaml:6: card 'a' has 'r' twice among its choice: write something else once"),
        ("  prompt: x\n  choice: [r, w]", "d.yaml:6: card 'a' wants keys with values for 'choice', but has a list: write right: and wrong: below it"),
        ("  prompt: x\n  right: r\n  wrong: [w]", "d.yaml:6: card 'a' has its options beside the prompt: write 'choice:', and right and wrong below it"),
        ("  question: x\n  answer: y", "d.yaml:5: card 'a' is of no known kind: write 'front' for 'question' and 'back' for 'answer'"),
        ("  graph: f = x\n  given: x\n  ask: f", "d.yaml:6: card 'a' wants keys with values for 'given', but has text: say which numbers each input may be, such as {x: int -9..9}"),
        ("  prompt: x\n  steps: one", "d.yaml:6: card 'a' wants a list for 'steps', but has text: steps: [one, two]"),
        ("  prompt: x\n  steps: [one]", "d.yaml:6: card 'a' has too few 'steps' (at least 2): write more of them"),
        ("  cloze: no gap", "d.yaml:5: card 'a' has no gap: write what is asked for between {{ and }}"),
        ("  cloze: a {{gap", "d.yaml:5: card 'a' opens a gap with {{ and never closes it: write }} after the gap"),
        ("  cloze: a }} {{gap}}", "d.yaml:5: card 'a' has a }} without its {{: delete it or open the gap"),
        ("  front: x\n  back: y\n  was: [a]", "d.yaml:7: card 'a' was 'd/a', but that card still exists: delete one of them"),
        (
            "  front: x\n  back: y\n  needs: [summ-rule]\n- {id: sum-rule, front: x, back: y}",
            "d.yaml:7: card 'a' needs 'summ-rule', which the deck does not have (did you mean sum-rule?)",
        ),
    ],
)  # fmt: skip
def test_what_an_author_gets_wrong_is_told_with_the_fix(entry: str, sentence: str) -> None:
    assert told(HEAD + entry) == [sentence]


@pytest.mark.parametrize(
    ("entry", "place", "mended"),
    [
        ("  front: Note: this\n  back: y", 5, 'write front: "Note: this"'),
        ("  front: x\n  back: {{sum}} of things", 6, 'write back: "{{sum}} of things"'),
        ("  front: *x is\n  back: y", 5, 'write front: "*x is"'),
        ("  front: *x\n  back: y", 5, 'write front: "*x"'),
        ("  front: &x is\n  back: y", 5, 'write front: "&x is"'),
        ("  front: !x is\n  back: y", 5, 'write front: "!x is"'),
        ("  front: `x` is\n  back: y", 5, 'write front: "`x` is"'),
        ("  front: @x\n  back: y", 5, 'write front: "@x"'),
        ("  front: %x\n  back: y", 5, 'write front: "%x"'),
        ('  front: "x" is\n  back: y', 5, "write front: '\"x\" is'"),
        ('  front: "x\n  back: y', 5, 'write front: "x"'),
        ("  front: C # is\n  back: y", 5, 'write front: "C # is"'),
        ('  front: "\\partial L"\n  back: y', 5, "write front: '\\partial L'"),
        ('  front: "$\\nabla L$"\n  back: y', 5, "use single quotes ('...\\nabla...')"),
        ("  prompt: x\n  steps:\n  - compute: the loss\n  - two", 7, '"compute: the loss"'),
        ("  cloze: {{sum}}", 5, 'write cloze: "{{sum}}"'),
        ("\tfront: x\n  back: y", 5, "a tab stands in the indentation: use spaces"),
        ("  front:x\n  back: y", 5, "a space is missing after the colon: write front: x"),
        ("  front: x\n\tback: y", 6, "a tab stands in the indentation: use spaces"),
        ("  front: x\n   back: y", 6, "align the key with its neighbours"),
        ("  front: x\n back: y", 6, "align this line with its neighbours"),
        ("  front: x\n  back: y\n  tags: [a, b\n- {id: b, front: x, back: y}", 7, "is not closed or lacks a comma"),
    ],
)
def test_the_traps_of_yaml_are_told_at_their_line(entry: str, place: int, mended: str) -> None:
    found = told(HEAD + entry)
    assert any(fault.startswith(f"d.yaml:{place}: ") and mended in fault for fault in found), found


def test_what_yaml_takes_for_aliases_is_told_once_a_line() -> None:
    bomb = "deck: &a [x]\nb: &b [*a, *a, *a]\nc:\n- *b\n- {d: *b, e: !f g}\n"
    sentences = [fault for fault in told(bomb) if "YAML takes" in fault]
    assert [sentence.partition(", and")[0] for sentence in sentences] == [
        "d.yaml:1: YAML takes '&a' as an anchor",
        "d.yaml:2: YAML takes '&b' as an anchor",
        "d.yaml:4: YAML takes '*b' as an alias",
        "d.yaml:5: YAML takes '*b' as an alias",
    ]


def test_an_alias_inside_a_list_is_not_mended_by_quotes_around_the_list() -> None:
    assert told("deck: d\ncards: [*c, *c]\n") == [
        "d.yaml:2: YAML takes '*c' as an alias, and a deck has none: text that begins with * wants quotes",
        "d.yaml:2: this card is no set of keys: write '- front: ...' and 'back: ...'",
    ]


def test_of_one_kind_of_fault_the_first_twenty_are_told_and_how_many_more_there_are() -> None:
    entries = "".join(f"- {{id: c{number}, fornt: x, back: y}}\n" for number in range(50))
    other = "- {id: z, front: x}\n- {front: x, back: y}\n"
    found = told("deck: d\ncards:\n" + entries + other)
    assert found[:19] == [
        f"d.yaml:{number + 3}: card 'c{number}' has an unknown key 'fornt' (did you mean front?)"
        for number in range(19)
    ]
    assert found[19:] == [
        "d.yaml:22: card 'c19' has an unknown key 'fornt' (did you mean front?) (and 30 more like it)",
        "d.yaml:53: card 'z' has no 'back': write the answer",
        "d.yaml:54: this card has no id: add 'id: x', so that its history survives a change of its text",
    ]


def test_faults_of_text_that_is_read_again_are_counted_once() -> None:
    broken = "".join(f"- {{id: b{number}, front: x, back: y, tags: &t u}}\n" for number in range(60))
    text = "deck: d\ncards:\n" + broken + "- id: a\n  front: x: y\n  back: b\n" * 19
    assert not any("more faults than are listed" in fault for fault in told(text))


def test_a_fault_of_a_huge_text_stays_a_sentence() -> None:
    (sentence,) = told(HEAD + "  front: '" + "x" * 900_000 + "\n  back: y\n")[:1]
    assert sentence.startswith("d.yaml:5: the text begins with ', which is never closed: write front: 'xxx")
    assert sentence.endswith("xxx'")
    assert len(sentence) < 620


def test_one_run_finds_what_is_wrong_behind_a_syntax_error() -> None:
    text = HEAD + "  front: Note: x\n  back: @y\n- id: b\n  fornt: x\n  back: One: two\n"
    lines = [fault.line for fault in read_data(text.encode(), "d.yaml").faults]
    assert lines == [5, 6, 8, 9]


def test_a_comment_after_an_id_or_tags_is_only_a_comment() -> None:
    assert told("deck: d # id\ncards:\n- id: a # id\n  front: x\n  back: y\n  tags: [b] # fine\n") == []


def test_a_line_break_in_double_quotes_is_no_trap() -> None:
    assert told(HEAD + '  front: "one\\ntwo"\n  back: "\\\\nabla"') == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "d.yaml: the file is empty: begin with 'deck: ID' and 'cards:'"),
        ("# only a comment\n", "d.yaml: the file is empty: begin with 'deck: ID' and 'cards:'"),
        ("- a\n", "d.yaml:1: the deck is a list or a text, not keys: begin with 'deck: ID' and 'cards:'"),
        (
            "deck: My Deck\ncards: [{id: a, front: x, back: y}]",
            "d.yaml:1: the deck has the id 'My Deck', but an id is made of a-z, 0-9 and hyphens: write my-deck",
        ),
        (
            HEAD + "  front: x\n  back: y\n---\ndeck: e\n",
            "d.yaml:7: a second YAML document starts here: a deck is one, so delete this '---'",
        ),
        (
            b"deck: d\ncards:\n- {id: a, front: caf\xe9, back: y}",
            "d.yaml:3: byte 21 of this line (0xe9, perhaps 'é') is not UTF-8: save the file with the encoding UTF-8",
        ),
        (
            "deck: d\n".encode("utf-16-le"),
            "d.yaml: the file is full of NUL bytes, as UTF-16 without a mark is: save it as UTF-8",
        ),
        (
            HEAD + "  front: x\x00\n  back: y",
            "d.yaml:5: the control character U+0000 cannot stand in a deck: delete it",
        ),
    ],
)
def test_a_file_that_is_no_deck_is_told_why(text: str | bytes, sentence: str) -> None:
    assert sentence in told(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [("deck: d\n", 1), ("deck: d\ncards:\n", 2), ("deck: d\ncards: []\n", 2), ("deck: d\ncards: {}\n", 2)],
)
def test_a_deck_without_cards_has_that_one_fault(text: str, line: int) -> None:
    assert told(text) == [f"d.yaml:{line}: the deck has no cards: write '- front: ...' and 'back: ...' under 'cards:'"]


@pytest.mark.parametrize("entry", ["  kind: essay\n  front: x\n  back: y", "  kind: essay\n  text: x"])
def test_a_stated_kind_is_refused_with_the_kinds_there_are(entry: str) -> None:
    assert told(HEAD + entry) == [
        "d.yaml:5: card 'a' has the key 'kind', but its other keys make its kind: delete it, and write front and back,"
        " cloze, prompt and choice, prompt and steps, prompt and type, graph, or family"
    ]


def test_what_else_is_wrong_beside_a_stated_kind_is_told_too() -> None:
    found = told(HEAD + "  kind: essay\n  front: x\n  bakc: y")
    assert [fault.partition(" card")[0] for fault in found] == ["d.yaml:5:", "d.yaml:7:"]
    assert "'bakc' (did you mean back?)" in found[1]


def test_control_characters_made_by_escapes_are_kept_and_warned_about() -> None:
    deck = read_data((HEAD + '  front: "\\e[31mred"\n  back: "\\u202Ey"').encode(), "d.yaml")
    assert [fault.severity for fault in deck.faults] == ["warning", "warning"]
    assert deck.cards[0].content == ("\x1b[31mred", "\u202ey")


def test_control_characters_in_titles_notes_and_tags_are_warned_about() -> None:
    text = 'deck: d\ntitle: "\\e[31mred"\nnotes: "\\u202Ex"\ncards:\n- {id: a, front: x, back: y, tags: ["t\\a"]}\n'
    deck = read_data(text.encode(), "d.yaml")
    assert [(fault.line, fault.severity) for fault in deck.faults] == [(2, "warning"), (3, "warning"), (5, "warning")]
    assert (
        deck.faults[0].message == "the text holds the control character U+001B, which could garble a screen: delete it"
    )
    assert len(deck.cards) == 1


def test_a_former_id_of_two_cards_is_a_fault_of_both_and_no_rename() -> None:
    deck = read_data(
        f"{HEAD}  front: x\n  back: y\n  was: [o, o]\n- {{id: b, front: x, back: y, was: o}}".encode(), "d.yaml"
    )
    assert [str(fault) for fault in deck.faults] == [
        "d.yaml:7: card 'a' was 'd/o', and so was card 'b': only one of them can have its history, so delete one 'was'",
        "d.yaml:8: card 'b' was 'd/o', and so was card 'a': only one of them can have its history, so delete one 'was'",
    ]
    assert [(card.id, card.was) for card in deck.cards] == [("d/a", ()), ("d/b", ())]


def test_a_former_id_that_is_written_twice_for_one_card_is_one_rename() -> None:
    deck = read_data((HEAD + "  front: x\n  back: y\n  was: [o, d/o]").encode(), "d.yaml")
    assert (deck.faults, deck.cards[0].was) == ((), ("d/o",))


def test_a_drill_is_read_once_and_its_fault_told_at_the_field() -> None:
    (fault,) = told(HEAD + "  graph: f = x * y\n  given: {x: int 2..9, y: int 2..9}\n  ask:\n  - d/dx\n  - d/dw\n")
    assert fault.startswith("d.yaml:8: card 'a': d/dw is asked, but the graph has no w")


PRODUCT = "  graph: f = x * y\n  given: {x: int 2..9, y: int 2..9}\n  ask: [d/dx, d/dy]\n"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ("  show: [q]", "d.yaml:8: card 'a': q cannot be shown: name a node, graph or drawing"),
        ("  let:\n    a: x\n    b: c + 1", "d.yaml:10: card 'a': c is none of the givens"),
        (
            "  mistakes:\n  - {answer: x | y, why: No.}\n  - {answer: x, why: No.}",
            "d.yaml:10: card 'a': a mistake has a formula for each asked thing, with | between: 2, not 1",
        ),
        ("  mistakes:\n  - answer: x", "d.yaml:9: card 'a' has no 'why': write the sentence that helps"),
        ("  examples:\n  - {given: {x: 3}}", "d.yaml:9: card 'a' has no 'answer': write it, with | between its parts"),
        (
            "  examples:\n  - {given: {x: 3, y: 2}, answer: 2, 3}",
            "d.yaml:9: card 'a' has '3' after a comma: write an answer of several numbers as [1, 2], or between quotes",
        ),
        ("  seconds: soon", "d.yaml:8: card 'a' has 'seconds: soon', but only a whole number can stand there"),
        ("  seconds: 0", "d.yaml:8: card 'a' has 'seconds: 0', but only 1 or more can stand there"),
        ("  digits: 50", "d.yaml:8: card 'a' has 'digits: 50', but only 12 or less can stand there"),
        ("  proof: yes", "d.yaml:8: card 'a' has 'proof: yes', but only 'arithmetic' can stand there"),
        ("  with: {gates: 3}", "d.yaml:8: card 'a' has an unknown key 'with'"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_drill_is_told_at_the_line_of_its_field(fields: str, sentence: str) -> None:
    assert told(HEAD + PRODUCT + fields) == [sentence]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ("targets: [mul-not-swtched]", "no mistake mul-not-swtched can be made here (did you mean mul-not-switched?)"),
        ("targets: fan-out-overwritten", "the mistake fan-out-overwritten hardly ever changes the answer here"),
        (
            "unless: x > 1",
            "no good problem in 1200 draws; 1200 times the reason was: unless x > 1; drop it, or widen what is given",
        ),
    ],
)
def test_what_only_drawing_shows_is_told_by_a_check_at_the_line_of_its_field(fields: str, sentence: str) -> None:
    text = (HEAD + PRODUCT + "  " + fields).encode()
    assert read_data(text, "d.yaml").faults == ()
    (fault,) = check_data(text, "d.yaml", seeds=3).faults
    assert str(fault) == f"d.yaml:8: card 'a': {sentence}"


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ("  familly: random-graph", "d.yaml:5: card 'a' has an unknown key 'familly' (did you mean family?)"),
        ("  family: randm-graph", "d.yaml:5: card 'a': there is no family randm-graph (did you mean random-graph?)"),
        (
            "  family: random-graph\n  graph: f = x",
            "d.yaml:6: card 'a': the family random-graph makes what is in graph: leave one of the two out",
        ),
        (
            "  family: random-graph\n  with:\n    gates: 3\n    gaits: 3",
            "d.yaml:8: card 'a': the family random-graph has no parameter gaits (did you mean gates?)",
        ),
        (
            "  graph: f = x * y\n  ask: [d/dx]",
            "d.yaml:4: card 'a' has no 'given': say which numbers each input may be, such as {x: int -9..9}",
        ),
    ],
)
def test_what_is_wrong_with_a_family_or_a_graph_is_told_with_the_fix(entry: str, sentence: str) -> None:
    assert told(HEAD + entry) == [sentence]


def test_a_fault_of_a_graph_of_several_lines_is_one_line() -> None:
    text = HEAD + "  graph: |\n    y = x * 2\n    f $= y\n  given: {x: int 2..9}\n  ask: d/dx\n"
    (fault,) = told(text)
    assert fault.endswith("in line 2: y = x * 2; f $= y")


def test_a_formula_that_cannot_be_read_is_warned_about_with_its_column() -> None:
    text = HEAD + "  front: What is $x + * y$ here?\n  back: $x$\n"
    assert told(text) == []
    (fault,) = check_data(text.encode(), "d.yaml").faults
    assert (fault.line, fault.severity) == (5, "warning")
    assert fault.column == len("  front: What is $x + ") + 1


@pytest.mark.parametrize(
    "text",
    [
        "[" * 25_000,
        "{" * 25_000,
        "- " * 25_000,
        "? " * 25_000,
        "a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n",
        HEAD + "  cloze: " + "{{" * 100_000,
        HEAD + '  cloze: "' + "{{a} " * 100_000 + '"',
        HEAD + "  front: x: y\n  back: z\n- id: b\n" * 20_000,
        "deck: d\ncards:\n" + "- a: b\n" * 50_000,
        HEAD + "  front: " + '"' * 500_000,
    ],
    ids=range(10),
)
def test_a_bomb_ends_in_a_second_with_a_sentence(text: str) -> None:
    with within(1, text[:300]):
        assert told(text)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert [str(fault) for fault in check_paths([path]).faults] == [
        f"{path}: the file has 50.0 MB, and a deck at most 1 MB: split it into several decks"
    ]


def test_what_is_no_readable_file_is_told_why(tmp_path: Path) -> None:
    pipe, folder = tmp_path / "pipe.yaml", tmp_path / "folder"
    os.mkfifo(pipe)
    folder.mkdir()
    told = [str(fault) for fault in check_paths([tmp_path / "missing.yaml", pipe, folder, Path("/dev/zero")]).faults]
    assert told == [
        f"{tmp_path}/missing.yaml: there is no such file: check the spelling of the path",
        f"{pipe}: this is a device or a pipe, not a file: save the deck as an ordinary file",
        f"{folder}: the folder holds no deck: a deck is a file that ends in .yaml or .yml",
        "/dev/zero: this is a device or a pipe, not a file: save the deck as an ordinary file",
    ]


def test_a_check_finds_what_shows_only_between_files(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    one, two = tmp_path / "one.yaml", tmp_path / "sub" / "two.yml"
    one.write_text("deck: d\ncards: [{id: a, front: f, back: b, needs: [other/x]}]\n")
    two.write_text("deck: d\ncards: [{id: b, front: f, back: b}]\n")
    found = [str(fault) for fault in check_paths([tmp_path]).faults]
    assert found[0].startswith(f"{one}: the deck id 'd' is also that of {two}")
    assert found[2].startswith(f"{two}: the deck id 'd' is also that of {one}")
    assert found[1] == f"{one}:2: card 'd/a' needs 'other/x', which is in none of these decks"


def test_a_check_finds_a_former_id_that_two_decks_claim(tmp_path: Path) -> None:
    for name in "de":
        (tmp_path / f"{name}.yaml").write_text(
            f"deck: {name}\ncards: [{{id: a, front: {name}, back: b, was: [x/old]}}]\n"
        )
    told = "only one of them can have its history, so delete one 'was'"
    assert [str(fault) for fault in check_paths([tmp_path]).faults] == [
        f"{tmp_path}/d.yaml:2: card 'd/a' was 'x/old', and so was card 'e/a': {told}",
        f"{tmp_path}/e.yaml:2: card 'e/a' was 'x/old', and so was card 'd/a': {told}",
    ]


def test_more_options_than_one_key_can_choose_and_more_steps_than_fit_are_refused() -> None:
    wrong = "".join(f"    - no {number}\n" for number in range(9))
    (fault,) = told(HEAD + "  prompt: q\n  choice:\n    right: yes\n    wrong:\n" + wrong)
    assert fault.endswith("card 'a' has too many 'wrong' (at most 8): make two cards of it")
    (fault,) = told(HEAD + "  prompt: q\n  steps: [" + ", ".join(f"s{number}" for number in range(13)) + "]\n")
    assert fault.endswith("card 'a' has too many 'steps' (at most 12): make two cards of it")
