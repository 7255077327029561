"""Examples that an author gives of a drill, with answers worked out by hand: the drill must come to the same ones."""

from collections.abc import Iterator, Mapping
from typing import Any

from quizgen.agreement import all_agree
from quizgen.answers import Unreadable, read_answer
from quizgen.autodiff.array import Array, filled, shape_of
from quizgen.autodiff.number import UndefinedValueError
from quizgen.domain import Domain, DrillError, Extent, Grid, Hidden, Letter, OneHot, Probabilities, Sized
from quizgen.draw import run
from quizgen.drill import Drill
from quizgen.notation.fault import NotationError, did_you_mean
from quizgen.parting import Part
from quizgen.problem import Problem, make_problem
from quizgen.proving import prove
from quizgen.quantity import read_value
from quizgen.run import Run, answers
from quizgen.source import Example
from quizgen.typed_size import size_in
from quizgen.value import write_answers


def example_faults(drill: Drill) -> Iterator[DrillError]:
    """Yield what is wrong with a drill's examples, each at its place."""
    for number, example in enumerate(drill.source.examples):
        field = f"examples.{number}"
        if drill.structures:
            yield DrillError("a family draws its graphs, so that an example cannot tell which is meant", field)
            continue
        try:
            problem = _problem(drill, example, field)
        except UndefinedValueError as fault:
            yield DrillError(f"at these numbers there is no answer: {fault}", field)
            continue
        except DrillError as fault:
            yield DrillError(fault.message, field)
            continue
        read = read_answer(problem, example[2])
        if isinstance(read, Unreadable):
            yield DrillError(f"the answer {example[2]} cannot be read: {read.message}", f"{field}.answer")
        elif not all_agree(problem.answer, read.values, drill.digits):
            found = write_answers(problem.answer)
            yield DrillError(f"the example says {example[2]}, and the answer is {found}", f"{field}.answer")


def _problem(drill: Drill, example: Example, field: str) -> Problem:
    """Return the drill's problem at the example's numbers."""
    given, arriving, _ = example
    wanted = {name: domain for name, domain in drill.domains.items() if not isinstance(domain, Hidden | Letter)}
    for name, _text in given:
        if name not in wanted:
            raise DrillError(f"{name} is none of the givens{did_you_mean(name, wanted)}", field)
    texts = dict(given)
    sizes: dict[str, int] = {}
    values = {name: _given(name, domain, texts, sizes, field) for name, domain in wanted.items()}
    made = run(drill, values, None, sizes)
    if drill.upstream is not None and not drill.upstream_letter:
        made = run(drill, values, _arriving(made, arriving, field), sizes)
    elif arriving is not None:
        raise DrillError("the drill has no upstream gradient that could be given", field)
    made = made._replace(answer=answers(made))
    prove(made)
    return make_problem(drill, 0)._replace(answer=made.answer, upstream=made.upstream, made=made)


def _given(name: str, domain: Domain, texts: Mapping[str, str], sizes: dict[str, int], field: str) -> Any:
    """Return the value of a given, and note the sizes that its letters stand for."""
    if name not in texts:
        raise DrillError(f"the example gives no value for {name}", field)
    if isinstance(domain, Sized):
        said = size_in(Part(texts[name], 0))
        if isinstance(said, Unreadable):
            raise DrillError(f"{name}: {said.message}", field)
        value: Any = filled((said.rows, said.columns), 1)
    else:
        value = _value(name, texts[name], isinstance(domain, Grid | OneHot | Probabilities), field)
    extents = _extents(domain)
    shape = shape_of(value)
    if (shape is None) != (extents is None):
        raise DrillError(f"{name} is {'a number' if extents is None else 'a matrix'} in this drill", field)
    for extent, size in zip(extents or (), shape or (), strict=True):
        if size != (sizes.setdefault(extent, size) if isinstance(extent, str) else extent):
            raise DrillError(f"{name} does not have the size that the drill says", field)
    return value


def _extents(domain: Domain) -> tuple[Extent, Extent] | None:
    if isinstance(domain, OneHot | Probabilities):
        return 1, domain.size
    return domain.extents if isinstance(domain, Grid | Sized) else None


def _value(name: str, text: str, is_array: bool, field: str) -> Any:
    """Return a typed number, or an array, whose outer brackets may be left out."""
    try:
        return read_value(f"[{text}]" if is_array and not text.lstrip().startswith("[") else text)
    except NotationError as fault:
        raise DrillError(f"{name}: {fault.message}", field) from fault


def _arriving(made: Run, text: str | None, field: str) -> Any:
    """Return the upstream gradient of an example, in the shape of the output."""
    if text is None:
        raise DrillError("the example gives no upstream gradient: add upstream", field)
    shape = shape_of(made.values[made.drill.graph.output])
    value = _value("upstream", text, shape is not None, field)
    if isinstance(value, Array) and value.shape == (1, 1) and shape is None:
        return value.flat[0]
    if shape_of(value) != shape:
        wanted = f"a {shape[0]}x{shape[1]} matrix" if shape else "a number"
        raise DrillError(f"the upstream gradient has the shape of the output, {wanted}", field)
    return value
