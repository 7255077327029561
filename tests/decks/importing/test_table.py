"""CSV, TSV and Anki's text export."""

import pytest

from cardgrad.decks.importing.note import Gathered, Note
from cardgrad.decks.importing.sniffing import gather_bytes
from cardgrad.errors import CardgradError


def gathered(text: str | bytes, name: str = "cards.csv", stated: str | None = None) -> Gathered:
    return gather_bytes(text.encode() if isinstance(text, str) else text, name, stated)[1]


def pairs(text: str | bytes) -> list[tuple[str, str]]:
    return [(note.question, note.answer) for note in gathered(text).notes]


def only(text: str) -> Note:
    (note,) = gathered(text).notes
    return note


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_columns_without_a_head_are_question_answer_and_tags(sign: str) -> None:
    note = only(sign.join(("Chain rule", "multiply", "calculus rules")) + "\n")
    assert (note.question, note.answer, note.tags) == ("Chain rule", "multiply", ("calculus", "rules"))


@pytest.mark.parametrize("head", ["Front,Back", "question,answer", "Q,A", "Term,Definition", "Frage,Antwort"])
def test_columns_are_known_by_their_names(head: str) -> None:
    assert pairs(f"{head}\none,two\n") == [("one", "two")]


def test_every_named_column_finds_its_place() -> None:
    note = only('id,tags,back,front,hint,why,source,reverse\ng/one,"a, b",B,F,H,W,S,yes\n')
    assert note[:7] == ("id/g/one", "front", "F", "B", (), True, "H")
    assert (note.why, note.source, note.tags, note.wish) == ("W", "S", ("a", "b"), "g/one")


def test_options_make_a_choice_whose_right_one_may_be_named_by_its_letter() -> None:
    head = "prompt,option_a,option_b,option_c,correct\n"
    for right in ("B", "b)", "two"):
        note = only(f"{head}Which?,one,two,three,{right}\n")
        assert (note.kind, note.answer, note.wrong) == ("choice", "two", ("one", "three"))


@pytest.mark.parametrize(
    ("cells", "right", "wrong"),
    [
        (",two,three,C", "three", ("two",)),  # a letter is that of its column, whatever stands in the others
        ("D,A,B,A", "A", ("D", "B")),  # an option that reads so is meant, and not the first
        ("one,Two,three,two", "Two", ("one", "three")),
        ("1,2,4,3", "3", ("1", "2", "4")),
        ("one,two,three,none of them", "none of them", ("one", "two", "three")),
        ("one,two,three,E", "", ("one", "two", "three")),
        ("one,two,three,2", "", ("one", "two", "three")),
    ],
)
def test_no_option_is_taken_for_the_right_one_that_is_not(cells: str, right: str, wrong: tuple[str, ...]) -> None:
    note = only(f"prompt,option_a,option_b,option_c,correct\nWhich?,{cells}\n")
    assert (note.answer, note.wrong) == (right, wrong)
    assert ("names none of its options" in "".join(note.lost)) == (note.todo != "") == (right == "")


@pytest.mark.parametrize(
    ("cells", "right"), [("B,B", "two"), ("two,b", "two"), ("B,", "two"), ("A,B", ""), ("one,B", "")]
)
def test_two_columns_that_name_the_right_option_must_agree(cells: str, right: str) -> None:
    note = only(f"prompt,option_a,option_b,option_c,answer,correct\nWhich?,one,two,three,{cells}\n")
    assert note.answer == right


def test_the_letters_of_wrong_options_name_nothing() -> None:
    note = only("prompt,wrong,distractor,right\nWhich letter?,B,C,A\n")
    assert (note.kind, note.answer, note.wrong) == ("choice", "A", ("B", "C"))


def test_a_column_without_a_name_is_told_if_anything_stands_in_it() -> None:
    assert gathered("front,back,,\nq,a,more,\n").said == ("column 3, which has no name",)


def test_options_beside_a_text_with_gaps_are_told() -> None:
    assert only("text,wrong,distractor\nIt is {{c1::so}}.,no,never\n").lost == (
        "the options no, never: a text with gaps has none",
    )


def test_quotes_that_are_signs_of_the_text_stay() -> None:
    assert pairs('front\tback\n"this" and "that"\t"x" is\n5" disk\tsay "no"\n') == [
        ('"this" and "that"', '"x" is'), ('5" disk', 'say "no"'),
    ]  # fmt: skip


@pytest.mark.parametrize("lost", ['"q1,a1\nq2,a2\nq3,"a3"\n', 'q1,"a1\nq2,a2\nq3,"a3"\n'])
def test_a_quote_that_takes_the_rows_below_it_is_refused_with_its_line(lost: str) -> None:
    with pytest.raises(CardgradError, match=r"^cards.csv:3: .* closed within line 5"):
        gathered(f"front,back\nq0,a0\n{lost}q4,a4\n")


