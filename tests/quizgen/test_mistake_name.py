"""The names of mistakes, from their ids."""

from quizgen.asked_function import FUNCTIONS_ASKED
from quizgen.autodiff.fault import ALL_FAULTS
from quizgen.autodiff.operations import OPERATIONS
from quizgen.mistake_name import mistake_name
from quizgen.wrong_value import WRONG_VALUES


def test_every_mistake_of_the_tables_has_its_name_and_no_two_share_an_id() -> None:
    rules = [(rule.id, rule.name) for operation in OPERATIONS.values() for rule in operation.wrong]
    rules += [(rule.id, rule.name) for function in FUNCTIONS_ASKED.values() for rule in function.wrong]
    rules += [(rule.id, rule.name) for wrong in WRONG_VALUES.values() for rule in wrong]
    rules += [(fault.id, fault.name) for fault in ALL_FAULTS]
    names = dict(rules)
    assert len(names) == len(set(rules))
    for mistake, name in rules:
        assert mistake_name(mistake) == mistake_name(f"{mistake}@q") == name


def test_an_author_s_own_mistake_is_told_by_its_sentence_while_it_is_there() -> None:
    own = ["Forgot the half.", "Forgot the minus."]
    assert [mistake_name(f"own-{number}", own) for number in range(4)] == [None, *own, None]
    assert mistake_name("own-x", own) is None


def test_a_mistake_that_is_in_no_table_any_more_has_no_name() -> None:
    assert mistake_name("retired-rule") is None
