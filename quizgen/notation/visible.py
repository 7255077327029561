"""Text from strangers that steers nothing: what would not be seen is shown as its code."""

import unicodedata

_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_JOINERS = "\u200c\u200d"  # join or part the letters of many scripts, and signs: only there they mean something
_TAB = " " * 4


def visible(text: str) -> str:
    r"""Return text whose control, format and direction characters are codes, its letters composed, tabs as spaces.

    >>> visible("a\u202eb")
    'a<202E>b'
    """
    if text.isascii() and text.isprintable():
        return text
    whole = f"\n{text}\n".replace("\r\n", "\n").replace("\t", _TAB)
    shown = "".join(
        sign if sign == "\n" or _is_seen(sign) or _joins(before, sign, after) else f"<{ord(sign):04X}>"
        for before, sign, after in zip(whole, whole[1:-1], whole[2:], strict=False)
    )
    return unicodedata.normalize("NFC", shown)


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign) not in _UNSEEN


def _joins(before: str, sign: str, after: str) -> bool:
    """Tell whether a joiner stands between letters that it can join."""
    return sign in _JOINERS and all(not one.isascii() and _is_seen(one) for one in (before, after))
