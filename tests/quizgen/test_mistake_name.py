"""The names of mistakes, from their ids."""

from quizgen.autodiff.fault import ALL_FAULTS
from quizgen.autodiff.operations import OPERATIONS
from quizgen.mistake_name import mistake_name


def test_every_mistake_of_the_tables_has_its_name() -> None:
    wrong = {rule.id: rule.name for operation in OPERATIONS.values() for rule in operation.wrong}
    faults = {fault.id: fault.name for fault in ALL_FAULTS}
    for mistake, name in (wrong | faults).items():
        assert mistake_name(mistake) == mistake_name(f"{mistake}@q") == name


def test_an_author_s_own_mistake_is_told_by_the_words_of_its_id() -> None:
    assert mistake_name("forgot-the-half") == "forgot the half"
