"""What an author may write for a drill: all of it text, which quizgen reads."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from cardgrad.decks.entry import Entry, Model, Remark, Text, Words, as_items
from quizgen.source import DomainText, DrillSource

Domain = Text | list[Text]
MOST = 24  # of anything that each problem is worked out for again

Ask = Annotated[list[Text | dict[str, Text]], BeforeValidator(as_items)]
Some = Annotated[Words, Field(max_length=MOST)]
Formulas = Text | Annotated[list[Text], Field(min_length=1)]


class MistakeEntry(Model):
    """A mistake of the author's own."""

    answer: Formulas = Field(
        description="The wrong answer as a formula over givens, nodes and derivatives, `y - y_hat`. "
        "Where several things are asked, one for each, as a list or with | between."
    )
    why: Text = Field(
        description="The sentence that whoever gives this answer reads: what is right, rather than what went wrong."
    )


class ExampleEntry(Model):
    """An example of the author's own, which a check works out."""

    given: dict[str, Text] = Field(
        default_factory=dict, description="A value for each given: `{x: 3, y: -4}`, a matrix as `1 2; 3 4`."
    )
    upstream: Text | None = Field(None, description="The gradient that arrives, where the drill has an upstream.")
    answer: Formulas = Field(
        description="The right answer, as a learner would type it; of several things a list, or with | between."
    )


class DrillEntry(Entry):
    """A template from which fresh problems are made."""

    graph: Text | None = None
    family: Text | None = None
    given: dict[str, Domain] = Field(default_factory=dict, max_length=MOST)
    ask: Ask = Field(
        default_factory=list,
        max_length=MOST,
        description="What is asked; the gradients that a family asks for by itself when missing.",
    )
    upstream: Domain | None = Field(
        None,
        description="The gradient that arrives at the output, a domain like those of givens: `int -5..5 except 0`. "
        "`d/dx` is then of a loss further on, and this gradient comes in.",
    )
    let: dict[str, Text] = Field(
        default_factory=dict,
        max_length=MOST,
        description="Numbers computed from those drawn, for the question or the answer: `{m: 2*n}`.",
    )
    unless: Some = Field(
        default_factory=list,
        description="Relations between givens and nodes that no problem may have: `[x = y, u > 7]`. What hides a rule, "
        "such as a factor of 1, is refused without being asked.",
    )
    prompt: Remark = Field(
        None,
        description="The question, with `{name}` where the value of a given stands, and `{upstream}`; one is made from "
        "the graph when missing.",
    )
    show: Words | None = Field(
        None,
        description="What the question shows beside the givens: `graph` (its formulas), `drawing` (the graph "
        "with its givens), names of nodes (their values). `[graph]` when missing.",
    )
    digits: int = Field(
        3,
        ge=1,
        le=12,
        description="The significant digits wanted of an answer that does not end; fractions are always right.",
    )
    unit: Remark = Field(None, description="What the answer is counted in, said at the end of the question.")
    seconds: int | None = Field(
        None, ge=1, le=3600, description="The most seconds of an answer that are counted as thinking; 180 when missing."
    )
    targets: Words = Field(
        default_factory=list,
        description="The mistakes that every problem tells from the right answer, by their ids; when missing, as many "
        "of all that apply as go together. `deck check --verbose` names them.",
    )
    mistakes: Annotated[list[MistakeEntry], BeforeValidator(as_items)] = Field(
        default_factory=list,
        max_length=MOST,
        description="Mistakes that the program does not know: `{answer: y - y_hat, why: The prediction comes first.}`",
    )
    examples: Annotated[list[ExampleEntry], BeforeValidator(as_items)] = Field(
        default_factory=list,
        max_length=MOST,
        description="Answers worked out by hand, by which `deck check` tests the drill: "
        "`{given: {x: 3, y: -4}, upstream: 2, answer: [-8, 6]}`",
    )
    proof: Literal["arithmetic"] | None = Field(
        None,
        description="`arithmetic` says that an answer is only counted, so that nothing but counting again proves it.",
    )


class GraphEntry(DrillEntry):
    """A drill with a computation graph of its own."""

    graph: Text = Field(
        description="The computation: a line `name = expression` for each node, the output last. `+ - * / ^`, `@` for "
        "the matrix product, `.*` entry by entry, functions such as `relu(z)`."
    )
    given: dict[str, Domain] = Field(
        min_length=1,
        max_length=MOST,
        description="The values that each input may have: `{x: int -9..9, W: 2x3 of int -2..2}`. A given may be an "
        "inner node: its value is then pinned, and what lies behind it needs none.",
    )
    ask: Ask = Field(
        min_length=1,
        max_length=MOST,
        description="What is asked: nodes (`q`), derivatives (`df/dx`; `d/dx` is of the output, with the upstream "
        "gradient), `step(w, lr)`, `shape(d/dW)` and others, formulas over them; each perhaps after a label: "
        "`new w: step(w, lr)`.",
    )


class FamilyEntry(DrillEntry):
    """A drill whose graphs are made by a family; `graph` and `given` beside it are refused with a reason."""

    family: Text = Field(description="The name of the family that makes the graphs, such as `random-graph`.")
    parameters: dict[str, Formulas] = Field(
        default_factory=dict,
        alias="with",
        description="What the family is told: `{gates: 3}`; what is not said has its default.",
    )


def drill_source(entry: DrillEntry) -> DrillSource:
    """Return what quizgen reads a drill from."""
    asked: list[tuple[str | None, str]] = []
    for item in entry.ask:
        asked += [_labelled(item)] if isinstance(item, str) else list(item.items())
    parameters = entry.parameters if isinstance(entry, FamilyEntry) else {}
    source = DrillSource(
        graph=entry.graph or "",
        given=tuple((name, _domain(domain)) for name, domain in entry.given.items()),
        ask=tuple(asked),
        upstream=None if entry.upstream is None else _domain(entry.upstream),
        prompt=entry.prompt,
        hint=entry.hint,
        digits=entry.digits,
        unless=tuple(entry.unless),
        let=tuple(entry.let.items()),
        targets=tuple(entry.targets),
        mistakes=tuple((_joined(mistake.answer, " | "), mistake.why) for mistake in entry.mistakes),
        examples=tuple(
            (tuple(example.given.items()), example.upstream, _joined(example.answer, " | "))
            for example in entry.examples
        ),
        seconds=entry.seconds,
        unit=entry.unit,
        proof=entry.proof or "",
        family=entry.family,
        parameters=tuple((name, _joined(value, " ")) for name, value in parameters.items()),
    )
    return source if entry.show is None else source._replace(show=tuple(entry.show))


def _labelled(item: str) -> tuple[str | None, str]:
    """Return the label and the formula of what is asked; between quotes `new w: step(w, lr)` is one text."""
    label, colon, formula = item.partition(": ")
    return (label.strip(), formula.strip()) if colon else (None, item)


def _domain(value: str | list[str]) -> DomainText:
    return value if isinstance(value, str) else tuple(value)


def _joined(value: str | list[str], sign: str) -> str:
    return value if isinstance(value, str) else sign.join(value)
