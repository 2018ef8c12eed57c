"""What the scores of a finished map are called, by what it was compared with."""

from __future__ import annotations

import dataclasses

from deepsat.accuracy.report_content import SkillWording

MAP_POLYGONS = SkillWording(
    says="Map says",
    matrix="Rows: what the map says. Columns: what the polygons say. Pixels on the diagonal are right.",
    reason="The map was not made from these polygons, if they are held out as they should be, but a person chose where "
    "they are: places that are easy to recognise are easy to map, too. For the accuracy of the map and the true areas "
    "of its classes, draw sample points, enter what they are, and evaluate with those.",
)
MAP_POINTS = dataclasses.replace(
    MAP_POLYGONS,
    title="Skill on held-out points",
    reference="Points",
    matrix="Rows: what the map says. Columns: what the points say. Pixels on the diagonal are right.",
    pixels="held-out points",
    units="points",
    warning="This is skill on held-out points, not map accuracy.",
    reason="The map was not made from these points, if they are held out as they should be, but a person chose where "
    "they are: places that are easy to recognise are easy to map, too. For the accuracy of the map and the true areas "
    "of its classes, draw sample points, enter what they are, and evaluate with those.",
)
MAP_RASTER = SkillWording(
    title="Agreement with the reference raster",
    says="Map says",
    reference="Reference raster",
    matrix="Rows: what the map says. Columns: what the reference raster says. Pixels on the diagonal are right.",
    pixels="reference pixels",
    units="pixels",
    warning="This is agreement with another map.",
    reason="It is the share of the map's pixels that are right where the reference raster is right, and only there. "
    "Every pixel that both cover was compared, so that there is no sampling error and no interval.",
)
