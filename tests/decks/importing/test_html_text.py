"""HTML as deck text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardgrad.decks.importing.html_text import from_html, is_html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("x &lt; y &amp;&nbsp;z &#8594; &eacute;", "x < y & z → é"),
        ("<b>bold</b> <strong>too</strong> <i>not</i>", "**bold** **too** not"),
        ("<b>\n two </b>", "two"),
        ("<code>f(x)</code> and <pre>a\n  b</pre>", "`f(x)` and\n\n```\na\n  b\n```"),
        ("x<sub>1</sub> x<sub>10</sub> x<sub>ij</sub> y<sup>2</sup> 10<sup>-3</sup>", "x_1 x_10 x_{ij} y^2 10^{-3}"),
        ("so<ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li></ul>end", "so\n- a\n- b\n  1. c\n  2. d\nend"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a | b\nc"),
        ("a<script>alert(1)</script>b<style>p{}</style><!-- c -->d", "abd"),
        ('<a href="https://x.org/y">there</a>', "there (https://x.org/y)"),
        ('<a href="javascript:alert(1)">there</a>', "there"),
        ("<span style='color: \"red\"'>a</span>\n   b", "a b"),
        ("<anki-mathjax>x^2</anki-mathjax>", "$x^2$"),
        (r"\(x<sup>2</sup> &lt; 3\)", "$x^2 < 3$"),
        (r"\(x <br> + y\)", "$x + y$"),
        ("2 < 3 <b", "2 < 3 <b"),
        ("a * b ** c ** `d`", r"a * b \*\* c \*\* \`d\`"),
    ],
)
def test_what_it_says_is_kept(html: str, text: str) -> None:
    assert from_html(html).text == text


def test_pictures_and_sounds_are_named_and_told() -> None:
    found = from_html(
        '<img src="a b.png"><br><img alt="a graph" src=g.svg>[sound:x.mp3]<img src="data:image/png;base64,A">'
    )
    assert found.text == "[image: a b.png]\n[image: g.svg, a graph][sound: x.mp3][image: a picture in the text itself]"
    assert found.lost == (
        "the picture a b.png", "the picture g.svg", "the sound x.mp3", "the picture a picture in the text itself",
    )  # fmt: skip


def test_what_only_looks_like_a_tag_is_kept() -> None:
    text = "a vector<float> and<br>if x<y and y>z, <T> <b>not</b> <o:p>here</o:p>"
    assert from_html(text).text == "a vector<float> and\nif x<y and y>z, <T> **not** here"


def test_scripts_are_told() -> None:
    assert from_html("a<script>x</script>").lost == ("a script, which was dropped",)


def test_html_is_told_from_text() -> None:
    assert is_html("a<br>b")
    assert is_html("a &lt; b")
    assert not is_html("if x < y and y > z & so <on>")


@given(st.text(max_size=100))
def test_escaped_text_is_that_text(text: str) -> None:
    from html import escape

    words = "".join(sign for sign in text if sign.isalnum() or sign in " <>&'\"")
    assert from_html(escape(words)).text == " ".join(words.split())
