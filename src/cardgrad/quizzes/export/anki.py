"""An Anki package: a note for each card of the quiz, and for each different problem of its drills.

A note's id follows from its card, or from its problem's reference, so that a later import updates it. Anki takes the
newer of two notes; `made` says when this one was.
"""

from html import escape
from typing import TYPE_CHECKING

from cardgrad.decks.importing.exported import TAG, kind_tag
from cardgrad.quizzes.export.anki_package import STYLE, inert, packed_package, tag
from cardgrad.quizzes.export.asking import explained, key_of, listed, picture_of, prompt_of, usual_mistakes
from cardgrad.quizzes.export.exported import Exported, Remarks
from cardgrad.quizzes.export.markup import LATEX, html, paragraph
from cardgrad.quizzes.export.variant import items_of
from cardgrad.quizzes.record import Question, Record
from quizgen.notation.visible import visible

if TYPE_CHECKING:
    from genanki import Model, Note

# Whoever changes one of these gives every learner a second deck, or a second kind of note.
MODEL_ID, DECK_ID = 1_746_212_893, 1_746_212_894


def anki(record: Record, made: int) -> Exported:
    """Return a quiz as an Anki package; `made` is in seconds since 1970."""
    import genanki  # 40 ms, for this alone

    model = genanki.Model(
        MODEL_ID, "cardgrad",
        fields=[{"name": "Front"}, {"name": "Back"}, {"name": "Reference"}],
        templates=[{
            "name": "Card",
            "qfmt": "{{Front}}",
            "afmt": '{{FrontSide}}<hr id="answer">{{Back}}<p class="reference">{{Reference}}</p>',
        }],
        css=STYLE,
    )  # fmt: skip
    deck = genanki.Deck(DECK_ID, "cardgrad")
    remarks, media, known = Remarks(), dict[str, bytes](), dict[str, tuple[str, str]]()
    for item in items_of(record):
        for variant in item.variants:
            question = variant.question
            name = question.reference or question.card
            if name in known:
                if known[name] != (question.prompt, key_of(question, LATEX)):
                    remarks.say(question.item, f"{name} is in the package as another item asks it: once is enough.")
                continue
            known[name] = question.prompt, key_of(question, LATEX)
            remarks.say_accepted(question)
            picture = picture_of(question, "cardgrad-" + visible(name).replace("/", "-").replace("@", "-"))
            if picture:
                media[picture.name] = picture.data
            element = picture.element(picture.name) if picture else ""
            deck.add_note(_note(model, record, question, element))
        if any(variant.question.mistakes for variant in item.variants):
            remarks.say(item.name, "Anki judges no answers: the usual mistakes stand on the back of the card.")
    return Exported(packed_package(genanki.Package(deck), media, made), remarks.sentences())


def _note(model: "Model", record: Record, question: Question, picture: str) -> "Note":
    """Return a question as a note."""
    import genanki

    name = question.reference or question.card
    kind = [kind_tag("choice" if question.options else "steps")] if question.options or question.steps else []
    tags = [TAG, *kind, f"cardgrad::{tag(question.card)}", f"quiz::{tag(record.name)}"]
    back = key_of(question, LATEX) + explained(question, LATEX) + usual_mistakes(question, LATEX)
    fields = [_front(question, picture), back, escape(visible(name))]
    return genanki.Note(model, list(map(inert, fields)), guid=genanki.guid_for("cardgrad", name), tags=tags)


def _front(question: Question, picture: str) -> str:
    """Return all that is asked."""
    choices = [html(option.text, LATEX) for option in question.options]
    shown = f'<ol type="a">{"".join(f"<li>{choice}</li>" for choice in choices)}</ol>' if choices else ""
    steps = listed(question.steps, LATEX) if question.steps else ""
    hows = dict.fromkeys(part.how for part in question.parts)
    return prompt_of(question, LATEX, picture) + shown + steps + "".join(paragraph(how, LATEX) for how in hows)
