"""A picture as SVG: one file that needs no other, with a title and a description in words.

Read in black and white, values are upright above their wires and gradients slanted below; colours only repeat that.
"""

from quizgen.drawing.cells import dots, nets
from quizgen.drawing.parts import Box, Layout, Path

_ACROSS, _DOWN = 9, 18  # pixels of a cell
_EDGE = 12
_HALF = 10  # half of an operator's height
_CLOSE, _SPREAD = 3, 12  # so many ports stand close together, so far from first to last
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}  # xml.sax would bring the network along
OPENING = '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title desc" '
_STYLE = """
text { font: 14px "DejaVu Sans Mono", Menlo, Consolas, "Courier New", monospace; fill: #111; }
.value { fill: #1b6e2e; } .gradient { fill: #b01030; font-style: italic; }
.wire { fill: none; stroke: #444; stroke-width: 1.4; shape-rendering: crispEdges; } .dot { fill: #444; }
.node { fill: #fff; stroke: #111; stroke-width: 1.4; }
"""


def draw_svg(layout: Layout, title: str = "Computation graph") -> str:
    """Return a picture as an SVG document."""
    width, height = layout.width * _ACROSS + 2 * _EDGE, layout.height * _DOWN + 2 * _EDGE
    parts = [
        f'{OPENING}width="{width}" height="{height}" viewBox="{-_EDGE} {-_EDGE} {width} {height}">',
        f'<title id="title">{clean(title)}</title>',
        f'<desc id="desc">{clean(describe(layout))}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect x="{-_EDGE}" y="{-_EDGE}" width="{width}" height="{height}" fill="#fff"/>',
    ]
    boxes = {box.place: box for box in layout.boxes}
    used = {path.wire.source for path in layout.paths}
    parts += [_wire(path, boxes) for path in layout.paths]
    parts += [_last_wire(box) for box in layout.boxes if box.place not in used]
    for net in nets(layout).values():
        parts += [f'<circle class="dot" cx="{_x(column)}" cy="{_y(row)}" r="3.2"/>' for column, row in dots(net)]
    parts += [_operator(box) for box in layout.boxes if box.text.symbol]
    for part in layout.texts:
        if part.role == "operator":
            continue
        shown = part.text.rstrip()  # a blank at the end is a place, not a sign
        end = (part.column + len(shown)) * _ACROSS
        parts.append(
            f'<text class="{part.role}" x="{end}" y="{_y(part.row) + 5}" text-anchor="end">{clean(shown)}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


def describe(layout: Layout) -> str:
    """Return the graph in words, node by node."""
    names = {box.place: box.text.label or f"node {box.place + 1}" for box in layout.boxes}
    inputs: dict[int, list[tuple[int, str]]] = {}
    for path in layout.paths:
        inputs.setdefault(path.wire.target, []).append((path.wire.port, names[path.wire.source]))
    sentences = []
    for box in layout.boxes:
        words = names[box.place]
        if box.text.symbol:
            words += f" is {box.text.symbol} of " + " and ".join(name for _, name in sorted(inputs[box.place]))
        words += f", value {box.text.value}" if box.text.value else ""
        words += f", gradient {box.text.gradient}" if box.text.gradient else ""
        sentences.append(words + ".")
    return " ".join(sentences)


def clean(text: str) -> str:
    """Return a text that can stand between tags: escaped, and without characters that XML knows none of."""
    if text.isalnum():
        return text  # most of them
    return "".join(_ESCAPED.get(sign, sign) if _known(sign) else " " for sign in text)


def _known(sign: str) -> bool:
    code = ord(sign)
    return code >= 32 and not 0xD800 <= code < 0xE000 and code not in (0xFFFE, 0xFFFF)


def _operator(box: Box) -> str:
    """Return the box of an operator, with its symbol; one with many ports is tall enough for all of them."""
    left, right = _sides(box)
    half = _HALF + (box.ports[-1] - box.row) * _DOWN if len(box.ports) > _CLOSE else _HALF
    return (
        f'<rect class="node" x="{left}" y="{_y(box.row) - half}" width="{right - left}" height="{2 * half}" '
        f'rx="{_HALF}"/><text x="{(left + right) / 2:g}" y="{_y(box.row) + 5}" text-anchor="middle">'
        f"{clean(box.text.symbol)}</text>"
    )


def _wire(path: Path, boxes: dict[int, Box]) -> str:
    """Return a wire from its node's right side to its port at the operator's left side."""
    source, target = boxes[path.wire.source], boxes[path.wire.target]
    across, down = _port(target, path.wire.port)
    corners = [_start(source), *((_x(column), _y(row)) for column, row in path.points[1:])]
    corners += [(corners[-1][0], down), (across, down)]
    return _path(corners, f'data-from="{source.place}" data-to="{target.place}" data-port="{path.wire.port}"')


def _last_wire(box: Box) -> str:
    return _path([_start(box), ((box.wire[1] + 1) * _ACROSS, _y(box.row))], f'data-from="{box.place}"')


def _path(corners: list[tuple[int, int]], data: str) -> str:
    steps = " L".join(f"{across} {down}" for across, down in dict.fromkeys(corners))
    return f'<path class="wire" d="M{steps}" {data}/>'


def _start(box: Box) -> tuple[int, int]:
    return (_sides(box)[1] if box.text.symbol else box.wire[0] * _ACROSS), _y(box.row)


def _port(box: Box, port: int) -> tuple[int, int]:
    """Return the place of a port at the left side of an operator."""
    count = len(box.ports)
    if count > _CLOSE:
        return _sides(box)[0], _y(box.ports[port])
    step = _SPREAD * port // (count - 1) - _SPREAD // 2 if count > 1 else 0
    return _sides(box)[0], _y(box.row) + step


def _sides(box: Box) -> tuple[int, int]:
    """Return the left and right side of an operator."""
    return (box.left + 2) * _ACROSS, (box.left + 4 + len(box.text.symbol)) * _ACROSS


def _x(column: int) -> int:
    return column * _ACROSS + _ACROSS // 2


def _y(row: int) -> int:
    return row * _DOWN + _DOWN // 2
