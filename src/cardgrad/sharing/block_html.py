"""What a learner's screen shows, as HTML elements."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from cardgrad.quizzes.printing.html import written
from cardgrad.quizzes.printing.pieces import pieces
from cardgrad.study.view import Block

_LISTED = ("option", "step")  # roles whose blocks are one list


def blocks_html(blocks: Iterable[Block], picture: str = "") -> str:
    """Return blocks as elements of the class of their role, and the card's picture where its name would stand."""
    groups = [(role, list(group)) for role, group in groupby(blocks, key=lambda block: block.role)]
    return "".join(_group(role, group, picture) for role, group in groups)


def text_html(text: str, role: str) -> str:
    """Return deck text in an element of this class."""
    inside = f"<p>{written(pieces(text))}</p>".replace("<p></p>", "")
    return f'<div class="{role}">{inside}</div>'


def folded_html(summary: str, inside: str) -> str:
    """Return an element that shows what it holds when it is asked to."""
    return f"<details><summary>{escape(summary)}</summary>\n{inside}</details>\n"


def _group(role: str, blocks: Sequence[Block], picture: str) -> str:
    if role == "image":
        return picture
    return _list(blocks) if role in _LISTED else "".join(map(_block, blocks))


def _block(block: Block) -> str:
    mark = f"**{block.mark}**  " if block.mark else ""
    return text_html(mark + block.text, block.role)


def _list(blocks: Sequence[Block]) -> str:
    """Return options or steps with the signs before them."""
    items = "".join(
        f"<li><b>{escape(block.mark)}</b> <span>{written(pieces(block.text))}</span></li>" for block in blocks
    )
    return f'<ul class="choices">{items}</ul>'
