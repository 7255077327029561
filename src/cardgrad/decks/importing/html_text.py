"""HTML as Anki and the web write it, as deck text: paragraphs, lists, bold, code, sub- and superscripts are kept.

Nothing in it acts: scripts and styles are dropped, pictures and sounds become their names, and what is dropped or only
named is told.
"""

import re
from html import unescape

from cardgrad.decks.importing.decoding import cleaned
from cardgrad.decks.importing.notation import (
    BLOCK,
    BOLD,
    CLOSE,
    CODE,
    END_BLOCK,
    END_BOLD,
    END_CODE,
    OPEN,
    from_pieces_of,
)
from cardgrad.decks.importing.note import Converted

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<[!?][^>]*+>|<(?P<close>/?)(?P<tag>[a-zA-Z][\w:-]*+)"
    r"(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>|[^<]++|<",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([a-zA-Z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_ENTITY = re.compile(r"&[#\w][^\s<&;]{0,31};?")
_HTML = re.compile(
    r"</?(?:br|div|p|b|i|u|em|strong|span|ul|ol|li|sub|sup|img|table|tr|td|code|pre|font|a|h[1-6])\b[^<>]*>"
    r"|&(?:nbsp|lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});"
)
_SOUND = re.compile(r"\[sound:([^\[\]\n]{1,300})\]|\[anki:play:[^\[\]\n]{0,300}\]")
_DROPPED = {
    "script": "a script",
    "style": "a style sheet",
    "iframe": "a frame",
    "object": "an object",
    "svg": "a drawing",
}
_SILENT = frozenset(("style",))
_LINES = frozenset(("div", "tr", "li", "ul", "ol", "dd", "dt", "section", "article", "summary", "details", "center"))
_PARAGRAPHS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote", "hr", "dl", "figure"))
_MARKS = {"b": (BOLD, END_BOLD), "strong": (BOLD, END_BOLD), "code": (CODE, END_CODE), "tt": (CODE, END_CODE)}
_SCRIPTS = {"sub": "_", "sup": "^"}
_NAMES = (
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body br button"
    " canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed"
    " fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe"
    " img input ins kbd label legend li link main map mark marquee menu meta meter nav nobr noframes noscript object ol"
    " optgroup option output p param picture pre progress q rb rp rt rtc ruby s samp script search section select slot"
    " small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time"
    " title tr track tt u ul var video wbr math semantics annotation mrow mi mn mo ms mtext mspace msup msub msubsup"
    " mfrac msqrt mroot mover munder munderover mtable mtr mtd mstyle mpadded mphantom menclose mfenced latex"
)
_ELEMENTS = frozenset(_NAMES.split())
_MOST_SCRIPT = 40  # characters; what is longer is no index


def is_html(text: str) -> bool:
    """Tell whether a text is written in HTML, as far as one sees from its tags."""
    return _HTML.search(text) is not None


def from_html(text: str) -> Converted:
    """Return HTML as deck text."""
    flat, lost = flattened(text)
    converted = from_pieces_of(flat)
    return Converted(converted.text, (*lost, *converted.lost))


def flattened(text: str) -> Converted:
    """Return HTML as lines of text in which signs of `notation` mark what is bold or code."""
    reader = _Reader()
    reader.read(text)
    return Converted("".join(reader.out), tuple(dict.fromkeys(reader.lost)))


class _Reader:
    """The text so far, and what the next words stand in."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.lost: list[str] = []
        self.lists: list[int] = []  # the number of each open list's last item; below 0 where items are not numbered
        self.scripts: list[tuple[str, int]] = []  # open sub- and superscripts: their tag, and where their text begins
        self.link: str = ""
        self.link_start = 0
        self.preformatted = 0

    def read(self, text: str) -> None:
        """Take in a whole text."""
        at = 0
        while at < len(text):
            found = _TOKEN.match(text, at)
            if found is None:  # pragma: no cover - the last alternatives match every sign
                break
            at = found.end()
            tag = (found["tag"] or "").lower()
            if tag and tag not in _ELEMENTS and tag.isalnum():
                self._words(found[0])  # vector<float> is no element, and o:p and anki-mathjax are somebody's
            elif not tag:
                if not found[0].startswith(("<!", "<?")):
                    self._words(_ENTITY.sub(self._entity, found[0]))
            elif tag in _DROPPED and not found["close"]:
                if tag not in _SILENT:
                    self.lost.append(f"{_DROPPED[tag]}, which was dropped")
                at = _end_of(tag, text, at)
            elif found["close"]:
                self._closed(tag)
            else:
                self._opened(tag, found["attributes"])
        while self.scripts:
            self._closed(self.scripts[-1][0])

    def _entity(self, found: re.Match[str]) -> str:
        """Return what an entity stands for; it may be any character."""
        text, dropped = cleaned(unescape(found[0]))
        self.lost += dropped
        return text

    def _words(self, text: str) -> None:
        for sound in _SOUND.finditer(text):
            self.lost.append(f"the sound {sound[1] or 'made by speech'}")
        text = _SOUND.sub(lambda sound: f"[sound: {sound[1]}]" if sound[1] else "", text)
        if not self.preformatted:
            text = re.sub(r"\s+", " ", text)
            if self._ends_a_line():
                text = text.lstrip(" ")
        if text:
            self.out.append(text)

    def _opened(self, tag: str, attributes: str) -> None:
        if tag == "br":
            self.out.append("\n")
        elif tag == "img":
            self._picture(attributes)
        elif tag == "pre":
            self._line()
            self.preformatted += 1
            self.out.append(BLOCK)
        elif tag in ("ul", "ol"):
            self._line()
            self.lists.append(0 if tag == "ol" else -1)
        elif tag == "li":
            self._item()
        elif tag in ("td", "th"):
            if not self._ends_a_line():
                self.out.append(" | ")
        elif tag in _LINES:
            self._line()
        elif tag in _PARAGRAPHS:
            self._paragraph()
        elif tag in _SCRIPTS:
            self.scripts.append((tag, len(self.out)))
        elif tag == "anki-mathjax":
            self.out.append(r"\(")
        elif tag == "a":
            self.link, self.link_start = _attributes(attributes).get("href", ""), len(self.out)
        elif tag in _MARKS and not self.preformatted:
            self.out.append(_MARKS[tag][0])

    def _closed(self, tag: str) -> None:
        if tag == "pre" and self.preformatted:
            self.preformatted -= 1
            self.out += [END_BLOCK, "\n"]
        elif tag in ("ul", "ol"):
            del self.lists[-1:]
            self._line()
        elif tag in _SCRIPTS and self.scripts and self.scripts[-1][0] == tag:
            self._script()
        elif tag == "anki-mathjax":
            self.out.append(r"\)")
        elif tag == "a":
            self._link()
        elif tag in _LINES:
            self._line()
        elif tag in _PARAGRAPHS:
            self._paragraph()
        elif tag in _MARKS and not self.preformatted:
            self.out.append(_MARKS[tag][1])

    def _picture(self, attributes: str) -> None:
        found = _attributes(attributes)
        name = found.get("src", "")
        if name.startswith("data:"):
            name = "a picture in the text itself"
        name = name[:120] or "without a name"
        self.lost.append(f"the picture {name}")
        self.out.append(f"[image: {found.get('alt') or name}]" if not found.get("alt") else
                        f"[image: {name}, {found['alt']}]")  # fmt: skip

    def _item(self) -> None:
        self._line()
        depth = max(0, len(self.lists) - 1)
        number = self.lists[-1] if self.lists else -1
        if number >= 0:
            self.lists[-1] = number = number + 1
        self.out.append("  " * min(depth, 4) + (f"{number}. " if number > 0 else "- "))

    def _script(self) -> None:
        """Write what was lowered or raised behind its sign, in braces where it is longer than one."""
        tag, start = self.scripts.pop()
        inside = "".join(self.out[start:])
        bare = inside.strip()
        if not bare or "\n" in bare or len(bare) > _MOST_SCRIPT:
            return
        single = len(bare) == 1 or (bare.isdecimal() and tag == "sub")
        self.out[start:] = [_SCRIPTS[tag] + (bare if single else f"{{{bare}}}")]

    def _link(self) -> None:
        """Write where a link leads behind its words, unless they say it."""
        shown = "".join(self.out[self.link_start :])
        if self.link.startswith(("http://", "https://")) and self.link not in shown:
            self.out.append(f" ({self.link[:300]})")
        self.link = ""

    def _ends_a_line(self) -> bool:
        signs = (BOLD, END_BOLD, OPEN, CLOSE)
        last = next((part for part in reversed(self.out[-8:]) if part not in signs), "\n")
        return last.endswith("\n") or (last.endswith(("- ", ". ")) and last.strip(" 0123456789.-") == "")

    def _line(self) -> None:
        if not self._ends_a_line():
            self.out.append("\n")

    def _paragraph(self) -> None:
        self._line()
        if self.out:
            self.out.append("\n")


def _attributes(text: str) -> dict[str, str]:
    return {
        found[1].lower(): cleaned(unescape(found[2] or found[3] or found[4] or ""))[0]
        for found in _ATTRIBUTE.finditer(text)
    }


def _end_of(tag: str, text: str, at: int) -> int:
    """Return the place after the end of an element whose inside is no text."""
    found = re.compile(rf"</{tag}\s*>", re.IGNORECASE).search(text, at)
    return found.end() if found else len(text)
