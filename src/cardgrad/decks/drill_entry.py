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

    answer: Formulas = Field(description="The wrong answer as a formula; one for each asked thing, | between.")
    why: Text = Field(description="The sentence that helps whoever made it.")


class ExampleEntry(Model):
    """An example of the author's own, which a check works out."""

    given: dict[str, Text] = Field(default_factory=dict, description="A value for each given.")
    upstream: Text | None = Field(None, description="The gradient that arrives.")
    answer: Formulas = Field(description="The right answer, as a learner would type it.")


class DrillEntry(Entry):
    """A template, from which fresh problems are made."""

    graph: Text | None = None
    family: Text | None = None
    given: dict[str, Domain] = Field(default_factory=dict, max_length=MOST)
    ask: Ask = Field(
        default_factory=list, max_length=MOST, description="What is asked; a family asks something by itself."
    )
    upstream: Domain | None = Field(None, description="The numbers the gradient that arrives may be.")
    let: dict[str, Text] = Field(
        default_factory=dict, max_length=MOST, description="Numbers computed from those drawn."
    )
    unless: Some = Field(default_factory=list, description="Relations between givens that no problem may have.")
    prompt: Remark = Field(None, description="The question, with {name} for a given; one is made when it is missing.")
    show: Words | None = Field(None, description="What stands beside the givens: graph, drawing, or nodes.")
    digits: int = Field(3, ge=1, le=12, description="The significant digits wanted of a decimal answer.")
    unit: Remark = Field(None, description="What the answer is counted in.")
    seconds: int | None = Field(None, ge=1, le=3600, description="The time that an answer may take.")
    targets: Words = Field(default_factory=list, description="Mistakes to tell apart; all that apply when missing.")
    mistakes: Annotated[list[MistakeEntry], BeforeValidator(as_items)] = Field(
        default_factory=list, max_length=MOST, description="Mistakes of the author's own."
    )
    examples: Annotated[list[ExampleEntry], BeforeValidator(as_items)] = Field(
        default_factory=list, max_length=MOST, description="Answers at chosen numbers, to check the drill by."
    )
    proof: Literal["arithmetic"] | None = Field(None, description="Said where an answer is counted, not derived.")


class GraphEntry(DrillEntry):
    """A drill with a computation graph of its own."""

    graph: Text = Field(description="The computation, as lines of the form: name = expression.")
    given: dict[str, Domain] = Field(
        min_length=1, max_length=MOST, description="Each given's name and the values it may have."
    )
    ask: Ask = Field(
        min_length=1, max_length=MOST, description="What is asked: values and derivatives, each perhaps after a label."
    )


class FamilyEntry(DrillEntry):
    """A drill whose graphs are made by a family; `graph` and `given` beside it are refused with a reason."""

    family: Text = Field(description="The name of the family.")
    parameters: dict[str, Formulas] = Field(
        default_factory=dict, alias="with", description="What the family is told, such as gates: 3."
    )


def drill_source(entry: DrillEntry) -> DrillSource:
    """Return what quizgen reads a drill from."""
    asked: list[tuple[str | None, str]] = []
    for item in entry.ask:
        asked += [(None, item)] if isinstance(item, str) else list(item.items())
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


def _domain(value: str | list[str]) -> DomainText:
    return value if isinstance(value, str) else tuple(value)


def _joined(value: str | list[str], sign: str) -> str:
    return value if isinstance(value, str) else sign.join(value)
