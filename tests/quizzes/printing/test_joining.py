from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from cardgrad.quizzes.printing import pdf
from cardgrad.quizzes.printing.joining import _all_renumbered
from cardgrad.quizzes.printing.objects import Document, read
from cardgrad.quizzes.record import Record

SETTERS = [pdf.student_pdf, pdf.key_pdf]


def pages(document: PdfReader) -> list[str]:
    """Return the words of each page without spaces, which a reader guesses from the widths of a font's letters."""
    return ["".join(page.extract_text().split()) for page in document.pages]


def tags(node: Any, number: int | None = None) -> list[tuple[str, str]]:
    """Return the tags below a node in reading order, each with its words; all of them know what holds them."""
    found = []
    for kid in node.get("/K", []):
        below: Any = kid.get_object() if getattr(kid, "idnum", None) else None
        if hasattr(below, "raw_get"):  # a tag, not a place on the page
            assert number is None or below.raw_get("/P").idnum == number
            found += [(str(below["/S"]), str(below.get("/Alt", ""))), *tags(below, kid.idnum)]
    return found


def test_a_document_written_small_is_the_same(
    record: Record, monkeypatch: pytest.MonkeyPatch, placed_letters: Callable[[Any], list[Any]]
) -> None:
    """Letter by letter it stands where it stood, to a hundredth of a millimetre, and is said as it was."""
    kept: list[bytes] = []

    def keep(document: bytes) -> Document:
        kept.append(document)
        return read(document)

    monkeypatch.setattr(pdf, "read", keep)
    small = pdf.key_pdf(record, record.forms)
    (large,) = kept
    assert len(small) < 0.5 * len(large)
    before, after = (PdfReader(BytesIO(document), strict=True) for document in (large, small))
    assert pages(after) == pages(before)
    for old, new in zip(before.pages, after.pages, strict=True):
        was, now = placed_letters(old), placed_letters(new)
        assert [letter[:2] for letter in now] == [letter[:2] for letter in was]
        for place in (2, 3, 4):
            assert [letter[place] for letter in now] == pytest.approx([letter[place] for letter in was], abs=0.03)
    roots: list[Any] = [document.trailer["/Root"] for document in (before, after)]
    assert tags(roots[1]["/StructTreeRoot"]) == tags(roots[0]["/StructTreeRoot"])


@pytest.mark.parametrize("setter", SETTERS)
def test_runs_that_are_joined_are_as_one_run(record: Record, monkeypatch: pytest.MonkeyPatch, setter: Any) -> None:
    forms = [record.forms[number % 2]._replace(id=f"F{number}") for number in range(5)]
    monkeypatch.setattr(pdf, "_BATCH", 50)
    whole = PdfReader(BytesIO(setter(record, forms)), strict=True)
    monkeypatch.setattr(pdf, "_BATCH", 2)
    parts = PdfReader(BytesIO(setter(record, forms)), strict=True)
    assert pages(parts) == pages(whole)
    roots: list[Any] = [document.trailer["/Root"] for document in (whole, parts)]
    assert tags(roots[1]["/StructTreeRoot"]) == tags(roots[0]["/StructTreeRoot"])
    outlines = [[(entry["/Title"], document.get_destination_page_number(entry)) for entry in flat(document.outline)]
                for document in (whole, parts)]  # fmt: skip
    assert outlines[0] == outlines[1]
    assert len(outlines[0]) >= 5


def flat(outline: Any) -> list[Any]:
    return [entry for part in outline for entry in (flat(part) if isinstance(part, list) else [part])]


def test_each_page_of_a_joined_document_finds_its_tags(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_BATCH", 1)
    document = PdfReader(BytesIO(pdf.student_pdf(record, record.forms)), strict=True)
    root: Any = document.trailer["/Root"]
    numbers = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    held = {int(number): entries for number, entries in zip(numbers[::2], numbers[1::2], strict=True)}
    for page in document.pages:
        if "/StructParents" in page:
            for entry in held[int(str(page["/StructParents"]))].get_object():
                tag = entry.get_object()
                assert tag.raw_get("/Pg").idnum == page.indirect_reference.idnum or "/Pg" not in tag  # type: ignore[union-attr]
    assert len(held) == sum("/StructParents" in page for page in document.pages)


def test_words_that_look_like_references_stay() -> None:
    objects = [b"<</Alt(see (3 0 R) \\) 4 0 R)/P 2 0 R>>", b"<</Alt(x)/P 2 0 R>>", b"[2 0 R 12 0 R]"]
    assert _all_renumbered(objects, {2: 9, 12: 2}) == [
        b"<</Alt(see (3 0 R) \\) 4 0 R)/P 9 0 R>>", b"<</Alt(x)/P 9 0 R>>", b"[9 0 R 2 0 R]",
    ]  # fmt: skip


def test_what_is_no_such_document_is_said() -> None:
    for broken in (b"no document", b"%PDF-1.7\nstartxref\n3\n%%EOF"):
        with pytest.raises(ValueError, match="no PDF with a plain table"):
            read(broken)
