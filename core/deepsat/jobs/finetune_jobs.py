"""Jobs that learn from labels: fine-tuning, alone and with the map."""

from __future__ import annotations

import dataclasses
from typing import ClassVar

from deepsat.jobs.fields import CLASS_COLOURS, DATES, LANGUAGE, MASKS, PART, SCALE, described
from deepsat.jobs.predict_jobs import PredictJob
from deepsat.jobs.problems import common_problems, polygon_problems, repeated_outputs, training_problems


@dataclasses.dataclass(frozen=True)
class FinetuneJob:
    """Fine-tune a network on labelled polygons of one scene."""

    kind: ClassVar[str] = "finetune"

    input: tuple[str, ...] = described(
        "Raster to learn from; several of one place, or a folder of them, make a time series, several side by side one "
        "raster."
    )
    labels: str = described("Vector file with the labelled polygons.")
    class_field: str = described("Field of the labels that names the class, as text or whole number.")
    model: str = described("Folder that the fine-tuned model is written to.")
    labels_layer: str = described("Layer inside the label file; empty for its only layer.", "")
    dates: tuple[str, ...] = described(DATES, ())
    checkpoint: str = described(
        "Weights to start from: 'auto' for DeepSat's own where they are installed, 'random', the name of a checkpoint, "
        "its folder, or the folder of a model to continue from.",
        "auto",
    )
    loss: str = described("Loss that is minimised: 'cross_entropy'.", "cross_entropy")
    seed: int = described("Seed of every random draw; the same seed gives the same model on the same device.", 0)
    device: str = described("Device to compute on: 'auto', 'cpu', 'cuda', 'cuda:N' or 'mps'.", "auto")
    max_minutes: float = described("Longest time to fine-tune for, in minutes.", 20.0)
    report: str = described("HTML report to write; empty for none.", "")
    masks: tuple[str, ...] = described(MASKS, ())
    scale: int = described(SCALE, 1)
    class_colours: tuple[str, ...] = described(CLASS_COLOURS, ())
    language: str = described(LANGUAGE, "en")

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        return common_problems(self) + training_problems(self)


@dataclasses.dataclass(frozen=True)
class MapJob:
    """Fine-tune on labelled polygons and map the same scene, in one step."""

    kind: ClassVar[str] = "map"

    input: tuple[str, ...] = described(
        "Raster to learn from and to map; several of one place, or a folder of them, make a time series."
    )
    labels: str = described("Vector file with the labelled polygons.")
    class_field: str = described("Field of the labels that names the class, as text or whole number.")
    model: str = described("Folder that the fine-tuned model is written to.")
    output: str = described("Class raster to write (GeoTIFF): value k is class k of the model, 255 is NoData.")
    labels_layer: str = described("Layer inside the label file; empty for its only layer.", "")
    dates: tuple[str, ...] = described(DATES, ())
    checkpoint: str = described(
        "Weights to start from: 'auto' for DeepSat's own where they are installed, 'random', the name of a checkpoint, "
        "its folder, or the folder of a model to continue from.",
        "auto",
    )
    loss: str = described("Loss that is minimised: 'cross_entropy'.", "cross_entropy")
    seed: int = described("Seed of every random draw; the same seed gives the same map on the same device.", 0)
    device: str = described("Device to compute on: 'auto', 'cpu', 'cuda', 'cuda:N' or 'mps'.", "auto")
    max_minutes: float = described("Longest time to fine-tune for, in minutes.", 20.0)
    report: str = described("HTML report to write; empty for none.", "")
    probability: str = described(
        "Raster of class probabilities to write, one band a class, 0-100 %; empty for none.", ""
    )
    confidence: str = described("Raster of the winning class' probability to write, 0-100 %; empty for none.", "")
    masks: tuple[str, ...] = described(MASKS, ())
    scale: int = described(SCALE, 1)
    entropy: str = described(
        "Raster of how undecided the model is among all classes, 0-100 % of the highest entropy; empty for none.",
        "",
    )
    polygons: str = described(
        "Polygons of the map to write (GeoPackage), with class, class_id, colour and hectares; empty for none.", ""
    )
    min_area: float = described(
        "Smallest polygon in square metres: smaller patches go to the neighbour that they share the longest border "
        "with. 0 to keep all. The class raster stays as it is.",
        0.0,
    )
    simplify: float = described(
        "Simplify borders of polygons: detail up to about this many metres wide goes, and neighbours keep one common "
        "border. One and a half pixels straighten stairs; 0 follows pixel edges exactly.",
        0.0,
    )
    class_colours: tuple[str, ...] = described(CLASS_COLOURS, ())
    language: str = described(LANGUAGE, "en")

    def problems(self) -> list[str]:
        """Everything that is wrong with the settings, in words; empty when nothing is."""
        repeated = repeated_outputs(self.output, self.probability, self.confidence, self.polygons, self.entropy)
        return common_problems(self) + training_problems(self) + polygon_problems(self) + repeated

    def finetune_job(self) -> FinetuneJob:
        """The first half of the work."""
        return FinetuneJob(**{f.name: getattr(self, f.name) for f in dataclasses.fields(FinetuneJob)})

    def predict_job(self) -> PredictJob:
        """The second half of the work."""
        others = (*PART, "engine", "precision", "augment", "cluster", "workers")
        names = [f.name for f in dataclasses.fields(PredictJob) if f.name not in others]
        return PredictJob(**{name: getattr(self, name) for name in names})
