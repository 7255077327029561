import re
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import StreamObject

from cardgrad.quizzes.printing import pdf
from cardgrad.quizzes.printing.packing import packed
from cardgrad.quizzes.record import Record


def _plain(value: object) -> tuple[str, bytes]:
    """Return an object without the addresses that its references carry, and the data of a stream."""
    data = value.get_data() if isinstance(value, StreamObject) else b""
    return re.sub(r"(IndirectObject\(\d+, \d+), \d+", r"\1", repr(value)), data


def test_a_packed_document_says_the_same_in_less(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    small = pdf.student_pdf(record, record.forms)
    monkeypatch.setattr(pdf, "packed", lambda document: document)
    large = pdf.student_pdf(record, record.forms)
    assert packed(large) == small
    assert len(small) < 0.7 * len(large)
    before, after = (PdfReader(BytesIO(document), strict=True) for document in (large, small))
    assert len(before.pages) == len(after.pages)
    for number in range(1, int(str(before.trailer["/Size"]))):
        assert _plain(before.get_object(number)) == _plain(after.get_object(number))


def test_what_is_no_such_document_stays_as_it_is() -> None:
    assert packed(b"no document") == b"no document"
    assert packed(b"%PDF-1.7\nstartxref\n3\n%%EOF") == b"%PDF-1.7\nstartxref\n3\n%%EOF"
