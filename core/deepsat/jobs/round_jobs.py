"""Jobs between two rounds of labelling: a look at the map at once, and where to label next."""

from __future__ import annotations

import dataclasses
from typing import ClassVar, Optional

from deepsat.jobs.choices import MOST_SUGGESTIONS, SUGGESTION_FILES, SUGGESTION_SHAPES
from deepsat.jobs.class_colours import class_colour_problems
from deepsat.jobs.class_names import class_name_problems
from deepsat.jobs.fields import (
    BANDS_IN_FILES,
    CLASS_COLOURS,
    CLASS_FIELD,
    CLASS_NAMES,
    DATES,
    DEVICE,
    LABELS,
    LABELS_LAYER,
    LEARNT_AND_MAPPED,
    MASKS,
    MODEL,
    SEED_OF_MAP,
    described,
)
from deepsat.jobs.problems import (
    common_problems,
    ending_problems,
    extent_problems,
    raster_problems,
    seed_problems,
    series_problems,
)


@dataclasses.dataclass(frozen=True)
class PreviewJob:
    """Map a part of a scene at once, by a head on frozen features: what labels give before any training."""

    kind: ClassVar[str] = "preview"

    input: tuple[str, ...] = described(LEARNT_AND_MAPPED)
    labels: str = described(LABELS)
    class_field: str = described(CLASS_FIELD)
    output: str = described("Class raster to write (GeoTIFF): value k is the k-th class, 255 is NoData.")
    labels_layer: str = described(LABELS_LAYER, "")
    dates: tuple[str, ...] = described(DATES, ())
    extent: Optional[tuple[float, float, float, float]] = described(
        "Part to map as xmin, ymin, xmax, ymax in the raster's CRS, at most 2048 x 2048 pixels; empty for all of it.",
        None,
    )
    checkpoint: str = described(
        "Weights to look with: 'auto' for DeepSat's own where they know all bands, else random ones; 'random', the "
        "name of a checkpoint, its folder, or the folder of a model.",
        "auto",
    )
    seed: int = described(SEED_OF_MAP, 0)
    device: str = described(DEVICE, "auto")
    masks: tuple[str, ...] = described(MASKS, ())
    class_colours: tuple[str, ...] = described(CLASS_COLOURS, ())
    class_names: tuple[str, ...] = described(CLASS_NAMES, ())

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = common_problems(self) + series_problems(self) + class_colour_problems(self.class_colours)
        found += class_name_problems(self.class_names) + extent_problems(self.extent) + seed_problems(self.seed)
        return found + raster_problems(output=self.output)


@dataclasses.dataclass(frozen=True)
class SuggestLabelsJob:
    """Suggest where to label next: places that the model is unsure of, or that no polygon resembles."""

    kind: ClassVar[str] = "suggestlabels"

    input: tuple[str, ...] = described(
        "Raster to find places in; for a model of a time series several with dates. " + BANDS_IN_FILES
    )
    model: str = described(MODEL)
    output: str = described("Places to write (GeoPackage or GeoJSON), ranked, each with its reason.")
    labels: str = described("Vector file with the polygons that are labelled already; empty for none.", "")
    labels_layer: str = described(LABELS_LAYER, "")
    count: int = described("How many places to suggest.", 10)
    shape: str = described("How to draw a place: 'boxes' of a few pixels, or 'points' in their middles.", "boxes")
    dates: tuple[str, ...] = described(DATES, ())
    seed: int = described("Seed of every random draw; the same seed gives the same places on the same device.", 0)
    device: str = described(DEVICE, "auto")
    masks: tuple[str, ...] = described(MASKS, ())

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        found = common_problems(self)
        if not 1 <= self.count <= MOST_SUGGESTIONS:
            found.append(f"count must lie between 1 and {MOST_SUGGESTIONS}, not {self.count}")
        if self.shape not in SUGGESTION_SHAPES:
            found.append(f"shape must be one of {', '.join(SUGGESTION_SHAPES)}, not {self.shape!r}")
        found += ending_problems(SUGGESTION_FILES, output=self.output)
        found += seed_problems(self.seed)
        return found + series_problems(self)
