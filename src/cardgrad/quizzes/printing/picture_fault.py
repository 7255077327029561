"""Which picture Typst could not set: a file can be cut short though its first bytes are sound."""

from collections.abc import Iterator, Sequence
from typing import Any

from cardgrad.errors import CardgradError

_ALONE = b'#set page(width: auto, height: auto)\n#image(bytes(sys.inputs.svg), format: "svg", width: 1cm)'


class PictureError(CardgradError):
    """A picture that is damaged."""


def picture_error(message: str, runs: Sequence[Any]) -> PictureError | None:
    """Return the error that names the picture behind a message of Typst's, or None where it is about something else."""
    if "image" not in message and "SVG" not in message:
        return None
    tried: set[str] = set()
    for number, picture in _pictures(runs):
        if picture["file"] not in tried and (reason := _refused(picture["svg"])):
            return PictureError(
                f"question {number}: the picture {picture['file']} is damaged ({reason}): save it anew, "
                "then make the quiz again."
            )
        tried.add(picture["file"])
    return None


def _pictures(runs: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    for run in runs:
        for form in run.get("forms", ()):
            for question in form["questions"]:
                if question["picture"]:
                    yield question["number"], question["picture"]


def _refused(svg: str) -> str:
    """Return why Typst does not set a picture by itself, or nothing."""
    import typst

    try:
        typst.compile(_ALONE, sys_inputs={"svg": svg})
    except typst.TypstError as error:
        return error.message.partition("(")[2].rstrip(")") or error.message
    return ""
