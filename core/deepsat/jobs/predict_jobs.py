"""Jobs that map with a model, and that draw maps as polygons."""

from __future__ import annotations

import dataclasses
from typing import ClassVar, Optional

from deepsat.jobs.choices import ENGINES, POLYGON_FILES, PRECISIONS
from deepsat.jobs.fields import (
    BANDS_IN_FILES,
    CLASS_RASTER,
    CONFIDENCE,
    DATES,
    DEVICE,
    ENTROPY,
    EXTENT,
    MASKS,
    MIN_AREA,
    MODEL,
    POLYGONS,
    PROBABILITY,
    SIMPLIFY,
    described,
)
from deepsat.jobs.problems import (
    common_problems,
    drawing_problems,
    ending_problems,
    extent_problems,
    map_problems,
    polygon_problems,
    repeated_outputs,
    series_problems,
)


@dataclasses.dataclass(frozen=True)
class PredictJob:
    """Map a scene with a fine-tuned model."""

    kind: ClassVar[str] = "predict"

    input: tuple[str, ...] = described(
        "Raster to map; for a model of a time series several with dates, as many as there are. Rasters side by side, "
        "or a folder of them, are mapped as one. " + BANDS_IN_FILES
    )
    model: str = described(MODEL)
    output: str = described(CLASS_RASTER)
    extent: Optional[tuple[float, float, float, float]] = described(EXTENT, None)
    device: str = described(DEVICE, "auto")
    probability: str = described(PROBABILITY, "")
    confidence: str = described(CONFIDENCE, "")
    dates: tuple[str, ...] = described(DATES, ())
    masks: tuple[str, ...] = described(MASKS, ())
    engine: str = described(
        "What runs the network: 'auto' for the fastest that is right on this computer, 'torch' or 'openvino' (CPU).",
        "auto",
    )
    augment: bool = described(
        "Ask the network about each tile in all eight turns and reflections and take the mean; takes up to eight times "
        "as long.",
        False,
    )
    within: str = described(
        "Vector file with polygons in any CRS: only pixels whose centre lies inside are mapped, all others are NoData; "
        "empty for all of the raster.",
        "",
    )
    within_layer: str = described("Layer inside that file; empty for its only layer.", "")
    entropy: str = described(ENTROPY, "")
    polygons: str = described(POLYGONS, "")
    min_area: float = described(MIN_AREA, 0.0)
    simplify: float = described(SIMPLIFY, 0.0)

    cluster: str = described(
        "Ray cluster whose computers share the work and see the same files: 'auto' for the one that this computer "
        "belongs to, 'local' for processes of this computer, or an address; empty for this process alone.",
        "",
    )
    workers: int = described(
        "Workers on the cluster, of which each holds the model; 0 for one a graphics card, or where there are none for "
        "one for each four processors.",
        0,
    )
    precision: str = described(
        "Numbers that the network computes with: 'auto' for bfloat16 where the processor has it and gives the same "
        "classes, 'float32' for the most exact, 'int8' for the fastest with large scenes on a CPU, whose map differs "
        "in some pixels.",
        "auto",
    )

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = common_problems(self) + series_problems(self) + extent_problems(self.extent)
        if self.workers < 0 or (self.workers and not self.cluster):
            found.append(f"workers must be 0 without a cluster, and at least 0 with one, not {self.workers}")
        if self.engine not in ENGINES:
            found.append(f"engine must be one of {', '.join(ENGINES)}, not {self.engine!r}")
        if self.precision not in PRECISIONS:
            found.append(f"precision must be one of {', '.join(PRECISIONS)}, not {self.precision!r}")
        if self.precision == "int8" and self.engine == "torch":
            found.append("precision int8 is computed by openvino, and engine is 'torch'")
        found += polygon_problems(self) + map_problems(self)
        return found + repeated_outputs(self.output, self.probability, self.confidence, self.polygons, self.entropy)


@dataclasses.dataclass(frozen=True)
class PolygonsJob:
    """Draw the polygons of a class map, along pixel edges or simplified."""

    kind: ClassVar[str] = "polygons"

    map: str = described("Class raster to draw the polygons of, by DeepSat or any other program.")
    output: str = described("Polygons to write (GeoPackage), with class, class_id, colour and hectares.")
    min_area: float = described(
        "Smallest polygon in square metres: smaller patches go to the neighbour that they share the longest border "
        "with. 0 to keep all.",
        0.0,
    )
    simplify: float = described(
        "Simplify borders: detail up to about this many metres wide goes, and neighbours keep one common border. One "
        "and a half pixels straighten stairs; 0 follows pixel edges exactly.",
        0.0,
    )

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = common_problems(self) + drawing_problems(self.min_area, self.simplify)
        return found + ending_problems(POLYGON_FILES, output=self.output)
