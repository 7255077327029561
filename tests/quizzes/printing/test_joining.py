import re
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import StreamObject

from cardgrad.quizzes.printing import pdf
from cardgrad.quizzes.printing.joining import _renumbered, joined
from cardgrad.quizzes.printing.objects import Document, read, write
from cardgrad.quizzes.record import Record

SETTERS = [pdf.student_pdf, pdf.key_pdf]


def plain(value: object) -> tuple[str, bytes]:
    """Return an object without the addresses that its references carry, and the data of a stream."""
    data = value.get_data() if isinstance(value, StreamObject) else b""
    return re.sub(r"(IndirectObject\(\d+, \d+), \d+", r"\1", repr(value)), data


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


def test_a_document_written_small_has_the_same_objects(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    small = pdf.student_pdf(record, record.forms)
    kept: list[bytes] = []

    def keep(document: bytes) -> Document:
        kept.append(document)
        return read(document)

    monkeypatch.setattr(pdf, "read", keep)
    pdf.student_pdf(record, record.forms)
    (large,) = kept
    assert len(small) < 0.6 * len(large)
    before, after = (PdfReader(BytesIO(document), strict=True) for document in (large, small))
    for number in range(1, int(str(before.trailer["/Size"]))):
        assert plain(before.get_object(number)) == plain(after.get_object(number))


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
    one = Document({1: b"<</Alt(see (3 0 R) \\) 4 0 R)/P 2 0 R>>"}, b"")
    assert _renumbered(one.objects[1], {2: 9}) == b"<</Alt(see (3 0 R) \\) 4 0 R)/P 9 0 R>>"


def test_what_is_no_such_document_is_said() -> None:
    for broken in (b"no document", b"%PDF-1.7\nstartxref\n3\n%%EOF"):
        with pytest.raises(ValueError, match="no PDF with a plain table"):
            read(broken)


def test_one_document_is_joined_to_itself() -> None:
    assert joined([Document({1: b"null"}, b"/Root 1 0 R")]).objects == {1: b"null"}
    assert write(Document({1: b"null"}, b"/Root 1 0 R")).startswith(b"%PDF-1.7\n")
