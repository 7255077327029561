"""Pictures of cards on a quiz: in the record once, on paper and in other programs wherever these can show them."""

import json
import zipfile
from base64 import b64encode
from io import BytesIO
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from pypdf import PdfReader

from cardgrad.decks.library import open_library
from cardgrad.decks.place import Places
from cardgrad.quizzes.blueprint import Blueprint, Pool, Wanted
from cardgrad.quizzes.export.platform import export
from cardgrad.quizzes.making import make
from cardgrad.quizzes.picture import Picture
from cardgrad.quizzes.printing.html import key_html, student_html
from cardgrad.quizzes.printing.latex import student_latex
from cardgrad.quizzes.printing.markdown import student_markdown
from cardgrad.quizzes.printing.pdf import key_pdf, student_pdf
from cardgrad.quizzes.printing.picture_fault import PictureError
from cardgrad.quizzes.record import Heading, Record, dumps, loads

PICTURES = Path(__file__).parents[1] / "decks" / "pictures"
DECK = """
deck: pics
cards:
- {id: png, front: What is drawn?, back: a slope, image: {file: slope.png, alt: "a line <b> for $x^2$"}}
- {id: svg, prompt: Which?, choice: {right: a, wrong: [b, c]}, image: sub/curve.svg}
- {id: webp, cloze: "A {{g: gap}}", image: lossy.webp}
- {id: jpeg, prompt: Name, type: [x], image: photo.jpeg}
- {id: gif, prompt: Order, steps: [x, y, z], image: moving.gif}
- {id: bare, front: None, back: A}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    for name, file in {
        "slope.png": "seven-by-five.png",
        "sub/curve.svg": "seven-by-five.svg",
        "lossy.webp": "lossy.webp",
        "photo.jpeg": "seven-by-five.jpeg",
        "moving.gif": "seven-by-five.gif",
    }.items():
        copyfile(PICTURES / file, tmp_path / name)
    (tmp_path / "pics.yaml").write_text(DECK, encoding="utf-8")
    return tmp_path


def made(folder: Path, forms: int = 2) -> Record:
    library = open_library(Places(folder, None), None)
    assert library.faults == ()
    heading = Heading("Pictures")
    return make(Blueprint("pics", heading, (Wanted(pick=6, pool=Pool(decks=("pics",))),), "1", forms), library)


def names(record: Record) -> dict[str, str | None]:
    return {one.card: one.picture.file if one.picture else None for one in record.forms[0].questions}


def test_a_record_keeps_each_picture_once_and_stands_alone(folder: Path) -> None:
    record = made(folder, 3)
    text = dumps(record)
    assert loads(text) == record
    body = json.loads(text)
    assert len(body["pictures"]) == 5
    for picture in body["pictures"].values():
        assert text.count(picture["data"]) == 1
        assert b64encode((folder / picture["file"]).read_bytes()).decode() == picture["data"]
    assert names(loads(text)) == {
        "pics/png": "slope.png",
        "pics/svg": "sub/curve.svg",
        "pics/webp/g": "lossy.webp",
        "pics/jpeg": "photo.jpeg",
        "pics/gif": "moving.gif",
        "pics/bare": None,
    }


def test_a_record_without_pictures_is_as_it_was_before_there_were_any(folder: Path) -> None:
    cards = "".join(f"- {{id: c{n}, front: Q, back: A}}\n" for n in range(6))
    (folder / "pics.yaml").write_text(f"deck: pics\ncards:\n{cards}")
    assert "picture" not in dumps(made(folder))


def test_a_picture_that_is_gone_stops_the_quiz_with_one_sentence(folder: Path) -> None:
    library = open_library(Places(folder, None), None)
    (folder / "slope.png").unlink()
    from cardgrad.decks.image import ImageError

    with pytest.raises(ImageError, match=r"card 'pics/png' has the image 'slope.png', but beside the deck"):
        make(Blueprint("pics", Heading("Pictures"), (Wanted(pick=6, pool=Pool(decks=("pics",))),), "1", 1), library)


def test_paper_shows_every_kind_of_picture_with_words_for_who_does_not_see_them(folder: Path) -> None:
    record = made(folder)
    for document in (student_pdf(record, record.forms), key_pdf(record, record.forms)):
        reader = PdfReader(BytesIO(document), strict=True)
        objects: list[Any] = [reader.get_object(number) for number in range(1, int(str(reader.trailer["/Size"])))]
        told = {str(entry["/Alt"]) for entry in objects if isinstance(entry, dict) and "/Alt" in entry}
        assert {"a line <b> for x²", "sub/curve.svg", "lossy.webp", "photo.jpeg", "moving.gif"} <= told
        sizes = [(entry["/Width"], entry["/Height"]) for entry in objects
                 if isinstance(entry, dict) and entry.get("/Subtype") == "/Image"]  # fmt: skip
        assert sizes.count((7, 5)) >= 4  # the drawing is lines
    assert student_pdf(record, record.forms) == student_pdf(loads(dumps(record)), record.forms)


def test_a_damaged_picture_is_named(folder: Path) -> None:
    data = (folder / "slope.png").read_bytes()
    (folder / "slope.png").write_bytes(data[:50])
    record = made(folder)
    with pytest.raises(PictureError, match=r"question \d: the picture slope.png is damaged"):
        student_pdf(record, record.forms)


def test_a_web_page_holds_its_pictures_and_fetches_nothing(folder: Path) -> None:
    record = made(folder)
    for page in (student_html(record, record.forms), key_html(record, record.forms)):
        for kind in ("png", "svg+xml", "webp", "jpeg", "gif"):
            assert f'src="data:image/{kind};base64,' in page
        assert 'alt="a line &lt;b&gt; for x²"' in page
        assert 'src="slope.png"' not in page


def test_markdown_and_latex_name_the_file_and_trust_no_name(folder: Path) -> None:
    record = made(folder)
    assert r"![a line \<b\> for x²](slope.png)" in student_markdown(record, record.forms)
    latex = student_latex(record, record.forms)
    assert r"\IfFileExists{slope.png}{\includegraphics[width=0.01\linewidth]{slope.png}}" in latex
    assert latex.count(r"\includegraphics") == 4  # png and jpeg on two forms; pdflatex knows no others
    assert r"\fbox{sub/curve.svg}" in latex
    form = record.forms[0]
    nasty = Picture("a}\\input{b.png", "", "image/png", 7, 5, "")
    record = record._replace(forms=(form._replace(questions=(form.questions[0]._replace(picture=nasty),)),))
    assert r"\input" not in student_latex(record, record.forms)
    assert "](a%7D%5Cinput%7Bb.png)" in student_markdown(record, record.forms)


@pytest.mark.parametrize("platform", ["moodle", "canvas", "anki"])
def test_other_programs_get_the_pictures_as_files(folder: Path, platform: str) -> None:
    data = export(made(folder, 1), platform, 1).data
    png = (PICTURES / "seven-by-five.png").read_bytes()
    if platform == "moodle":
        assert b64encode(png) in data
        assert b'src="@@PLUGINFILE@@/graph.png"' in data.replace(b"&quot;", b'"')
    else:
        with zipfile.ZipFile(BytesIO(data)) as package:
            assert png in [package.read(name) for name in package.namelist()]


def test_a_table_says_that_it_has_no_pictures_and_a_document_has_them(folder: Path) -> None:
    record = made(folder, 1)
    assert any("a table has no pictures: slope.png is missing in it." in said for said in export(record, "csv", 1).said)
    questions = json.loads(export(record, "json", 1).data)["forms"][0]["questions"]
    assert sorted(one["picture"]["file"] for one in questions if one["picture"]) == sorted(
        ["slope.png", "sub/curve.svg", "lossy.webp", "photo.jpeg", "moving.gif"]
    )


@pytest.mark.parametrize(
    ("width", "height", "shown"), [(7, 5, 7), (2000, 300, 2000), (680, 680, 340), (0, 0, 320), (10, 3400, 1)]
)
def test_a_tall_picture_is_made_narrower_so_that_its_question_stays_on_a_page(
    width: int, height: int, shown: float
) -> None:
    assert Picture("a", "", "image/png", width, height, "").shown_width == shown


@pytest.mark.parametrize(
    ("svg", "size"),
    [
        ('<svg viewBox="0 0 7 5">', (7, 5)),
        ("<svg width='30px' height='20' viewBox='0 0 7 5'>", (30, 20)),
        ('<svg width="100%" height="10cm" viewBox="0,0 8.6,5">', (9, 5)),
        ("<svg>", (0, 0)),
        ('<svg width="1.2.3" height="4">', (0, 0)),
    ],
)
def test_a_drawing_says_how_large_it_is(tmp_path: Path, svg: str, size: tuple[int, int]) -> None:
    from cardgrad.quizzes.picture import pictures_of

    head = svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"')
    (tmp_path / "d.svg").write_text(f"{head}</svg>", encoding="utf-8")
    (tmp_path / "d.yaml").write_text("deck: d\ncards:\n- {id: a, front: Q, back: A, image: d.svg}\n")
    library = open_library(Places(tmp_path, None), None)
    (picture,) = pictures_of(library.cards("d")).values()
    assert (picture.width, picture.height) == size
