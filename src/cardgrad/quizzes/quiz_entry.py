"""What an instructor may write in a quiz file; imported only when one is read."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from cardgrad.decks.entry import Model, Remark, Text, Words, as_list
from cardgrad.quizzes.printing.words import Language


def _as_written_small(value: Any) -> Any:
    """Let `A4` stand for `a4`."""
    return value.lower() if isinstance(value, str) else value


def _as_varying(value: Any) -> Any:
    """Let `nothing` stand for an empty list, as the option has it."""
    return [] if value == "nothing" else as_list(value)


Varying = Annotated[list[Literal["numbers", "order", "options"]], BeforeValidator(_as_varying)]
Paper = Annotated[Literal["a4", "letter"], BeforeValidator(_as_written_small)]
FixedWords = Annotated[Language, BeforeValidator(_as_written_small)]
Kinds = Annotated[list[Literal["front", "cloze", "choice", "steps", "type", "drill"]], BeforeValidator(as_list)]
Band = Literal["any", "easy", "medium", "hard"]


class QuizHead(Model):
    """The keys of a quiz file beside its questions."""

    title: Text | None = Field(None, description="What the quiz is called on paper.")
    course: str = Field("", description="The course, printed beside the title.")
    date: str = Field("", description="The day of the quiz, printed as it is written here.")
    minutes: int | None = Field(None, ge=1, le=1440, description="The time there is.")
    instructions: str = Field("", description="What students should know; deck text.")
    forms: Text = Field("1", description="How many forms, or `each`: one for each student.")
    seed: Text | None = Field(None, description="Fixes everything that is drawn; keep it to yourself.")
    roster: Text | None = Field(None, description="A CSV file of students, with the columns name and id.")
    spares: int = Field(0, ge=0, le=500, description="Sheets without a name.")
    vary: Varying = Field(["numbers", "order", "options"], description="What forms differ in.")
    calculator: bool = Field(False, description="Whether problems may need a calculator.")
    paper: Paper = Field("a4", description="The size of the paper.")
    columns: int = Field(1, ge=1, le=2, description="How many columns of questions a page has.")
    language: FixedWords = Field("en", description="The language of the fixed words.")
    large: bool = Field(False, description="Whether the print is large.")
    one_sided: bool = Field(False, alias="one-sided", description="Whether sheets are printed on one side only.")
    decks: Words = Field(default_factory=list, description="Ids of decks and paths of files; all decks when missing.")
    redraw: Words = Field(default_factory=list, description="Questions to draw again, as B4.")
    questions: list[Any] = Field(default_factory=list, description="The questions, without sections.")
    sections: list[Any] = Field(default_factory=list, description="Sections, each with questions of its own.")
    marking: Any = Field(None, description="What is decided after the quiz.")


class SectionEntry(Model):
    """A section: questions under a title."""

    title: Text = Field(description="What stands above the questions.")
    instructions: str = Field("", description="What stands below the title; deck text.")
    questions: list[Any] = Field(min_length=1, description="The questions.")


class PoolEntry(Model):
    """What questions are picked from; what is missing asks for nothing."""

    tag: Words = Field(default_factory=list, description="Words of which a card has at least one.")
    deck: Words = Field(default_factory=list, description="Ids of decks.")
    kind: Kinds = Field(default_factory=list, description="Kinds of cards.")


class QuestionEntry(Model):
    """One line of a quiz: a card, or so many picked from a pool."""

    card: Remark = Field(None, description="A card's id, or a beginning of it.")
    pick: int | None = Field(None, ge=1, le=200, description="How many cards to pick.")
    pool: dict[str, Any] | None = Field(None, alias="from", description="What to pick from; all decks when missing.")
    points: Text = Field("1", description="What each is worth: 2, 1.5 or 1/2.")
    kind: Literal["numeric", "choice", "short", "cloze", "steps"] | None = Field(
        None, alias="as", description="How it is printed; as fits the card when missing."
    )
    band: Band = Field("any", description="How hard a drill's problems are.")
    options: int = Field(5, ge=3, le=8, description="How many options a drill has as a choice, at most.")
    space: Text | None = Field(None, description="Space for work, such as 3cm; 0cm for none.")
    vary: Varying | None = Field(None, description="What differs between forms, for this question.")
