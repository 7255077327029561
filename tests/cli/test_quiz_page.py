"""`docs/quizzes.md`: every command on it is run, in its order, over the files that it shows.

`UPDATE_GOLDEN=1` writes the output that stands below a `$` anew, and `UPDATE_PICTURES=1` draws the pictures again (it
asks for pdftoppm).
"""

import json
import os
import random
import re
import shlex
import struct
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cardgrad.quizzes.entry import SheetEntry
from cardgrad.quizzes.marking import Paper
from cardgrad.quizzes.record import LETTER, PROSE, Form, Part, Question
from cardgrad.quizzes.record_file import read_record

DOCS = Path(__file__).parents[2] / "docs"
PAGE, PICTURES = DOCS / "quizzes.md", DOCS / "pictures"
MOST_BYTES = 60_000
SIGNATURE = b"\x89PNG\r\n\x1a\n"
MARK = r"(?:<!-- (?P<file>[\w.-]+)(?P<ending>, at its end)? -->\n)?"
BLOCK = re.compile(MARK + r"```(?P<kind>\w+)\n(?P<text>.*?)```\n", re.DOTALL)
PAGES = {"sheet": ("midterm.pdf", 1), "key": ("midterm-key.pdf", 2), "feedback": ("midterm-feedback.pdf", 1)}


class Typed(NamedTuple):
    """What a person types at `quiz enter`: a name for the sheet, and a line for each box or run of boxes."""

    sheet: str
    lines: list[str]


def sheets(folder: Path) -> list[Typed]:
    """Return the class's sheets: most is right, some is a predicted mistake or blank; the last student stays away."""
    record, _ = read_record(folder / "midterm")
    forms, found = {form.id: form for form in record.forms}, []
    for place, (student, form) in enumerate(record.seats[:-1]):
        found.append(Typed(student, lines(forms[form], random.Random(place))))
    return found


def lines(form: Form, chance: random.Random) -> list[str]:
    answers = {part.name: text for one in form.questions for part, text in answered(one, chance)}
    entry, typed = SheetEntry(Paper(form)), []
    while not entry.done:
        line = entry.lines[entry.at]
        cells = [answers[question.parts[place].name] for question, place in line.boxes]
        typed.append("" if all(not cell for cell in cells) else "".join(
            cell or question.parts[place].key for cell, (question, place) in zip(cells, line.boxes, strict=True)
        ))  # fmt: skip
        assert entry.enter(typed[-1]) is None
    return typed


def answered(question: Question, chance: random.Random) -> Iterator[tuple[Part, str]]:
    """Yield what is typed for each box; nothing is as the key."""
    drawn = chance.random()
    wrong = question.mistakes[0].answer if question.mistakes and drawn > 0.6 else ()
    for place, part in enumerate(question.parts):
        if part.kind == LETTER:
            yield part, chance.choice("abc") if drawn > 0.6 else ""
        elif part.kind == PROSE:
            yield part, chance.choice(["", "1", "0"])
        else:
            yield part, wrong[place] if wrong else "." if drawn > 0.95 else ""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = tmp_path / "quiz"
    found.mkdir()
    monkeypatch.chdir(found)
    return found


def stdin(command: str, folder: Path) -> str:
    """Return what is typed at a command that asks."""
    if "enter" not in command:
        return ""
    found = sheets(folder)
    if "--blind" in command:
        found = [blind(folder, found[0])]
    return "".join("\n".join([one.sheet, *one.lines, ""]) for one in found)


def blind(folder: Path, sheet: Typed) -> Typed:
    """Return a sheet as it is typed by someone who sees no keys."""
    record, _ = read_record(folder / "midterm")
    form = next(form for form in record.forms if form.id == dict(record.seats)[sheet.sheet])
    keys = [line.key for line in SheetEntry(Paper(form)).lines]
    return sheet._replace(lines=[typed or key for typed, key in zip(sheet.lines, keys, strict=True)])


