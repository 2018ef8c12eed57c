"""A model's card for people."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plugin.model_card import model_card


@pytest.fixture
def card(qgis_app: Any) -> dict[str, Any]:
    """What of a card is shown, for two classes whose names need escaping."""
    return model_card()


def test_text_tells_classes_bands_training_and_skill(card: dict[str, Any]) -> None:
    from deepsat_qgis.model_page import sections_of, text_of

    lines = [line.strip() for line in text_of(sections_of(card)).splitlines()]
    assert "0 Wald & Wiese: learnt from 5 polygons, 210 pixels" in lines
    assert "1 water: learnt from 3 polygons, 96 pixels" in lines
    assert "Red: 665 nm" in lines
    assert "band_2" in lines
    assert "Time: 2 min" in lines
    assert "Pixels mapped right: 91 %" in lines
    assert "IoU of water: 0.78" in lines
    assert "Maps with: 75% random forest, 25% fitted head" in lines
    assert "fitted head: mean IoU 0.80" in lines
    assert "75% random forest, 25% fitted head: mean IoU 0.83, chosen" in lines


def test_page_is_escaped_and_shows_the_colours(card: dict[str, Any]) -> None:
    from deepsat_qgis.model_page import page_of, sections_of

    page = page_of(sections_of(card))
    assert "<h2>Land cover of scene &lt;1&gt;.tif</h2>" in page
    assert 'style="background:#2e8b57"></i>0 Wald &amp; Wiese</td>' in page
    assert "http" not in page


def test_a_model_without_held_out_polygons(card: dict[str, Any]) -> None:
    from deepsat_qgis.model_page import sections_of, text_of

    card["properties"]["deepsat:training"] |= {"held_out": None, "candidates": {}}
    text = text_of(sections_of(card))
    assert "Skill on held-out polygons\n  Nothing could be held out" in text
    assert text.endswith("What was tried on the held-out polygons\n  Nothing could be compared")


def test_a_single_polygon_is_told_as_one(card: dict[str, Any]) -> None:
    from deepsat_qgis.model_page import sections_of, text_of

    card["properties"]["deepsat:training"]["polygons"]["water"] = 1
    assert "1 water: learnt from a single polygon, 96 pixels" in text_of(sections_of(card))
