"""Style: what is warned of, and what is not."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardgrad.decks import likeness
from cardgrad.decks.between import Between
from cardgrad.decks.card import Card
from cardgrad.decks.checking import Around, check_paths
from cardgrad.decks.likeness import ALIKE, near_duplicates
from cardgrad.decks.needs import cycles
from cardgrad.decks.place import shipped_folder
from cardgrad.decks.reading import open_data, open_deck, read_data
from cardgrad.decks.style import LONGEST_ANSWER, report_style
from cardgrad.decks.words import sense


def rules(entries: str) -> list[tuple[int, str]]:
    """Return the line and the rule of each warning about a deck of these entries."""
    deck = open_data(f"deck: d\ncards:\n{entries}".encode(), "d.yaml")
    report_style(deck)
    return [(fault.line, fault.rule) for fault in deck.report.sorted_faults() if fault.rule]


def checked(folder: Path, around: Around | None = None, **decks: str) -> list[str]:
    for name, entries in decks.items():
        (folder / f"{name}.yaml").write_text(f"deck: {name}\ncards:\n{entries}")
    paths = [folder / f"{name}.yaml" for name in decks]
    return [str(fault).replace(f"{folder}/", "") for fault in check_paths(paths, around=around).faults]


@pytest.mark.parametrize(
    "question",
    [
        "What is a gate, and why is it called so?",
        "What is a gate? Why is it called so?",
        "What is $f$ and how does it differ from $g$?",
        "Which gate adds; and which one multiplies?",
        "Why? Why not?",
    ],
)
def test_two_questions_in_one_are_told(question: str) -> None:
    assert rules(f'  - {{id: a, front: "{question}", back: b}}\n') == [(3, "two-questions")]


@pytest.mark.parametrize(
    "question",
    [
        "What is a gate?",
        "When and where is the gradient stored?",
        "What comes of `a ? b : c and what`?",
        "We know how it adds and why it multiplies. What is the rest?",
        "Explain what an ADD gate and a MUL gate do.",
    ],
)
def test_one_question_is_not_taken_for_two(question: str) -> None:
    assert rules(f'  - {{id: a, front: "{question}", back: b}}\n') == []


def test_a_drill_may_ask_for_several_numbers() -> None:
    drill = "graph: f = x*y, given: {x: int 2..9, y: int 2..9}, ask: [f, df/dx]"
    assert rules(f'  - {{id: a, prompt: "What is $f$, and what is $df/dx$?", {drill}}}\n') == []


def test_an_answer_that_is_too_long_is_told_with_its_length() -> None:
    words = "word " * LONGEST_ANSWER
    assert rules(f"  - {{id: a, front: q, back: {words}}}\n") == []
    assert rules(f"  - id: a\n    front: q\n    back: {words} more\n") == [(5, "long-answer")]
    formula = "$a + b + c + d + e + f + g + h + i$ " * 20  # read at a glance, not word by word
    assert rules(f"  - id: a\n    front: q\n    back: {formula}\n") == []


@pytest.mark.parametrize(
    "text", ["F(x) = f(g(x))", "the loss is L=1/m sum y", "**q = x + y** holds", "derivative of q by x = -1"]
)
def test_an_equation_in_plain_words_is_told_once_for_the_deck(text: str) -> None:
    entries = "".join(f"  - {{id: a{n}, front: {q}, back: '{text}'}}\n" for n, q in enumerate("wxyz"))
    assert rules(entries) == [(2, "equation-in-words")]


@pytest.mark.parametrize(
    "text",
    ["$F(x) = f(g(x))$", "$?L = 1/m$ as shown", "`axis=0` in NumPy", "see https://a.org/?b=c for it",
     "the sign =, itself", "a == b", "x => y"],
)  # fmt: skip
def test_other_signs_of_equality_are_no_equations(text: str) -> None:
    assert rules(f"  - {{id: a, front: q, back: '{text}'}}\n") == []


def test_choice_cards_whose_right_option_is_always_the_longest_are_told_together() -> None:
    entry = "  - {{id: {0}, prompt: q{0}, choice: {{right: {1}, wrong: [one, two]}}}}\n"
    always = "".join(entry.format(name, "the longest one") for name in ("a", "b", "c"))
    assert rules(always) == [(2, "longest-option")]
    assert rules(always + entry.format("d", "no")) == []
    assert rules(always[: always.rindex("  - ")]) == []  # of two cards it may be chance
    deck = open_data(f"deck: d\ncards:\n{always}".encode(), "d.yaml")
    report_style(deck)
    assert "(a, b, c)" in deck.report.faults[0].message


def cards(*texts: tuple[str, str]) -> list[Card]:
    entries = "".join(f"  - {{id: c{n}, front: '{front}', back: '{back}'}}\n" for n, (front, back) in enumerate(texts))
    return list(read_data(f"deck: d\ncards:\n{entries}".encode(), "d.yaml").cards)


ALIKE_PAIRS = [
    (("What does an ADD gate do?", "It hands on the gradient."), ("What do ADD gates do?", "Nothing at all.")),
    (
        ("What does an ADD gate do with the gradient that arrives?", "It hands the same gradient to each input."),
        ("With the arriving gradient, what does an ADD gate do?", "Hands each input the same gradient."),
    ),
    (("For $f = x*y$, what is $df/dx$?", "$y$"), ("What is $df / dx$ for $?f = x * y$?", "y")),
]
DIFFERENT_PAIRS = [
    (("What does an ADD gate do with the gradient?", "It hands it on."), ("What does a MUL gate do?", "It switches.")),
    (
        ("In the backward flow through a network of gates, what does an ADD gate do?", "It hands the gradient on."),
        ("In the backward flow through a network of gates, what does a MAX gate do?", "Routes to the larger one."),
    ),
    (("For $f = x*y$, what is $df/dx$?", "$y$"), ("For $f = x*y$, what is $df/dy$?", "$x$")),
    (("What is 3 times 4?", "12"), ("What is 3 times 5?", "15")),
    (("How is a bias updated?", "down the slope"), ("Why is a bias updated?", "to fit")),
]


@pytest.mark.parametrize("pair", ALIKE_PAIRS)
def test_cards_that_ask_nearly_the_same_are_found(pair: Sequence[tuple[str, str]]) -> None:
    one, other = cards(*pair)
    assert [(found.card, found.earlier) for found in near_duplicates((), (one, other))] == [(other, one)]
    assert [(found.card, found.earlier) for found in near_duplicates([one], [other])] == [(other, one)]
    assert list(near_duplicates([one, other], ())) == []


@pytest.mark.parametrize("pair", DIFFERENT_PAIRS)
def test_cards_that_ask_something_else_are_not(pair: Sequence[tuple[str, str]]) -> None:
    assert list(near_duplicates((), cards(*pair))) == []


def test_siblings_and_both_directions_of_a_card_are_no_duplicates() -> None:
    entries = "  - {id: a, front: one, back: two, reverse: true}\n  - {id: b, cloze: 'a {{x: gap}} and {{y: gap}}'}\n"
    assert list(near_duplicates((), read_data(f"deck: d\ncards:\n{entries}".encode(), "d.yaml").cards)) == []


@given(st.lists(st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=9), max_size=12))
def test_no_pair_escapes_that_comparing_each_with_each_would_find(texts: list[list[str]]) -> None:
    made = cards(*((" ".join(f"word{letter}" for letter in text), "same") for text in texts))
    found = {pair.card.id for pair in near_duplicates((), made)}
    kept: list[Card] = []
    for card in made:
        words = sense(card.content.front).words  # type: ignore[union-attr]
        others = [sense(other.content.front).words for other in kept]  # type: ignore[union-attr]
        if any(len(words & other) >= ALIKE * len(words | other) for other in others):
            assert card.id in found
        else:
            assert card.id not in found
            kept.append(card)


def test_near_duplicates_are_told_with_where_the_other_one_is(tmp_path: Path) -> None:
    told = checked(
        tmp_path,
        one="  - {id: a, front: What is a gate?, back: b}\n  - {id: b, front: what are gates?, back: c}\n",
        two="  - {id: c, front: What is a gate?, back: b}\n",
    )
    assert told == [
        "one.yaml:4: card 'b' asks nearly the same as card 'one/a' (line 3): "
        "keep one of them, or say in the question what is different",
        "two.yaml:3: card 'c' asks nearly the same as card 'one/a' (one.yaml:3): "
        "keep one of them, or say in the question what is different",
    ]  # fmt: skip


def test_the_same_drill_twice_is_told_whatever_its_name() -> None:
    drill = "  - {{id: {}, graph: {}, given: {{x: int 2..9, y: int 2..9}}, ask: {}}}\n"
    entries = drill.format("a", "f = x*y", "df/dx") + drill.format("b", "f = x * y", "df/dx")
    entries += drill.format("c", "f = x*y", "df/dy")
    found = near_duplicates((), read_data(f"deck: d\ncards:\n{entries}".encode(), "d.yaml").cards)
    assert [(pair.card.id, pair.earlier.id) for pair in found] == [("d/b", "d/a")]


def test_a_thousand_copies_cost_a_thousand_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = 0
    alike = likeness._is_like

    def counted(*told: Any) -> bool:
        nonlocal looks
        looks += 1
        return alike(*told)

    monkeypatch.setattr(likeness, "_is_like", counted)
    assert len(list(near_duplicates((), cards(*[("What is it?", "a")] * 1000)))) == 999
    assert looks < 2000


def test_a_circle_of_needs_is_named_as_a_whole_across_decks(tmp_path: Path) -> None:
    entry = "  - {{id: {0}, front: q{0}, back: b, needs: [{1}]}}\n"
    told = checked(
        tmp_path,
        one=entry.format("a", "two/b") + entry.format("c", "a") + entry.format("self", "self"),
        two=entry.format("b", "one/c"),
    )
    assert told == [
        "one.yaml:3: these cards need each other, so none can come first: one/a -> two/b -> one/c -> one/a: "
        "delete one need",
        "one.yaml:5: card 'one/self' needs itself: delete it from needs",
    ]


@given(st.dictionaries(st.sampled_from("abcdefg"), st.lists(st.sampled_from("abcdefg"), max_size=3)))
def test_a_cycle_is_found_in_every_knot_and_nowhere_else(graph: dict[str, list[str]]) -> None:
    reach: dict[str, set[str]] = {name: {other for other in needed if other in graph} for name, needed in graph.items()}
    for _ in graph:
        for name in reach:
            reach[name] |= {far for other in list(reach[name]) for far in reach[other]}
    knots = {frozenset({name} | {other for other in reach[name] if name in reach[other]})
             for name in graph if name in reach[name]}  # fmt: skip
    found = list(cycles(graph))
    assert len(found) == len(knots)
    for cycle in found:
        assert cycle[0] == cycle[-1]
        assert len(set(cycle)) == len(cycle) - 1
        assert all(after in graph[before] for before, after in pairwise(cycle))
        assert any(set(cycle) <= knot for knot in knots)


def test_a_long_chain_of_needs_is_followed_without_recursion() -> None:
    graph = {str(n): [str(n + 1)] for n in range(20_000)} | {"20000": ["0"]}
    (cycle,) = cycles(graph)
    assert len(cycle) == 20_002


def test_needs_that_nobody_can_come_by_are_told(tmp_path: Path) -> None:
    entry = "  - {{id: {0}, front: q{0}, back: b, needs: [{1}]}}\n"
    beside = read_data(b"deck: far\ncards: [{id: x, front: far, back: b, reverse: true}]", "far.yaml").cards
    asleep = frozenset({"far/x", "far/x/reverse"})
    assert checked(tmp_path, Around(beside), one=entry.format("a", "far/x")) == []
    (half,) = [checked(tmp_path, Around(beside, {"far/x/reverse"}), one=entry.format("a", "far/x"))]
    assert half == []
    (told,) = checked(tmp_path, Around(beside, asleep), one=entry.format("a", "far/x"))
    assert told.startswith("one.yaml:3: card 'one/a' needs 'far/x', which you have suspended: resume it")
    (told,) = checked(tmp_path, Around(beside), one=entry.format("a", "far/y"))
    assert told == "one.yaml:3: card 'one/a' needs 'far/y', which is in none of these decks (did you mean far/x?)"


def test_a_need_that_is_not_finished_is_told(tmp_path: Path) -> None:
    told = checked(
        tmp_path,
        one="  - {id: a, front: q, back: b, needs: [two/b]}\n",
        two="  - {id: b, front: another, back: b, todo: the page hides it}\n",
    )
    assert told[0] == "one.yaml:3: card 'one/a' needs 'two/b', which is marked todo: finish that card first"


def test_a_need_with_a_fault_of_its_own_is_not_told_as_missing(tmp_path: Path) -> None:
    told = checked(
        tmp_path,
        one="  - {id: a, front: q, back: b, needs: [two/b]}\n",
        two="  - {id: b, fornt: q, back: b}\n",
    )
    assert [line for line in told if "needs" in line] == []


def test_the_shipped_decks_break_no_rule() -> None:
    decks = [open_deck(path, path.name) for path in sorted(shipped_folder().glob("*.yaml"))]
    for deck in decks:
        report_style(deck)
    between = Between(decks)
    between.report_relations()
    between.report_copies()
    assert len(decks) >= 5
    assert [str(fault) for deck in decks for fault in deck.report.faults] == []


def test_an_equation_that_is_told_at_its_place_is_not_told_of_the_deck_again(tmp_path: Path) -> None:
    stray = "  - {id: a, front: b, back: 'so f = x*y'}\n"
    words = "  - {id: z, front: y, back: 'the loss is L=1/m sum'}\n"
    (told,) = checked(tmp_path, one=stray)
    assert "the equation 'f = x*y' stands outside of dollars" in told
    both = checked(tmp_path, two=stray + words)
    assert any("equations stand outside of $...$, where they are not checked (z)" in one for one in both)
    assert len(both) == 2
