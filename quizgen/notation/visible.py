"""Text from strangers that steers nothing: what would not be seen is shown as its code."""

import unicodedata

_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_TAB = " " * 4


def visible(text: str) -> str:
    r"""Return text whose control, format and direction characters are codes, its letters composed, tabs as spaces.

    >>> visible("a\u202eb")
    'a<202E>b'
    """
    if text.isascii() and text.isprintable():
        return text
    shown = "".join(
        sign if sign == "\n" or unicodedata.category(sign) not in _UNSEEN else f"<{ord(sign):04X}>"
        for sign in text.replace("\r\n", "\n").replace("\t", _TAB)
    )
    return unicodedata.normalize("NFC", shown)
