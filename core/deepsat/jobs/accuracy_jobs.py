"""Jobs that tell how good a map is."""

from __future__ import annotations

import dataclasses
from typing import ClassVar

from deepsat.jobs.choices import ALLOCATIONS, DESIGNS, MOST_POINTS, REPORT_FILES
from deepsat.jobs.class_names import class_name_problems
from deepsat.jobs.fields import LANGUAGE, REPORT, described
from deepsat.jobs.problems import common_problems, ending_problems, seed_problems


@dataclasses.dataclass(frozen=True)
class EvaluateJob:
    """Tell how good a map is, by polygons, sample points or a raster that say what is there."""

    kind: ClassVar[str] = "evaluate"

    map: str = described("Class raster to evaluate, by DeepSat or any other program.")
    reference: str = described(
        "What is there: vector file with polygons or points that the map was not made from, CSV with the columns x and "
        "y in the map's CRS, or raster of classes."
    )
    class_field: str = described(
        "Field of the reference that names the class, as text or number; empty for a raster, and for the field "
        "reference of sample points.",
        "",
    )
    design: str = described(
        "How the reference was chosen: 'held_out' by a person or as a raster, for skill; 'stratified' at random in "
        "each class of the map, as sample points are, or 'simple' at random anywhere, for map accuracy and areas.",
        "held_out",
    )
    strata_field: str = described(
        "Field that names the stratum that each point was drawn from; empty for the field stratum of sample points, "
        "and without that for the classes of the map.",
        "",
    )
    reference_layer: str = described("Layer inside the reference file; empty for its only layer.", "")
    report: str = described(REPORT, "")
    seed: int = described("Seed of every random draw; the same seed gives the same intervals.", 0)
    language: str = described(LANGUAGE, "en")
    class_names: tuple[str, ...] = described(
        "Names of classes by value of the reference, as value=name, such as 3=water; other values are names "
        "themselves.",
        (),
    )

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = common_problems(self)
        if self.design not in DESIGNS:
            found.append(f"design must be one of {', '.join(DESIGNS)}, not {self.design!r}")
        elif self.strata_field and self.design != "stratified":
            found.append(f"strata_field is for the design stratified, not {self.design}")
        if self.map and self.map == self.reference:
            found.append(f"map and reference are the same raster {self.map}")
        found += ending_problems(REPORT_FILES, report=self.report)
        return found + class_name_problems(self.class_names) + seed_problems(self.seed)


@dataclasses.dataclass(frozen=True)
class SamplePointsJob:
    """Draw random points in each class of a map, for a person to say what they are."""

    kind: ClassVar[str] = "samplepoints"

    map: str = described("Class raster to draw points of.")
    output: str = described("Points to write (.csv or .gpkg), with an empty field reference for the answers.")
    count: int = described("How many points to draw.", 300)
    allocation: str = described(
        "How many points each class gets: 'proportional' to its area; 'equal'; or 'balanced', half of them equally, up "
        "to 50 a class, the others in proportion.",
        "balanced",
    )
    seed: int = described("Seed of every random draw; the same seed gives the same points.", 0)

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = common_problems(self)
        if not 2 <= self.count <= MOST_POINTS:
            found.append(f"count must lie between 2 and {MOST_POINTS}, not {self.count}")
        if self.allocation not in ALLOCATIONS:
            found.append(f"allocation must be one of {', '.join(ALLOCATIONS)}, not {self.allocation!r}")
        return found + seed_problems(self.seed)
