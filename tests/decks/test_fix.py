"""Missing ids are written into a file at their places, and nothing else is touched."""

# ruff: noqa: E501 - a pair of texts is compared best on one line

import os
import re
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardgrad.decks.fix import fix_file, fixed, said
from cardgrad.decks.reading import open_data
from cardgrad.errors import CardgradError

BLOCK = """\
# my deck
deck: d   # its id

cards:
  # the first card
  - front: What is a gate?
    back: >
      A node
      of a graph.

  -   back: "quoted: text"
      front: 'single'
  - id: third
    front: q
    back: b
"""
FIXED = """\
# my deck
deck: d   # its id

cards:
  # the first card
  - id: what-is-gate
    front: What is a gate?
    back: >
      A node
      of a graph.

  -   id: single
      back: "quoted: text"
      front: 'single'
  - id: third
    front: q
    back: b
"""


def text_of(data: bytes | str) -> str:
    return fixed(data if isinstance(data, bytes) else data.encode(), "d.yaml")[1].decode()


def without(data: bytes, mended: bytes) -> bytes:
    """Take what was written out again."""
    splices, again = fixed(data, "d.yaml")
    assert again == mended
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    text = mended.decode(encoding)
    mark = len(data.decode(encoding)) - len(data.decode("utf-8-sig")) if encoding == "utf-8" else 0
    for splice in splices:
        at = mark + splice.at
        assert text[at:].startswith(splice.text)
        text = text[:at] + text[at + len(splice.text) :]
    return text.encode(encoding) if encoding == "utf-8" else text.encode("utf-16")


def test_an_id_gets_a_line_of_its_own_and_comments_and_quotes_stay() -> None:
    assert text_of(BLOCK) == FIXED
    assert text_of(FIXED) == FIXED


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("deck: d\ncards: [{front: sum, back: b}]\n", "deck: d\ncards: [{id: sum, front: sum, back: b}]\n"),
        ("deck: d\ncards:\n- { front: sum, back: b }", "deck: d\ncards:\n- { id: sum, front: sum, back: b }"),
        ("deck: d\ncards:\n- {\n  front: sum, back: b}", "deck: d\ncards:\n- {id: sum, \n  front: sum, back: b}"),
        ("deck: d\ncards:\n- front: sum\n  back: b", "deck: d\ncards:\n- id: sum\n  front: sum\n  back: b"),
        ("deck: d\ncards:\n-\n  front: sum\n  back: b\n", "deck: d\ncards:\n-\n  id: sum\n  front: sum\n  back: b\n"),
        ("deck: d\ncards:\n- ? front\n  : sum\n  back: b\n", "deck: d\ncards:\n- id: sum\n  ? front\n  : sum\n  back: b\n"),
        ("deck: d\ncards:\n- id:\n  front: sum\n  back: b\n", "deck: d\ncards:\n- id: sum\n  front: sum\n  back: b\n"),
        ("deck: d\ncards:\n- {id: , front: sum, back: b}\n", "deck: d\ncards:\n- {id: sum, front: sum, back: b}\n"),
        ("cards:\n- {id: x, front: sum, back: b}\n", "deck: d\ncards:\n- {id: x, front: sum, back: b}\n"),
        ("---\n# c\norder: 1\ncards: [{id: x, front: q, back: b}]", "---\n# c\ndeck: d\norder: 1\ncards: [{id: x, front: q, back: b}]"),
        ("{cards: [{front: sum, back: b}]}", "{deck: d, cards: [{id: sum, front: sum, back: b}]}"),
        ("deck: d\ncards:\n- front: ŷ 😀\n  back: 😀\n- {front: 😀sum, back: b}\n", "deck: d\ncards:\n- id: y\n  front: ŷ 😀\n  back: 😀\n- {id: sum, front: 😀sum, back: b}\n"),
    ],
)  # fmt: skip
def test_every_way_to_write_keys_is_met(text: str, mended: str) -> None:
    assert text_of(text) == mended


@pytest.mark.parametrize(
    "text",
    [
        "deck: d\ncards: [front: a]\n",  # a pair that no braces hold
        "deck: d\ncards:\n- {}\n- text\n- [a]\n- {[a]: b}\n",
        "deck: d\ncards:\n- id: ''\n  front: a\n  back: b\n",  # something stands there
        "deck: d\ncards:\n- id: [a]\n  front: a\n  back: b\n",
        "deck: d\ncards:\n- front: a: b\n  back: b\n",  # it cannot be read as it stands
        "deck: d\ncards: text\n",
        "",
        "- front: a\n",
    ],
)
def test_what_has_no_place_for_an_id_is_left_alone(text: str) -> None:
    assert fixed(text.encode(), "d.yaml") == ((), text.encode())


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_line_ends_marks_and_encodings_stay(end: str, mark: str, encoding: str) -> None:
    if encoding != "utf-8":
        mark = "\ufeff"  # without it nobody could know
    data = (mark + BLOCK.replace("\n", end)).encode(encoding)
    assert fixed(data, "d.yaml")[1] == (mark + FIXED.replace("\n", end)).encode(encoding)


