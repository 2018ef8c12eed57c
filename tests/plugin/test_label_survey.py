"""The look at label polygons: what counts as one."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(("parts", "count"), [(1, 1), (3, 3), (500, 500), (501, 1)])
def test_parts_of_a_feature_count_as_the_polygons_that_they_are_learnt_from_as(
    project: Any, parts: int, count: int
) -> None:
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    from deepsat_qgis.layers.label_survey import look_at

    layer = QgsVectorLayer("MultiPolygon?crs=EPSG:32633&field=class:string", "labels", "memory")
    squares = [f"(({x} 0, {x + 5} 0, {x + 5} 5, {x} 5, {x} 0))" for x in range(0, 10 * parts, 10)]
    for name, wkt in (("water", f"MULTIPOLYGON({', '.join(squares)})"), ("rock", f"MULTIPOLYGON({squares[0]})")):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        feature.setAttributes([name])
        layer.dataProvider().addFeature(feature)
    empty = QgsFeature(layer.fields())
    empty.setAttributes(["rock"])
    layer.dataProvider().addFeature(empty)
    survey = list(look_at(layer, "class", None, project))[-1]
    assert {name: found.polygons for name, found in survey.counts.items()} == {"water": count, "rock": 2}