def test_every_command_on_the_page_works_as_shown(folder: Path, cardgrad: Any, tty: Any, monkeypatch: Any) -> None:
    page, written, at = PAGE.read_text(encoding="utf-8"), [], 0
    for block in BLOCK.finditer(page):
        shown = text = block["text"]
        if block["file"]:
            before = (folder / block["file"]).read_text(encoding="utf-8") if block["ending"] else ""
            (folder / block["file"]).write_text(before + text, encoding="utf-8")
        elif block["kind"] in ("sh", "console"):
            is_console = block["kind"] == "console"
            typed = [line for line in text.splitlines() if line.startswith("$ ") or not is_console]
            commands = [line.removeprefix("$ ") for line in typed]
            outputs = []
            for command in commands:
                ran = cardgrad(*shlex.split(command.removeprefix("cardgrad")), stdin=stdin(command, folder))
                assert (ran.code, ran.err) == (0, ""), command
                outputs.append(f"$ {command}\n{tidy(ran.out)}")
            shown = "".join(outputs) if is_console else text
        written += [page[at : block.start("text")], shown]
        at = block.end("text")
        if os.environ.get("UPDATE_PICTURES") and "enter" in text and "--blind" not in text and block["kind"] == "sh":
            monkeypatch.delenv("NO_COLOR")
            draw_entry(folder, tty)
    found = "".join([*written, page[at:]])
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(found, encoding="utf-8")
    assert found == PAGE.read_text(encoding="utf-8")
    if os.environ.get("UPDATE_PICTURES"):
        draw_pages(folder)


def tidy(text: str) -> str:
    """Return output as an editor would keep it: no spaces at the end of a line, no blank line at the end."""
    return "\n".join(line.rstrip() for line in text.rstrip().split("\n")) + "\n"


def test_every_picture_is_on_the_page_and_small() -> None:
    shown = re.findall(r"!\[[^\]]{40,}\]\(pictures/([\w-]+\.png)\)", PAGE.read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(path.name for path in PICTURES.iterdir())
    assert sorted(shown) == sorted(f"{name}.png" for name in (*PAGES, "enter"))
    for name in shown:
        data = (PICTURES / name).read_bytes()
        assert data.startswith(SIGNATURE)
        assert len(data) < MOST_BYTES


def draw_pages(folder: Path) -> None:
    """Draw pages of what was made, in sixteen shades of grey."""
    for name, (file, page) in PAGES.items():
        drawn = ["pdftoppm", "-gray", "-r", "84", "-f", str(page), "-singlefile", file]
        done = subprocess.run(drawn, cwd=folder, check=True, capture_output=True)
        (PICTURES / f"{name}.png").write_bytes(png(done.stdout))


def png(pgm: bytes) -> bytes:
    """Return a picture in shades of grey as a PNG with four bits for each point."""
    _, size, _, points = pgm.split(b"\n", 3)
    width, height = map(int, size.split())
    rows = bytearray()
    for start in range(0, width * height, width):
        row = points[start : start + width] + b"\xff" * (width % 2)
        rows += b"\0" + bytes(row[at] & 0xF0 | row[at + 1] >> 4 for at in range(0, len(row), 2))
    head = struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def draw_entry(folder: Path, tty: Any) -> None:
    """Draw the screen of someone who enters the sheet of the first student, with a new file of answers."""
    import typst

    first = sheets(folder)[1]
    screen = tty("quiz", "enter", "midterm", "-o", "again.csv")
    screen.sees("Sheet:").keys(f"{first.sheet}\r")
    for line in first.lines:
        screen.sees(": ").keys(f"{line}\r")
    screen.sees("kept").keys("\x04")
    screen.ended()
    last = max(row for row, line in enumerate(screen.lines) if line)
    rows = [
        [[cell.data, cell.bold, cell.fg] for cell in (screen.screen.buffer[row][column] for column in range(80))]
        for row in range(last + 1)
    ]
    picture = typst.compile(SCREEN.encode(), format="png", ppi=96.0, sys_inputs={"rows": json.dumps(rows)})
    (PICTURES / "enter.png").write_bytes(picture)


SCREEN = """
#set page(width: auto, height: auto, margin: 8pt, fill: rgb("#fbfbf8"))
#set text(font: "DejaVu Sans Mono", size: 8pt)
#set par(leading: 0.45em)
#let colours = (brown: rgb("#8a6d00"), cyan: rgb("#006b75"), green: rgb("#1a6b1a"), red: rgb("#a01010"))
#for row in json(bytes(sys.inputs.rows)) {
  for (sign, bold, colour) in row {
    set text(weight: if bold { "bold" } else { "regular" }, fill: colours.at(colour, default: black))
    sign.replace(" ", "\\u{a0}")
  }
  linebreak()
}
"""
