"""`cardgrad quiz show`: one form as it was printed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from cardgrad.cli.options import AsJson
from cardgrad.cli.output import print_json
from cardgrad.cli.screen import Screen
from cardgrad.errors import UsageError
from cardgrad.files import require_place, write_files
from cardgrad.quizzes.feedback import key_text
from cardgrad.quizzes.naming import LETTERS
from cardgrad.quizzes.printing.labels import how_many, how_to_answer
from cardgrad.quizzes.printing.words import Words, words_of
from cardgrad.quizzes.record import Form, Question, Record
from cardgrad.quizzes.record_file import ENDING, read_record
from cardgrad.quizzes.seating import Seating
from cardgrad.study.view import Block


def show(
    form_id: Annotated[str, typer.Argument(metavar="FORM-ID", help="A form: its letter, or the id in its footer.")],
    quiz: Annotated[
        Path | None, typer.Argument(metavar="[QUIZ]", help="A quiz, by any of its files; else the one in this folder.")
    ] = None,
    key: Annotated[bool, typer.Option("--key", help="With keys and working.")] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write it as .pdf, .html, .md or .tex.")
    ] = None,
    font: Annotated[list[Path] | None, typer.Option(metavar="FILE", help="A font for signs that no other has.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show a form from the record: its questions, and with --key all that is known of them."""
    record, form = _found(form_id, quiz)
    if output is not None:
        require_place([output], force=force)
        from cardgrad.quizzes.written_out import written_out

        write_files({output: written_out(record, [form], output, font or (), key=key)}, force=force)
        Screen().say(f"Wrote {output}.")
    elif as_json:
        print_json(_document(form, key=key))
    else:
        screen = Screen()
        whose = "".join(f", {value}" for name, value in form.student if name == "name")
        screen.say(f"{record.heading.title}, form {form.id}-{form.check}{whose}", "bold")
        for block in _blocks(record, form, key=key):
            screen.block(block)


def _found(text: str, quiz: Path | None) -> tuple[Record, Form]:
    """Return the form of this id: of the quiz named, or of the one quiz in this folder that has such a form."""
    paths = [quiz] if quiz else sorted(Path().glob(f"*{ENDING}"))
    if not paths:
        raise UsageError("there is no quiz in this folder: name it after the form, as in `quiz show B quiz.pdf`.")
    found = []
    for path in paths:
        record, _ = read_record(path)
        form = Seating(record).form(text)
        if form is not None:
            found.append((path, record, form))
    if len(found) == 1:
        return found[0][1:]
    if found:
        names = ", ".join(path.name.removesuffix(ENDING) for path, *_ in found)
        raise UsageError(f"{text} is a form of {names}: name the quiz after it, or write the check character too.")
    if len(paths) == 1:
        record, _ = read_record(paths[0])
        ids = [f"{form.id}-{form.check}" for form in record.forms]
        known = ", ".join(ids if len(ids) <= 8 else [*ids[:3], "...", ids[-1]])
        raise UsageError(f"{record.name} has no form {text}: it has {known}.")
    raise UsageError(f"no quiz in this folder has a form {text}: name the quiz after it.")


def _blocks(record: Record, form: Form, *, key: bool) -> Iterator[Block]:
    """Yield what stands on the sheet, and with the key what stands there."""
    words, above = words_of(record.heading.language), dict(record.heading.sections)
    section = ""
    for question in form.questions:
        if question.section != section:
            section = question.section
            yield Block("label", section)
            yield from [Block("plain", above[section])] if above.get(section) else []
        yield Block("question", question.prompt, f"{question.number}.")
        yield from [Block("image", f"image: {question.picture.file}")] if question.picture else []
        for letter, text in zip(LETTERS, [one.text for one in question.options] or question.steps, strict=False):
            yield Block("option", text, letter)
        yield from _how(question, words)
        if key:
            yield Block("answer", key_text(question))
            yield from (Block("working", line) for line in question.working)
            yield from [Block("why", question.explanation)] if question.explanation else []


def _how(question: Question, words: Words) -> Iterator[Block]:
    """Yield how boxes are to be filled, and what they are worth."""
    several = len(question.parts) > 1
    for parts, worth in how_to_answer(question, words) or [([], "")]:
        boxes = ", ".join(f"{tag} {part.label}" for tag, part in parts) if several else ""
        said = (boxes, parts[0][1].how if parts else "", worth or how_many(question.points, words))
        yield Block("working", " · ".join(filter(None, said)))


def _document(form: Form, *, key: bool) -> dict[str, object]:
    return {
        "form": form.id,
        "check": form.check,
        "student": dict(form.student),
        "questions": [
            {
                "item": one.item,
                "number": one.number,
                "section": one.section,
                "kind": one.kind,
                "points": one.points,
                "prompt": one.prompt,
                "image": one.picture.file if one.picture else None,
                "options": [option.text for option in one.options],
                "steps": list(one.steps),
                "parts": [{"name": part.name, "label": part.label, "kind": part.kind, "how": part.how}
                          | ({"key": part.key, "accepted": list(part.accepted)} if key else {}) for part in one.parts],
                **({"card": one.card, "reference": one.reference, "given": dict(one.given),
                    "working": list(one.working)} if key else {}),
            }
            for one in form.questions
        ],
    }  # fmt: skip
