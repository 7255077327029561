"""The picture beside a card: which files may be one, and that nothing outside the deck's folder is."""

import os
from pathlib import Path
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardgrad.decks.image import SIZE_LIMIT, ImageError, load_image
from cardgrad.decks.library import open_library
from cardgrad.decks.picture import Picture, picture_of
from cardgrad.decks.place import Places
from cardgrad.decks.reading import DeckFile, read_deck

PICTURES = Path(__file__).parent / "pictures"  # of 7 x 5 pixels, written by Pillow
PNG, GIF, JPEG, SVG = ((PICTURES / f"seven-by-five.{form}").read_bytes() for form in ("png", "gif", "jpeg", "svg"))
WEBP = [(PICTURES / f"{form}.webp").read_bytes() for form in ("lossy", "lossless", "extended")]
SIZED = {"png": [PNG], "gif": [GIF], "jpeg": [JPEG, (PICTURES / "progressive.jpeg").read_bytes()], "webp": WEBP}


def deck(folder: Path, image: str) -> DeckFile:
    folder.mkdir(exist_ok=True)
    path = folder / "d.yaml"
    path.write_text(f"deck: d\ncards:\n- id: a\n  front: Q\n  back: A\n  image: {image}\n", encoding="utf-8")
    return read_deck(path, str(path))


def fault(folder: Path, image: str) -> str:
    found = deck(folder, image)
    assert [(one.line, one.severity) for one in found.faults] == [(6, "error")]
    assert found.cards == ()  # its question may be nothing without the picture
    assert found.unsettled
    return found.faults[0].message


@pytest.mark.parametrize(("form", "data"), [(form, data) for form, some in SIZED.items() for data in some])
def test_a_picture_tells_its_format_and_its_size(form: str, data: bytes) -> None:
    assert picture_of(data) == Picture(form, 7, 5)


def test_a_drawing_in_svg_is_one_and_other_text_is_not() -> None:
    assert picture_of(SVG) == Picture("svg")
    assert picture_of(b"<html><body>svg</body></html>") is None


starts = [b"", PNG[:16], GIF[:6], JPEG[:4], JPEG[:22], *(data[:16] for data in SIZED["webp"]), b"<svg "]


@given(st.sampled_from(starts), st.binary(max_size=60))
def test_any_bytes_are_a_picture_or_none(start: bytes, rest: bytes) -> None:
    assert (found := picture_of(start + rest)) is None or (found.width >= 0 and found.height >= 0)


@given(st.sampled_from([PNG, GIF, JPEG, *SIZED["webp"]]), st.integers(0, 600))
def test_a_picture_cut_short_anywhere_is_told_or_refused(data: bytes, end: int) -> None:
    assert picture_of(data[:end]) in (None, picture_of(data))


def test_a_picture_is_named_alone_or_with_words(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "slope.png").write_bytes(PNG)
    (card,) = deck(tmp_path, "sub/slope.png").cards
    assert card.image == ("sub/slope.png", "")
    (card,) = deck(tmp_path, "{file: sub/slope.png, alt: a tangent}").cards
    assert card.image == ("sub/slope.png", "a tangent")
    loaded = load_image(card)
    assert loaded is not None
    assert (loaded.data, loaded.media_type, loaded.width, loaded.alt) == (PNG, "image/png", 7, "a tangent")
    (card,) = deck(tmp_path, "").cards
    assert card.image is None
    assert load_image(card) is None


