"""What the scores of a finished map are called, by what it was compared with."""

from __future__ import annotations

import dataclasses

from deepsat.accuracy.report_content import SkillWording

MAP_POLYGONS = SkillWording(
    subject="Map",
    reason="The map was not made from these polygons, if they are held out as they should be, but a person chose where "
    "they are: places that are easy to recognise are easy to map, too. For the accuracy of the map and the true areas "
    "of its classes, draw sample points, enter what they are, and evaluate with those.",
)
MAP_POINTS = dataclasses.replace(
    MAP_POLYGONS,
    title="Skill on held-out points",
    reference="points",
    pixels="held-out points",
    units="points",
    warning="This is skill on held-out points, not map accuracy.",
    reason=MAP_POLYGONS.reason.replace("polygons", "points"),
)
MAP_RASTER = SkillWording(
    title="Agreement with the reference raster",
    subject="Map",
    reference="reference raster",
    pixels="reference pixels",
    units="pixels",
    warning="This is agreement with another map.",
    reason="It is the accuracy of the map where the reference raster is right, and only there. Every pixel that both "
    "cover was compared, so that there is no sampling error and no interval.",
)
