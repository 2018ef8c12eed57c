"""Pictures of the guide stay small, and show the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from build_tools import screenshots

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "guide" / "pictures"


def test_a_picture_gets_few_colours_and_keeps_its_places(tmp_path: Path) -> None:
    pixels = np.full((90, 140, 3), 240, np.uint8)
    pixels[10:30, 20:60] = (200, 30, 30)
    pixels[50:80, 100:130] = (20, 120, 40)
    Image.fromarray(pixels).save(tmp_path / "a.png")
    size = screenshots.compress(tmp_path / "a.png", tmp_path / "b.png")
    with Image.open(tmp_path / "b.png") as written:
        assert written.mode == "P"
        assert np.array_equal(np.asarray(written.convert("RGB")), pixels)
    assert size == (tmp_path / "b.png").stat().st_size


def test_colours_of_classes_stay_beside_a_photograph(tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).integers(0, 90, (300, 300, 3), dtype=np.uint8)
    classes = [(240, 196, 60), (170, 214, 104), (43, 108, 176)]
    for place, colour in enumerate(classes):
        pixels[20 * place : 20 * place + 16, :16] = colour
    Image.fromarray(pixels).save(tmp_path / "a.png")
    screenshots.compress(tmp_path / "a.png", tmp_path / "b.png")
    with Image.open(tmp_path / "b.png") as written:
        shown = np.asarray(written.convert("RGB"))
    assert [tuple(shown[20 * place + 8, 8]) for place in range(3)] == classes


def test_what_does_not_fit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (200, 300, 3), dtype=np.uint8)
    Image.fromarray(noise).save(tmp_path / "a.png")
    monkeypatch.setattr(screenshots, "MOST_BYTES", 5_000)
    with pytest.raises(ValueError, match="bytes with few colours"):
        screenshots.compress(tmp_path / "a.png", tmp_path / "b.png")


def test_the_pictures_of_the_guide_are_small_and_are_shown() -> None:
    pictures = sorted(PICTURES.glob("*.png"))
    assert len(pictures) >= 5
    sizes = [picture.stat().st_size for picture in pictures]
    assert max(sizes) <= screenshots.MOST_BYTES
    assert sum(sizes) <= 1_000_000
    text = "".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs" / "guide").glob("*.md"))
    assert [picture.name for picture in pictures if f"(pictures/{picture.name})" not in text] == []