@pytest.mark.parametrize(
    ("image", "said"),
    [
        ("../out.png", "outside the deck's folder"),
        ("a/../../out.png", "outside the deck's folder"),
        ("/etc/passwd.png", "outside the deck's folder"),
        ("~/out.png", "outside the deck's folder"),
        ("link.png", "a link that leads out of the deck's folder"),
        ("linked/out.png", "a link that leads out of the deck's folder"),
        ("https://example.org/a.png", "an address"),
        ("'data:image/png;base64,x'", "an address"),
        ("'a\\b.png'", "stands /"),
        ("notes.txt", "of no known kind"),
        ("slop.png", "there is no such file (did you mean slope.png?)"),
        ("zebra.gif", "there is no such file: put it there"),
        ("pipe.png", "no ordinary file"),
        ("folder.png", "no ordinary file"),
        ("circle.png", "cannot be read"),
        ("words.png", "which is no picture"),
        ("jpeg.png", "in jpeg: let its name end in that"),
        ("big.png", "which has 2.1 MB"),
        ("bomb.png", "100000 x 100000 pixels large"),
        ("script.svg", "with a script, an entity or an address in it"),
        ("entity.svg", "with a script, an entity or an address in it"),
        ("outside.svg", "with a script, an entity or an address in it"),
        ("half.svg", "which is no whole SVG (unclosed token"),
        (f"{'x' * 300}.png", "cannot be read"),
    ],
)
def test_what_cannot_be_shown_is_a_fault_at_its_line(tmp_path: Path, image: str, said: str) -> None:
    (tmp_path / "out.png").write_bytes(PNG)
    folder = tmp_path / "decks"
    folder.mkdir()
    for name, data in {
        "slope.png": PNG,
        "notes.txt": b"x",
        "words.png": b"words",
        "jpeg.png": JPEG,
        "big.png": PNG + bytes(SIZE_LIMIT),
        "bomb.png": PNG[:16] + pack(">II", 100_000, 100_000) + PNG[24:],
        "script.svg": SVG.replace(b"<path", b"<script>1</script><path"),
        "entity.svg": b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG,
        "half.svg": SVG[:60],
        "outside.svg": SVG.replace(b"<path", b'<image xlink:href="file:///etc/passwd"/><path'),
    }.items():
        (folder / name).write_bytes(data)
    (folder / "link.png").symlink_to(tmp_path / "out.png")
    (folder / "linked").symlink_to(tmp_path)
    (folder / "circle.png").symlink_to(folder / "circle.png")
    (folder / "folder.png").mkdir()
    os.mkfifo(folder / "pipe.png")
    assert said in fault(folder, image)


def test_what_lies_outside_of_the_folder_is_not_even_named(tmp_path: Path) -> None:
    folder = tmp_path / "deck"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(PNG)
    (folder / "linked").symlink_to(tmp_path)
    (folder / "secret.png").symlink_to(tmp_path / "secret.png")
    for image in ("linked/secre.png", "secre.png"):
        assert "there is no such file: put it there" in fault(folder, image)


def test_a_link_within_the_folder_and_a_linked_folder_of_decks_are_fine(tmp_path: Path) -> None:
    folder = tmp_path / "real"
    folder.mkdir()
    (folder / "slope.png").write_bytes(PNG)
    (folder / "same.png").symlink_to("slope.png")
    assert deck(folder, "same.png").faults == ()
    (tmp_path / "linked").symlink_to(folder)
    path = tmp_path / "linked" / "d.yaml"
    assert read_deck(path, str(path)).faults == ()


def test_keys_that_are_none_are_told(tmp_path: Path) -> None:
    for image, said in (("{fil: a.png}", "did you mean file?"), ("{alt: x}", "no 'file'"), ("[a, b]", "'image'")):
        found = deck(tmp_path, image)
        assert said in found.faults[0].message


def test_a_picture_that_arrives_later_makes_its_card_whole_though_the_deck_is_unchanged(tmp_path: Path) -> None:
    folder = tmp_path / "decks"
    assert "no such file" in fault(folder, "slope.png")
    os.utime(folder / "d.yaml", (1_700_000_000, 1_700_000_000))
    for _ in range(2):
        assert open_library(Places(None, folder), tmp_path / "index.db").slots() == []
    (folder / "slope.png").write_bytes(PNG)
    for _ in range(2):
        library = open_library(Places(None, folder), tmp_path / "index.db")
        assert [slot[0] for slot in library.slots()] == ["d/a"]
        assert library.faults == ()


def test_a_picture_that_is_gone_when_it_is_wanted_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "slope.png").write_bytes(PNG)
    (card,) = deck(tmp_path, "slope.png").cards
    (tmp_path / "slope.png").unlink()
    with pytest.raises(ImageError) as error:
        load_image(card)
    assert str(error.value) == (
        f"{tmp_path}/d.yaml:3: card 'd/a' has the image 'slope.png', but beside the deck there is no such file: "
        "put it there."
    )


def test_the_reverse_of_a_card_goes_without_the_picture_of_its_front(tmp_path: Path) -> None:
    (tmp_path / "slope.png").write_bytes(PNG)
    cards = deck(tmp_path, "slope.png\n  reverse: true").cards
    assert [card.image is None for card in cards] == [False, True]