KEYS = st.sampled_from(["front", "back", "hint"])
TEXTS = st.sampled_from(["a", "'b c'", '"d # e"', "$x$", "|\n{0}  long\n{0}  text", ">-\n{0}  folded", "😀 ŷ", ""])
COMMENTS = st.sampled_from(["", "  # note", "\n", "\n  # - front: no"])


@st.composite
def decks(draw: st.DrawFn) -> bytes:
    lines = [draw(st.sampled_from(["deck: d", "title: t", "# only a comment\ndeck: d", "order: 3"])), "cards:"]
    indent = draw(st.sampled_from(["", "  ", "    "]))
    for number in range(draw(st.integers(1, 5))):
        within = indent + draw(st.sampled_from(["  ", "    "]))
        pairs = {draw(KEYS): draw(TEXTS) for _ in range(draw(st.integers(1, 3)))}
        if draw(st.booleans()):
            pairs = {"id": draw(st.sampled_from([f"own-{number}", "", "a"])), **pairs}
        if draw(st.integers(0, 3)) == 0:
            inside = ", ".join(f"{key}: {text}" for key, text in pairs.items() if "\n" not in text)
            lines.append(f"{indent}- {draw(st.sampled_from(['{', '{ ']))}{inside}}}{draw(COMMENTS)}")
            continue
        for place, (key, text) in enumerate(pairs.items()):
            comment = "" if "\n" in text else draw(COMMENTS)
            head = f"{indent}-{within[len(indent) + 1 :]}" if place == 0 else within
            lines.append(f"{head}{key}: {text.replace('{0}', within)}{comment}")
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    text = end.join("\n".join(lines).split("\n")) + draw(st.sampled_from(["", end, end + end]))
    return (draw(st.sampled_from(["", "\ufeff"])) + text).encode()


@given(decks())
def test_the_bytes_without_what_was_written_are_the_old_ones_and_the_deck_reads_the_same(data: bytes) -> None:
    splices, mended = fixed(data, "d.yaml")
    before, after = open_data(data, "d.yaml"), open_data(mended, "d.yaml")
    assert said(after) == said(before)
    old = [card._replace(line=0) for card in before.file.cards]
    ids = {card.id for card in old}  # an entry with nothing after its `id:` is a card only now
    assert [card._replace(line=0) for card in after.file.cards if card.id in ids] == old
    assert without(data, mended) == data
    assert fixed(mended, "d.yaml") == ((), mended)
    for splice in splices:
        assert re.fullmatch(r"(id|deck): [a-z0-9-]+((\r\n|\r|\n) *|, )| ?[a-z0-9-]+", splice.text)
    if before.report.readable:
        assert all(item.values.get("id") for item in after.items if item.values)


def test_a_file_is_replaced_as_a_whole_with_its_permissions_behind_its_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.yaml", tmp_path / "d.yaml"
    real.write_text(BLOCK)
    real.chmod(0o640)
    link.symlink_to(real)
    found = fix_file(link)
    assert [(splice.id, splice.line) for splice in found.written] == [("what-is-gate", 6), ("single", 11)]
    assert link.is_symlink()
    assert real.read_text() == FIXED
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d.yaml", "real.yaml"]
    assert fix_file(link).written == ()


def test_a_file_with_nothing_missing_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(FIXED)
    before = path.stat()
    fix_file(path)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_what_cannot_be_written_keeps_the_file_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(BLOCK)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CardgradError, match=r"the ids cannot be written \(No space left on device\)"):
        fix_file(path)
    assert path.read_text() == BLOCK
    assert sorted(tmp_path.iterdir()) == [path]
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(CardgradError, match="the file may not be written"):
        fix_file(path)


def test_what_would_change_the_deck_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(BLOCK)
    monkeypatch.setattr("cardgrad.decks.fix.fixed", lambda *_: ((object(),), FIXED.replace("gate?", "gat?").encode()))
    assert fix_file(path).refused.startswith("writing its missing ids would change what it says")
    assert path.read_text() == BLOCK
