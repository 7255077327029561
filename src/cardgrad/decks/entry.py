"""What an author may write: one model for each kind of flashcard, and one for the deck around them.

Imported only when a file has changed: pydantic is slow to import. The descriptions are the reference for authors. All
values arrive as text, since YAML's own guesses (`no`, `12:30`, `0.1`) are switched off; the models convert.
"""

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def as_list(value: Any) -> Any:
    """Let a lone word stand where a list is wanted."""
    return [value] if isinstance(value, str) else value


def as_items(value: Any) -> Any:
    """Let a lone formula, or lone keys with values, stand where a list is wanted."""
    return [value] if isinstance(value, str | dict) else value


def _absent(value: Any) -> Any:
    """Read an optional key with nothing after it as one that is not there."""
    return None if value == "" else value


ID_PATTERN = r"^[a-z0-9][a-z0-9-]*$"
Id = Annotated[str, Field(pattern=ID_PATTERN)]
Text = Annotated[str, Field(min_length=1)]
Remark = Annotated[str | None, BeforeValidator(_absent)]
Words = Annotated[list[Text], BeforeValidator(as_list)]
Claims = Annotated[list[Text | dict[str, Text]], BeforeValidator(as_items)]  # `X: N x D` is a mapping to YAML
Tag = Annotated[str, Field(pattern=r"^\S+$")]


class Model(BaseModel):
    """Every key is known, and texts lose the space around them."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", str_strip_whitespace=True)


class DeckHead(Model):
    """The keys of a deck file beside its cards."""

    deck: Id = Field(description="The deck's id: with a card's id it names the card for good.")
    title: Text | None = Field(None, description="The deck's name as people read it.")
    order: int | None = Field(None, description="The deck's place in the list of decks.")
    source: Remark = Field(None, description="Where the cards come from, for those that do not say it themselves.")
    notes: Remark = Field(None, description="Study notes in Markdown.")
    cards: list[Any] = Field(min_length=1, description="The entries, each one card or several siblings.")


class Entry(Model):
    """The keys that an entry of any kind may have."""

    id: Id | None = Field(None, description="Names the card for good; unique in its deck.")
    hint: Remark = Field(None, description="Shown before the answer, when the learner asks for it.")
    source: Remark = Field(None, description="Where the card comes from.")
    tags: Annotated[list[Tag], BeforeValidator(as_list)] = Field(
        default_factory=list, description="Words to choose cards by."
    )
    needs: Words = Field(default_factory=list, description="Ids of the cards that should be known before.")
    was: Words = Field(default_factory=list, description="Ids that this entry had before; its history moves along.")
    why: Remark = Field(None, description="An explanation, shown after the answer.")
    claims: Claims = Field(
        default_factory=list,
        description="What the entry says in words, as equations that a check proves; sizes as X: N x D. Never shown.",
    )


class FrontEntry(Entry):
    """A question and its answer, graded by the learner."""

    front: Text = Field(description="The question.")
    back: Text = Field(description="The answer.")
    reverse: bool = Field(False, description="Whether the answer is asked for by its question, too.")


class ClozeEntry(Entry):
    """A text with gaps."""

    cloze: Text = Field(description="The text, with gaps as {{name: text}} or {{text}}.")


class ChoiceOptions(Model):
    """The options of a choice."""

    right: Text = Field(description="The right option.")
    wrong: Annotated[list[Text], BeforeValidator(as_list)] = Field(
        min_length=1, max_length=8, description="The wrong options, eight at most: a single key chooses."
    )


class ChoiceEntry(Entry):
    """One right option among wrong ones."""

    prompt: Text = Field(description="The question.")
    choice: ChoiceOptions = Field(description="The options.")


class StepsEntry(Entry):
    """Steps to be put in order."""

    prompt: Text = Field(description="The question.")
    steps: list[Text] = Field(
        min_length=2, max_length=12, description="The steps in their right order, twelve at most."
    )


class TypeEntry(Entry):
    """A short typed answer."""

    prompt: Text = Field(description="The question.")
    type: Words = Field(min_length=1, description="The accepted answers; the first is the one shown.")
