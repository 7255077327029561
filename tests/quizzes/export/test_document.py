import json
from fractions import Fraction
from xml.etree.ElementTree import fromstring

from cardgrad.quizzes.export.document import document
from cardgrad.quizzes.record import Record
from quizgen.agreement import agrees


def test_200_seeded_problems_have_the_bounds_of_our_judge(seeded: Record) -> None:
    read = json.loads(document(seeded).data)["forms"][0]["questions"]
    for ours, question in zip(seeded.forms[0].questions, read, strict=True):
        for part in question["parts"]:
            key = Fraction(part["answer"])
            least, greatest = map(Fraction, part["bounds"])
            for number in (least, greatest, Fraction(round((least + greatest) / 2 * 10**9), 10**9)):
                assert agrees(key, number, ours.digits) or least == greatest
            step = (greatest - least) / 50 or Fraction(1, 100)
            assert not agrees(key, least - step, ours.digits)
            assert not agrees(key, greatest + step, ours.digits)
        assert [one["answer"] for one in question["mistakes"]] == [list(one.answer) for one in ours.mistakes]


def test_nasty_text_survives_as_it_is_and_as_well_formed_html(nasty: Record) -> None:
    read = json.loads(document(nasty).data)["forms"][0]["questions"]
    for ours, question in zip(nasty.forms[0].questions, read, strict=True):
        assert question["prompt"]["text"] == ours.prompt
        fromstring(f"<p>{question['prompt']['html'].replace('<br>', '<br/>')}</p>")


def test_the_right_order_is_told_by_places(nasty: Record) -> None:
    steps = json.loads(document(nasty).data)["forms"][0]["questions"][4]
    assert [steps["steps"][place]["text"][:5] for place in steps["order"]] == ["first", "secon"]


def test_students_names_are_not_exported(sample: Record) -> None:
    form = sample.forms[0]._replace(student=(("id", "1001"), ("name", "Ada Lovelace")))
    assert b"Lovelace" not in document(sample._replace(forms=(form,))).data
