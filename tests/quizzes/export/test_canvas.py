"""A Canvas package, read by Python's own readers, judged as Canvas does, and compared with what another program that
writes such packages makes of the same questions."""

import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import lxml.etree
import pytest
from qti_package_maker.assessment_items import item_types
from qti_package_maker.engines.canvas_qti_v1_2 import write_item

from cardgrad.quizzes.export.canvas import canvas
from cardgrad.quizzes.record import Record
from quizgen.agreement import agrees

QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"


def files(record: Record) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(canvas(record).data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def assessment(record: Record) -> Element:
    """Return the quiz, without its namespace."""
    name, data = next(
        (name, data) for name, data in files(record).items() if b"<questestinterop" in data and name.endswith(".xml")
    )
    assert name.count("/") == 1
    root = fromstring(data)
    for one in root.iter():
        one.tag = one.tag.removeprefix(QTI)
    return root


def items(record: Record) -> dict[str, Element]:
    return {str(one.get("title")): one for one in assessment(record).iter("item")}


def kind(item: Element) -> str:
    return next(str(one.findtext("fieldentry")) for one in item.iter("qtimetadatafield"))


def score(item: Element, given: dict[str, str]) -> float:
    """Return the points in percent for what is given: typed text, or the id of an option, by response."""
    total = 0.0
    for condition in item.iter("respcondition"):
        points = condition.find("setvar")
        if points is not None and any(true(one, given) for one in condition.find("conditionvar") or ()):
            total = float(points.text or 0) + (total if points.get("action") == "Add" else 0)
    return total


def true(one: Element, given: dict[str, str]) -> bool:
    if one.tag in ("or", "and"):
        return (any if one.tag == "or" else all)(true(inner, given) for inner in one)
    typed, text = given.get(str(one.get("respident")), ""), str(one.text)
    if one.tag == "varequal":
        return typed == text
    return Fraction(typed) >= Fraction(text) if one.tag == "vargte" else Fraction(typed) <= Fraction(text)


def blanks(item: Element) -> dict[str, list[str]]:
    """Return the right texts of each box: Canvas takes all that are listed."""
    found = {}
    for response in item.iter("response_lid"):
        texts = [str(label.findtext("material/mattext")) for label in response.iter("response_label")]
        found[str(response.findtext("material/mattext"))] = texts
    return found


def typed_right(item: Element, part: str, text: str) -> bool:
    """Tell whether Canvas takes a typed text for one asked thing."""
    match kind(item):
        case "numerical_question":
            return score(item, {"response1": text}) == 100
        case "short_answer_question":
            return score(item, {"response1": text}) == 100
    return text in blanks(item)[part]


def test_200_seeded_problems_are_judged_as_we_judge_them(seeded: Record) -> None:
    found = items(seeded)
    kinds = Counter(map(kind, found.values()))
    assert kinds["numerical_question"] > 80
    assert kinds["fill_in_multiple_blanks_question"] == 50
    for question in seeded.forms[0].questions:
        item = found[f"{question.item} A"]
        for place, part in enumerate(question.parts):
            key = Fraction(part.key)
            rounded = [f"{float(key):.{digits}g}" for digits in (3, 4, 6)]
            for text in (part.key if "/" not in part.key else rounded[0], *rounded):
                if "e" not in text and agrees(key, Fraction(text), question.digits) and len(text) < 17:
                    assert typed_right(item, part.name, text), (part, text)
            for wrong in (key + 1, key - 2, -key):
                assert not typed_right(item, part.name, str(float(wrong))), (part, wrong)
            for mistake in question.mistakes:
                wrong = Fraction(mistake.answer[place])
                assert typed_right(item, part.name, str(wrong)) <= agrees(key, wrong, question.digits)


def skeleton(item: Any) -> Iterator[str]:
    """Return the paths of elements with the attributes that say what they are for."""
    telling = ("action", "varname", "rcardinality", "fibtype")
    for one in item.iter():
        path, at = [], one
        while at is not item:
            path.append(at.tag)
            at = at.getparent()
        told = {name: one.get(name) for name in telling if one.get(name)}
        yield "/".join(reversed(path)) + (f" {sorted(told.items())}" if told else "")


@pytest.mark.parametrize(
    ("kind_of", "other"),
    [
        ("multiple_choice_question", item_types.MC("What is it?", ["162", "18", "9"], "18")),
        ("short_answer_question", item_types.FIB("What are they?", ["summed", "added up"])),
        ("matching_question", item_types.MATCH("In what order?", ["first", "second"], ["reset", "forward"])),
        ("numerical_question", item_types.NUM("What is it?", 18.0, 0.5)),
        ("fill_in_multiple_blanks_question", item_types.MULTI_FIB("[x] and [y]", {"x": ["1"], "y": ["3"]})),
    ],
)
def test_items_are_built_as_another_writer_for_canvas_builds_them(
    kind_of: str, other: Any, sample: Record, seeded: Record, make: Callable[..., Record]
) -> None:
    record = make([*sample.forms[0].questions, seeded.forms[0].questions[0]._replace(item="q9")])
    root = lxml.etree.fromstring(next(data for data in files(record).values() if b"<questestinterop" in data))
    for one in root.iter():
        one.tag = one.tag.removeprefix(QTI)
    ours = next(one for one in root.iter("item") if one.findtext(".//fieldentry") == kind_of)
    other.item_number = 1
    theirs = set(skeleton(getattr(write_item, type(other).__name__)(other)))
    assert theirs <= set(skeleton(ours))


def test_an_item_with_versions_is_a_group_that_picks_one(sample: Record) -> None:
    groups = {str(one.get("title")): one for one in assessment(sample).iter("section") if one.get("title")}
    assert groups["q1"].findtext("selection_ordering/selection/selection_number") == "1"
    assert groups["q1"].findtext("selection_ordering/selection/selection_extension/points_per_item") == "2"
    assert [one.get("title") for one in groups["q1"].findall("item")] == ["q1 A", "q1 B"]
    assert "q4" not in groups


def test_a_choice_gives_points_for_its_right_option_and_words_for_the_others(sample: Record) -> None:
    item = items(sample)["q3 A"]
    ids = [str(one.get("ident")) for one in item.iter("response_label")]
    assert [score(item, {"response1": one}) for one in ids] == [0, 100, 0, 0]
    told = {str(one.get("ident")): str(one.findtext(".//mattext")) for one in item.findall("itemfeedback")}
    shown = {
        str(one.findtext("conditionvar/varequal")): told[str(one.find("displayfeedback").get("linkrefid"))]  # type: ignore[union-attr]
        for one in item.iter("respcondition")
        if one.find("displayfeedback") is not None
    }
    assert set(shown) == {ids[0], ids[2], ids[3]}
    assert "the exponent comes down" in shown[ids[0]]


def test_usual_mistakes_are_told_afterwards_where_they_cannot_be_told_apart(sample: Record) -> None:
    told = str(items(sample)["q1 A"].findtext("itemfeedback/flow_mat/material/mattext"))
    assert "<mn>18</mn>" in told
    assert "A product switches" in told


def test_an_order_is_matched_place_by_place(nasty: Record) -> None:
    item = items(nasty)["q5 A"]
    assert kind(item) == "matching_question"
    texts = {str(one.get("ident")): str(one.findtext(".//mattext")) for one in item.iter("response_label")}
    first = next(name for name, text in texts.items() if text.startswith("first"))
    second = next(name for name, text in texts.items() if text.startswith("second"))
    assert score(item, {"response_1": first, "response_2": second}) == 100
    assert score(item, {"response_1": second, "response_2": first}) == 0


def test_numbers_too_fine_for_canvas_are_compared_as_text(nasty: Record, make: Callable[..., Record]) -> None:
    item = items(nasty)["q2 A"]
    assert kind(item) == "short_answer_question"
    assert score(item, {"response1": "0.0000001"}) == 100
    assert score(item, {"response1": "0"}) == 0


def test_nasty_text_is_shown_as_it_stands_and_makes_no_boxes(nasty: Record) -> None:
    item = items(nasty)["q3 A"]
    asked = str(item.findtext("presentation/material/mattext"))
    assert '{}=~#: &lt;&amp;&gt; "it\'s"' in asked.replace("&#123;", "{").replace("&#125;", "}")
    assert [part.partition("]")[0] for part in asked.split("[")[1:]] == list(blanks(item))


def test_a_drawing_is_a_file_of_the_package(nasty: Record) -> None:
    found = files(nasty)
    drawing = next(name for name in found if name.endswith(".svg"))
    assert found[drawing].startswith(b"<svg")
    asked = str(items(nasty)["q3 A"].findtext("presentation/material/mattext"))
    assert f"$IMS-CC-FILEBASE$/{drawing.removeprefix('web_resources/')}" in asked


def test_the_manifest_lists_every_file(nasty: Record) -> None:
    found = files(nasty)
    manifest = fromstring(found.pop("imsmanifest.xml"))
    listed = [one.get("href") for one in manifest.iter() if one.tag.endswith("}file")]
    assert sorted(map(str, listed)) == sorted(found)


def test_what_canvas_cannot_do_is_said(nasty: Record, sample: Record) -> None:
    said = "\n".join([*canvas(nasty).said, *canvas(sample).said])
    for sentence in (
        "q6: Canvas cannot judge a formula", "q5: Canvas asks for an order by matching", "q1, q2, q3: Canvas compares",
        "the usual mistakes stand in the feedback", "q3: Canvas gives each of the 5 boxes the same points",
    ):  # fmt: skip
        assert sentence in said


def test_the_same_quiz_is_the_same_bytes(nasty: Record) -> None:
    assert canvas(nasty).data == canvas(nasty).data
