from pathlib import Path

import pytest

from cardgrad.decks.library import open_library
from cardgrad.decks.place import Places, shipped_folder
from cardgrad.quizzes.blueprint import Blueprint, Pool, Wanted
from cardgrad.quizzes.making import make
from cardgrad.quizzes.rebuilt import RebuildError, bare_problem_of, with_mistakes
from cardgrad.quizzes.record import Heading, Question, dumps, loads
from quizgen.answers import Read, read_answer
from quizgen.judging import judge
from quizgen.value import write_answer

SAMPLE = Path(__file__).parent / "sample.record.json"


def question(item: str) -> Question:
    record = loads(SAMPLE.read_text(encoding="utf-8"))
    return next(one for one in record.forms[0].questions if one.item == item)


@pytest.mark.slow
def test_every_shipped_drill_comes_back_from_the_record_of_a_quiz(tmp_path: Path) -> None:
    library = open_library(Places(shipped_folder(), tmp_path), None)
    drills = [card for card, _, _, kind in library.slots() if kind == "drill"]
    wanted = (Wanted(pick=len(drills), pool=Pool(kinds=("drill",)), kind="numeric"),)
    made = make(Blueprint("all", Heading("All", calculator=True), wanted, "5"), library, processes=1)
    library.close()
    found = loads(dumps(made)).forms[0].questions
    assert len(found) > 50
    for one in found:
        problem = with_mistakes(bare_problem_of(one), one)
        assert [write_answer(value) for value in problem.answer] == [part.key for part in one.parts], one.card
        assert judge(problem, problem.answer).kind == "correct", one.card
        for mistake in one.mistakes:
            read = read_answer(problem, " | ".join(mistake.answer))
            assert not isinstance(read, Read) or judge(problem, read.values).kind != "correct", one.card


def test_a_question_that_is_no_drill_has_no_problem() -> None:
    with pytest.raises(RebuildError, match="q4 is no drill"):
        bare_problem_of(question("q4"))


def test_a_drill_kept_by_the_names_of_its_fields_is_read_too() -> None:
    kept = question("q1")
    fields = {"graph": kept.source[0], "given": kept.source[1], "ask": kept.source[2], "upstream": kept.source[3]}
    assert (
        bare_problem_of(kept._replace(source=fields | {"of a later version": 1})).answer == bare_problem_of(kept).answer
    )


def test_a_problem_that_cannot_be_made_again_is_one_sentence() -> None:
    kept = question("q1")
    for spoilt in (kept._replace(given=()), kept._replace(source=("f = x *", *kept.source[1:])),
                   kept._replace(reference="nonsense")):  # fmt: skip
        with pytest.raises(RebuildError, match="use the version of cardgrad that made the quiz") as caught:
            bare_problem_of(spoilt)
        assert "\n" not in str(caught.value)