def test_a_cell_whose_lines_look_like_rows_is_told() -> None:
    found = gathered('front\tback\n"q1\ta1\nq2\ta2"\nq3\ta3\nq4\t"two\nlines"\n', "cards.tsv")
    assert [line for line in found.said if "looks like a row" in line] == [
        "line 2: the lines of a cell, each of which looks like a row: is its quote closed?"
    ]


def test_quotes_hold_commas_line_ends_and_quotes() -> None:
    assert pairs('front,back\n"a, ""b""","one\ntwo"\n') == [('a, "b"', "one\ntwo")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_usual_encodings_are_read(encoding: str) -> None:
    text = "front,back\r\nÉlan,größer\r\n".encode(encoding)
    assert pairs(text) == [("Élan", "größer")]
    assert ("Windows-1252" in "".join(gathered(text).said)) == (encoding == "cp1252")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"f\0r\0o\0n\0t\0,\0b\0\n\0", "UTF-16 without its mark"),
        (b"\xff\xfef\0r", ""),
        (b"\xff\xfef\0r\0o", "no whole UTF-16 text"),
        (bytes(range(256)), "is no text"),
        (b"front,back\n\x81\x8d,b\n", "is not in UTF-8 (byte 0x81 in line 2)"),
        (b"", "is empty"),
        (b"%PDF-1.4", "is a PDF"),
        (b'front,back\none,two\nthree,"four\nfive,six\n', "cards.csv:3: a quotation mark is opened here and never"),
        (b"front,back\n", "there is no card in it"),
        (b"just words\n", "is in no format that is known here"),
        (b"<!doctype html><p>x", "is a web page as it is stored"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(data: bytes, told: str) -> None:
    with pytest.raises(CardgradError) as refused:
        gathered(data)
    assert told in str(refused.value)


def test_html_is_cleaned_where_there_is_some() -> None:
    assert pairs("a<br>b,x &lt; y\n<b>c</b>,d\n") == [("a\nb", "x < y"), ("**c**", "d")]
    assert pairs("if a<b,then c>d\n") == [("if a<b", "then c>d")]


def test_html_in_one_cell_says_nothing_of_the_others() -> None:
    notes = gathered('q,a\n<b>x</b> &amp; y,"two\nlines"\n').notes
    assert [(note.question, note.answer) for note in notes][-1] == ("**x** & y", "two\nlines")


def test_what_is_missing_is_unfinished_and_what_is_left_is_told() -> None:
    found = gathered("front,back,colour\none,,red\n,two,\n,,blue\nthree,four,red,more\n")
    assert [note.todo for note in found.notes] == ["the answer is missing", "the question is missing", ""]
    assert found.said == (
        "the column colour", "line 4, which has neither a question nor an answer",
        "line 5: cells beyond the columns: more",
    )  # fmt: skip


def test_a_guard_against_formulas_is_taken_off() -> None:
    assert pairs("front,back\n'=x+y,'-1\n") == [("=x+y", "-1")]


def test_gaps_in_a_cell_make_a_cloze() -> None:
    note = only("front,back\nthe {{c1::sum::h}},because\n")
    assert (note.kind, note.question, note.hint, note.why) == ("cloze", "the {{c1: sum}}", "h", "because")


ANKI = (
    "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n"
    "g1\tBasic\tML::Deep\ta<br>b\tc &lt; d\tx y::z\n"
    'g2\tBasic (and reversed card)\tML\t"q ""r"""\ts\t\n'
    "g3\tBasic (type in the answer)\tML\tn\tm\t\n"
)


def test_ankis_text_export_says_what_its_columns_are() -> None:
    found = gathered(ANKI, "notes.txt")
    first, second, third = found.notes
    assert (first.key, first.question, first.answer) == ("anki/g1", "a\nb", "c < d")
    assert first.tags == ("x", "y::z", "ML::Deep")
    assert (second.question, second.reverse, third.kind) == ('q "r"', True, "type")


@pytest.mark.parametrize(
    ("headers", "row"),
    [
        ("#separator:Comma\n#tags column:3", "a,b,t"),
        ("#separator:;\n#tags:t", "a;b"),
        ("#separator:pipe\n#columns:Back|Front|Tags", "b|a|t"),
        ("#html:false\n#tags column:1", "t\ta\tb"),
    ],
)
def test_headers_of_ankis_text_export(headers: str, row: str) -> None:
    (note,) = gathered(f"{headers}\n{row}\n", "notes.txt").notes
    assert (note.question, note.answer, note.tags) == ("a", "b", ("t",))


def test_a_header_that_says_html_is_not_there_is_believed() -> None:
    assert gathered("#separator:tab\n#html:false\na<br>b\tc\n", "n.txt").notes[0].question == "a<br>b"


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("#separator:xyz", "no sign that parts columns"),
        ("#tags column:x", "names no column"),
        (f"#tags column:000003{'0' * 5000}", "names no column"),
    ],
)
def test_headers_that_make_no_sense_are_refused(header: str, told: str) -> None:
    with pytest.raises(CardgradError, match=told):
        gathered(f"{header}\na\tb\n", "n.txt")
