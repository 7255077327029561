"""What an author may write: one model for each kind of flashcard, and one for the deck around them.

Imported only when a file has changed: pydantic is slow to import. The descriptions are the reference for authors. All
values arrive as text, since YAML's own guesses (`no`, `12:30`, `0.1`) are switched off; the models convert.
"""

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from cardgrad.decks.rule import Rule


def as_list(value: Any) -> Any:
    """Let a lone word stand where a list is wanted."""
    return [value] if isinstance(value, str) else value


def as_items(value: Any) -> Any:
    """Let a lone formula, or lone keys with values, stand where a list is wanted."""
    return [value] if isinstance(value, str | dict) else value


def absent(value: Any) -> Any:
    """Read an optional key with nothing after it as one that is not there."""
    return None if value == "" else value


ID_PATTERN = r"^[a-z0-9][a-z0-9-]*$"
Id = Annotated[str, Field(pattern=ID_PATTERN)]
Text = Annotated[str, Field(min_length=1)]
Remark = Annotated[str | None, BeforeValidator(absent)]
Words = Annotated[list[Text], BeforeValidator(as_list)]
Claims = Annotated[list[Text | dict[str, Text]], BeforeValidator(as_items)]  # `X: N x D` is a mapping to YAML
TAG_PATTERN = r"^\S+$"
Tag = Annotated[str, Field(pattern=TAG_PATTERN)]


Rules = Annotated[list[Rule], BeforeValidator(as_list)]


class Model(BaseModel):
    """Every key is known, and texts lose the space around them."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", str_strip_whitespace=True)


class ImageEntry(Model):
    """A picture with words for those who do not see it."""

    file: Text = Field(description="The picture's path from the deck's folder: png, jpg, gif, svg or webp.")
    alt: Remark = Field(None, description="What the picture shows, in a few words.")


def _as_image(value: Any) -> Any:
    """Let a path alone stand for a picture."""
    return {"file": value} if isinstance(value, str) and value else absent(value)


class DeckHead(Model):
    """The keys of a deck file beside its cards."""

    deck: Id = Field(
        description="The deck's id, of a-z, 0-9 and hyphens. With a card's id it names the card for good, "
        "`gates/mul-swap`, so it stays when the title or the file's name changes."
    )
    title: Text | None = Field(None, description="The deck's name as people read it; made from the id when missing.")
    order: int | None = Field(
        None, description="The deck's place among the decks that ship, a whole number; your own follow them by title."
    )
    source: Remark = Field(None, description="Where the cards come from: for all cards that do not say it themselves.")
    notes: Remark = Field(
        None, description="Study notes in Markdown, mathematics between dollars; `n` shows them in a session."
    )
    allow: Rules = Field(
        default_factory=list,
        description="Rules of style, by the names behind their warnings, that no card of this deck has to keep.",
    )
    cards: list[Any] = Field(
        min_length=1,
        description="The entries, in the order in which they are learned; each is one card, or several siblings.",
    )


class Imported(Model):
    """What an import leaves on an entry, so that the next one knows it again."""

    key: Text = Field(description="What the entry is in the file it came from.")
    hash: Text = Field(description="A fingerprint of the entry as it was written; another one means it was edited.")


class Entry(Model):
    """The keys that an entry of any kind may have."""

    id: Id | None = Field(
        None,
        description="Names the card for good, of a-z, 0-9 and hyphens; unique in its deck. Its history hangs on "
        "it, so it stays whatever else of the card changes.",
    )
    hint: Remark = Field(
        None, description="Shown before the answer when the learner asks for it; the answer then counts as hard."
    )
    source: Remark = Field(None, description="Where the card comes from, such as a book's page.")
    tags: Annotated[list[Tag], BeforeValidator(as_list)] = Field(
        default_factory=list,
        description="Words to choose cards by, as in `study --tag chain-rule`; each without a space.",
    )
    needs: Words = Field(
        default_factory=list,
        description="Ids of cards that should be known before: `sum-rule` of this deck, `gates/sum-rule` of another.",
    )
    was: Words = Field(
        default_factory=list,
        description="Ids that this entry had before, so that its history follows; `old/sum-rule` from another deck.",
    )
    why: Remark = Field(None, description="An explanation, shown after the answer.")
    image: Annotated[ImageEntry | None, BeforeValidator(_as_image, json_schema_input_type=str | ImageEntry | None)] = (
        Field(
            None,
            description="A picture beside the question: its path from the deck's folder, perhaps with words, "
            "`{file: slope.png, alt: a tangent}`.",
        )
    )
    corrected: Words = Field(
        default_factory=list,
        description="A day, then what was wrong: `2026-11-20 the minus sign was missing`. Who answered before it sees "
        "the card in the next session, with these words.",
    )
    todo: Remark = Field(
        None,
        description="What is still to do: the entry is not studied yet, and may lack its answer; a check lists it.",
    )
    imported: Imported | None = Field(None, description="Written by an import: leave it, and the next one updates.")
    claims: Claims = Field(
        default_factory=list,
        description="What the entry says in words, as equations that a check proves; sizes as X: N x D. Never shown.",
    )
    allow: Rules = Field(
        default_factory=list,
        description="Warnings that are meant, by the names behind them: `[long-answer]`. One that nothing breaks is an "
        "error.",
    )


class FrontEntry(Entry):
    """A question and its answer, graded by the learner."""

    front: Text = Field(description="The question; its answer is `back`.")
    back: Text = Field(description="The answer, which the learner compares with their own.")
    reverse: bool = Field(
        False, description="`true` makes a second card, ID/reverse, that shows the answer and asks for the question."
    )


class ClozeEntry(Entry):
    """A text with gaps."""

    cloze: Text = Field(
        description="A text with gaps, between quotes: `{{name: text}}`, each name a card ID/name of its own; all gaps "
        "`{{text}}` without a name are one card together.",
        json_schema_extra={
            "pattern": r"\{\{[\s\S]*?\S[\s\S]*?\}\}",
            "patternErrorMessage": "There is no gap: write what is asked for between {{ and }}.",
        },
    )


class ChoiceOptions(Model):
    """The options of a choice."""

    right: Text = Field(description="The right option; the options are shown in a new order each time.")
    wrong: Annotated[list[Text], BeforeValidator(as_list)] = Field(
        min_length=1, max_length=8, description="The wrong options, one to eight, since a single key chooses."
    )


class ChoiceEntry(Entry):
    """One right option among wrong ones."""

    prompt: Text = Field(description="The question.")
    choice: ChoiceOptions = Field(description="The options: `right`, and the list `wrong`.")


class StepsEntry(Entry):
    """Steps to be put in order."""

    prompt: Text = Field(description="The question.")
    steps: list[Text] = Field(
        min_length=2,
        max_length=12,
        description="Two to twelve steps in their right order; they are shown in another one.",
    )


class TypeEntry(Entry):
    """A short typed answer."""

    prompt: Text = Field(description="The question.")
    type: Words = Field(
        min_length=1, description="The accepted answers, words or formulas; the first is the one shown."
    )
