import re
from collections.abc import Callable
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from cardgrad.quizzes.printing.html import key_html, student_html
from cardgrad.quizzes.record import Record


class Page(HTMLParser):
    """What a browser would make of a document: its elements and its words."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def test_it_is_well_formed_and_needs_no_other_file(record: Record) -> None:
    for document in (student_html(record, record.forms), key_html(record, record.forms)):
        body = "<body" + document.partition("<body")[2].partition("</html>")[0]
        closed = re.sub(r"<(br|img [^>]*)>", r"<\1/>", body)
        assert len(list(ElementTree.fromstring(closed).iter("article"))) == 2 + (document.count("<h2>Keys") == 1)
        for tag, fields in Page(document).elements:
            assert tag not in ("script", "link", "iframe", "object")
            for field in ("src", "href"):
                assert (fields.get(field) or "data:").startswith("data:")


def test_mathematics_is_mathml_and_drawings_have_words(record: Record) -> None:
    elements = Page(student_html(record, record.forms[:1])).elements
    assert sum(tag == "math" for tag, _ in elements) > 20
    pictures = [fields["alt"] or "" for tag, fields in elements if tag == "img"]
    assert len(pictures) == 1
    assert "q is + of x and y" in pictures[0]


def test_each_form_has_its_title_its_fields_and_its_end(record: Record) -> None:
    page = Page(student_html(record, record.forms))
    assert sum(tag == "article" for tag, _ in page.elements) == 2
    assert page.words.count("— END —") == 2
    assert page.words.count("Student number") == 2
    assert page.elements[0] == ("html", {"lang": "en"})


def test_keys_are_on_the_key_and_not_on_the_sheet(record: Record) -> None:
    said = "Every local derivative is multiplied"
    assert said in key_html(record, record.forms)
    assert said not in student_html(record, record.forms)


@pytest.mark.parametrize(
    "words", ["</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "&lt;b&gt; \"'", "`</code><b>`"]
)
def test_text_from_a_deck_is_shown_and_never_obeyed(one_question: Callable[[str], Record], words: str) -> None:
    record = one_question(words)
    for document in (student_html(record, record.forms), key_html(record, record.forms)):
        page = Page(document)
        assert words.strip("`") in page.words
        assert all(tag not in ("script", "b onerror") and "onerror" not in fields for tag, fields in page.elements)


def test_a_hostile_title_stays_inside_the_style_sheet_and_the_page(one_question: Callable[[str], Record]) -> None:
    record = one_question("x")
    title = '"; } </style><script>alert(1)</script>'
    record = record._replace(heading=record.heading._replace(title=title))
    page = Page(student_html(record, record.forms))
    assert all(tag != "script" for tag, _ in page.elements)
    assert title in page.words
