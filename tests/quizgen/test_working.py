from collections.abc import Mapping
from fractions import Fraction

from quizgen.autodiff.operations import OPERATIONS
from quizgen.autodiff.sweep import FAULTS
from quizgen.drill import Drill, DrillSource, read_drill
from quizgen.notation.parser import read_math
from quizgen.notation.spans import spans
from quizgen.notation.tree import Name, Number, Operation, Relation, Tree
from quizgen.numeric import number_of
from quizgen.problem import Problem, make_problem
from quizgen.working import hints, working


def fixed(graph: str, *asked: str, upstream: str | None = None, **given: str) -> Problem:
    source = DrillSource(graph, tuple(given.items()), tuple((None, ask) for ask in asked), upstream, hint="Look twice.")
    return make_problem(read_drill("deck/card", source), 1)


LECTURE = fixed("q = x + y; f = q * z", "df/dx", "df/dz", x="-2", y="5", z="-4")


def test_the_working_of_the_graph_every_course_draws() -> None:
    assert working(LECTURE) == (
        "Forward: $q = 3$.",
        "$df/dq = z = -4$",
        "$df/dz = q = 3$",
        "$df/dx = df/dq * 1 = -4 * 1 = -4$",
    )


def test_the_whole_working_spells_out_values_and_rules() -> None:
    assert working(LECTURE, whole=True) == (
        "$q = x + y = -2 + 5 = 3$",
        "$f = q * z = 3 * (-4) = -12$",
        "A product switches: each input gets the upstream gradient times the other input.",
        "$df/dq = z = -4$",
        "$df/dz = q = 3$",
        "A sum hands its upstream gradient on to both inputs as it is.",
        "$df/dx = df/dq * 1 = -4 * 1 = -4$",
    )


def test_an_upstream_gradient_is_the_first_factor() -> None:
    problem = fixed("f = x * y", "d/dx", "d/dy", upstream="2", x="3", y="-4")
    assert working(problem) == ("$dL/dx = dL/df * y = 2 * (-4) = -8$", "$dL/dy = dL/df * x = 2 * 3 = 6$")


def test_gradients_that_meet_are_added_before_your_eyes() -> None:
    problem = fixed("a = x*y; f = a*x + a", "df/dx", x="3", y="-2")
    assert working(problem) == (
        "Forward: $a = -6$.",
        "$df/d(a * x) = 1$",
        "Through $f$: $1$",
        "Through $a * x$: $df/d(a * x) * x = 1 * 3 = 3$",
        "$df/da = 1 + 3 = 4$, the sum over its 2 uses",
        "Through $a * x$: $df/d(a * x) * a = 1 * (-6) = -6$",
        "Through $a$: $df/da * y = 4 * (-2) = -8$",
        "$df/dx = -6 + (-8) = -14$, the sum over its 2 uses",
    )


def test_hints_go_from_the_authors_words_to_the_first_step() -> None:
    assert hints(LECTURE) == (
        "Look twice.",
        "A product switches: each input gets the upstream gradient times the other input.",
        "$df/dq = z = -4$",
    )


def test_a_value_is_worked_out_forward() -> None:
    problem = fixed("q = x + y; f = q * z", "f", x="-2", y="5", z="-4")
    assert working(problem) == ("$q = x + y = -2 + 5 = 3$", "$f = q * z = 3 * (-4) = -12$")
    assert hints(problem) == ("Look twice.", "$q = x + y = -2 + 5 = 3$")


def side_value(side: Tree, known: Mapping[Tree, Fraction]) -> Fraction:
    """Return the value of a side of an equation, with the gradients as letters."""
    if side in known:
        return known[side]
    if isinstance(side, Operation) and side.symbol != "derivative":
        parts = tuple(Number(side_value(part, known)) for part in side.operands)
        return Fraction(number_of(Operation(side.symbol, parts), {}))
    assert isinstance(side, Number), side
    return Fraction(side.value)


def test_every_equation_of_a_working_is_true(drill: Drill) -> None:
    for seed in range(20):
        problem = make_problem(drill, seed)
        made = problem.made
        known: dict[Tree, Fraction] = {
            Name(name): Fraction(made.values[place]) for name, place in drill.graph.names.items()
        }
        if drill.source.upstream is not None:
            known[read_math(f"d{drill.loss}/d{drill.output}")] = Fraction(made.upstream)
        asked = {}
        for line in working(problem, whole=True):
            for span in spans(line):
                tree = read_math(span.text) if span.kind == "math" else None
                if not isinstance(tree, Relation):
                    continue
                last = side_value(tree.sides[-1], known)
                known.setdefault(tree.sides[0], last)
                assert all(side_value(side, known) == last for side in tree.sides), line
                asked[tree.sides[0]] = last
        for label, key in zip(problem.asked, problem.answer, strict=True):
            assert asked[read_math(label)] == key


def test_every_sentence_of_the_table_is_deck_text_that_ends_with_a_period() -> None:
    sentences = [row.rule for row in OPERATIONS.values()]
    sentences += [rule.message for row in OPERATIONS.values() for rule in row.wrong]
    sentences += [fault.message for fault in FAULTS]
    for sentence in sentences:
        assert sentence.endswith(".")
        for span in spans(sentence):
            if span.kind == "math":
                read_math(span.text)
