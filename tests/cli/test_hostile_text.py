"""Deck text comes from strangers: it is shown, never obeyed, and fits the terminal."""

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardgrad.cli.text import markdown, plain, styled

Run = Callable[..., Any]
Write = Callable[[str, str], Path]

HOSTILE = """\
deck: evil
title: "[bold red]Title[/] \\e[31m \\u202e"
notes: "[link=http://x]notes[/link] \\e]0;title\\a [here](http://x) <b>\\u202etext</b>"
cards:
  - id: a
    front: "[red]Q[/red] \\e[2J \\u202ecba \\x9b31m :smile: \\u2066"
    back: "\\e]8;;http://x\\e\\\\link\\e]8;;\\e\\\\ \\r over \\b\\b [/]"
    hint: "\\e[1mhint"
    source: "[blink]source \\u202e"
  - id: b
    prompt: "\\e[5mprompt"
    choice: {right: "[green]right \\u2028", wrong: ["\\e[31mwrong"]}
"""
COMMANDS: list[tuple[tuple[str, ...], str]] = [
    (("study",), "?\n\n:hint\n\n4\n1\n\n"),
    (("study", "--new", "1"), ":notes\n\n"),
    (("due",), ""),
    (("deck", "list"), ""),
    (("deck", "show", "evil"), ""),
    (("card", "show", "evil/a"), ""),
    (("notes", "evil"), ""),
    (("deck", "preview", "evil"), ""),
    (("deck", "preview", "evil", "--card", "evil/a"), ""),
    ((), ""),
]
WIDE = """\
deck: wide
title: A title that is much longer than any narrow terminal could show on one line, whatever it does about that
notes: |
  # A heading that is longer than a narrow terminal

  - a list
  - of two

  > a quotation

  1. with number

  ---

  | a | table |
  |---|---|
  | $sigma(x)$ | $y_hat$ |

  A paragraph of words that go on and on, and a `code_span_without_any_space_in_it_at_all_for_a_long_way`.
cards:
  - id: a-card-with-a-name-that-is-quite-long-for-an-id
    front: For $L = (w*x - y)^2 + lambda*w^2$ and $y_hat = sigma(w*x + b)$, what is $dL/dw$ when written out in full?
    back: "$2*(w*x - y)*x + 2*lambda*w$ averyveryverylongwordthatcannotbebrokenanywhereatallsoitmustbefolded"
    tags: [one-tag, another-tag, a-third-tag]
  - id: b
    prompt: which of these is it
    choice: {right: the one that is right and long enough to need two lines, wrong: [no]}
"""


@pytest.fixture(autouse=True)
def _only_own(no_shipped_decks: Path) -> None:
    pass


@pytest.mark.parametrize(("arguments", "stdin"), COMMANDS)
def test_control_characters_and_markup_are_shown_and_not_obeyed(
    cardgrad: Run, own_deck: Write, arguments: tuple[str, ...], stdin: str
) -> None:
    own_deck("evil.yaml", HOSTILE)
    ran = cardgrad(*arguments, stdin=stdin)
    assert ran.code == 0
    steering = {sign for sign in ran.out + ran.err if sign != "\n" and unicodedata.category(sign)[0] in "CZ"} - {" "}
    assert steering == set()


def test_markup_stands_on_the_screen_as_it_was_written(cardgrad: Run, own_deck: Write) -> None:
    own_deck("evil.yaml", HOSTILE)
    out = cardgrad("study", stdin="\n").out
    assert "[red]Q[/red] <001B>[2J <202E>cba <009B>31m :smile: <2066>" in out


@pytest.mark.parametrize(("arguments", "stdin"), COMMANDS)
@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_an_ascii_locale_gets_ascii_only(
    cardgrad: Run, own_deck: Write, arguments: tuple[str, ...], stdin: str, locale: str
) -> None:
    own_deck(
        "evil.yaml", WIDE.replace("wide", "evil").replace("no]", "naïve σ → “ŷ” …]").replace("id: a-card", "id: a")
    )
    arguments = tuple("evil/b" if word == "evil/a" else word for word in arguments)
    for width in ("40", "80"):
        ran = cardgrad(*arguments, stdin=stdin, env={"LC_ALL": locale, "COLUMNS": width})
        assert ran.code == 0
        assert (ran.out + ran.err).isascii(), ran.out


@pytest.mark.parametrize(("arguments", "stdin"), COMMANDS)
@pytest.mark.parametrize("width", [40, 57, 80])
def test_nothing_is_wider_than_the_terminal(
    cardgrad: Run, own_deck: Write, arguments: tuple[str, ...], stdin: str, width: int
) -> None:
    own_deck("wide.yaml", WIDE)
    arguments = tuple(word.replace("evil", "wide") for word in arguments)
    ran = cardgrad(*arguments, stdin=stdin, env={"COLUMNS": str(width)})
    assert ran.code == 0
    paths = (str(own_deck("wide.yaml", WIDE)), "/")  # a path with a line number is never broken
    too_wide = [line for line in ran.out.splitlines() if len(line) > width and not line.startswith(paths)]
    assert too_wide == []


def test_notes_keep_what_looks_like_a_tag(cardgrad: Run, own_deck: Write) -> None:
    own_deck("n.yaml", "deck: n\nnotes: |\n  If x <y and z> 3\n\n  <div>\n  b\ncards:\n- {front: q, back: a}\n")
    assert cardgrad("notes", "n").out.split() == ["If", "x", "<y", "and", "z>", "3", "<div>", "b"]


def test_the_json_holds_the_text_as_it_is(cardgrad: Run, own_deck: Write) -> None:
    import json

    own_deck("evil.yaml", HOSTILE)
    for env in ({}, {"LC_ALL": "C"}):
        ran = cardgrad("card", "show", "evil/a", "--json", env=env)
        assert ran.out.replace("\n", "").isprintable()
        assert json.loads(ran.out)["content"]["front"].startswith("[red]Q[/red] \x1b[2J \u202e")


@given(st.text())
def test_no_text_steers_the_terminal(text: str) -> None:
    for shown in (styled(text).plain, markdown(text), plain(text, ascii_only=False)):
        assert not any(
            unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in shown if sign not in "\n\t"
        )


@given(st.text())
def test_plain_ascii_is_ascii(text: str) -> None:
    assert plain(text, ascii_only=True).isascii()
    assert styled(text, ascii_only=True).plain.isascii()


@pytest.mark.parametrize(
    ("text", "shown"), [("naïve", "naive"), ("a → b", "a -> b"), ("“x”", '"x"'), ("…", "..."), ("5 × 3", "5 x 3")]
)
def test_ascii_keeps_what_it_can(text: str, shown: str) -> None:
    assert plain(text, ascii_only=True) == shown
