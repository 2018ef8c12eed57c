"""What `finetune` and `mapfromlabels` share: the parameters of training and how they become fields of a job."""

from __future__ import annotations

from typing import Any, Mapping

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingUtils,
)

from deepsat.jobs.class_names import words_of
from deepsat_qgis.algorithms import parameter_names as names
from deepsat_qgis.algorithms.base import DeepSatAlgorithm
from deepsat_qgis.algorithms.parameter_values import Parameters
from deepsat_qgis.algorithms.parameters import ParameterMaker
from deepsat_qgis.layers.class_styles import colour_pairs
from deepsat_qgis.layers.label_file import LAYER_NAME, LabelSource, check_labels
from deepsat_qgis.translation import spoken_language, tr
from deepsat_qgis.wording import held_out_number, held_out_sentence

HELD_OUT_MEAN_IOU, HELD_OUT_ACCURACY = "HELD_OUT_MEAN_IOU", "HELD_OUT_ACCURACY"
_SCORES = {HELD_OUT_MEAN_IOU: "mean_iou", HELD_OUT_ACCURACY: "overall_accuracy"}


class TrainingAlgorithm(DeepSatAlgorithm):
    """Base of the algorithms that learn from labels."""

    def add_training_inputs(self, make: ParameterMaker) -> None:
        """The parameters up to the outputs, in the order in which they are asked."""
        for parameter in (
            make.scene(),
            make.labels(),
            make.class_field(),
            make.max_minutes(),
            make.dates(),
            make.masks(),
            make.checkpoint(),
            make.loss(),
            make.scale(),
            make.seed(),
            make.device(),
            make.class_colours(),
            make.class_names(),
        ):
            self.addParameter(parameter)

    def add_training_outputs(self) -> None:
        """The numbers that tell how good the model is."""
        self.addOutput(QgsProcessingOutputNumber(HELD_OUT_MEAN_IOU, tr("Mean IoU on held-out polygons (0-1)")))
        self.addOutput(
            QgsProcessingOutputNumber(HELD_OUT_ACCURACY, tr("Share of held-out pixels that got their class (0-1)"))
        )
        self.add_summary()

    def training_fields(self, parameters: Parameters, context: QgsProcessingContext) -> dict[str, Any]:
        """Fields that `FinetuneJob` and `MapJob` have in common."""
        return {
            **self.series_fields(parameters, context),
            "labels": QgsProcessingUtils.generateTempFilename("labels.gpkg"),
            "labels_layer": LAYER_NAME,
            "class_field": self.parameterAsString(parameters, names.CLASS_FIELD, context),
            "checkpoint": self.checkpoint(parameters, context),
            "loss": self.parameterAsEnumString(parameters, names.LOSS, context),
            "scale": int(self.parameterAsEnumString(parameters, names.SCALE, context)),
            "seed": self.parameterAsInt(parameters, names.SEED, context),
            "device": self.parameterAsString(parameters, names.DEVICE, context),
            "max_minutes": self.parameterAsDouble(parameters, names.MAX_MINUTES, context),
            "model": self.plain_file(parameters, names.MODEL, context),
            "report": self.plain_file(parameters, names.REPORT, context),
            "language": spoken_language().code,
            "class_colours": self._class_colours(parameters, context),
            "class_names": self._class_names(parameters, context),
        }

    def _class_names(self, parameters: Parameters, context: QgsProcessingContext) -> tuple[str, ...]:
        """The names that are given, else those of the label layer."""
        class_field = self.parameterAsString(parameters, names.CLASS_FIELD, context)
        return self.class_names(parameters, names.LABELS, class_field, context)

    def _class_colours(self, parameters: Parameters, context: QgsProcessingContext) -> tuple[str, ...]:
        """The colours that are given, else those of the label layer where it is drawn by class."""
        given = self.parameterAsString(parameters, names.CLASS_COLOURS, context)
        if given.strip():
            return tuple(pair.strip() for pair in given.split(";") if pair.strip())
        layer = self.vector_layer(parameters, names.LABELS, context)
        class_field = self.parameterAsString(parameters, names.CLASS_FIELD, context)
        if layer is None:
            return ()
        return colour_pairs(layer, class_field, words_of(self._class_names(parameters, context)))

    def label_source(self, parameters: Parameters, context: QgsProcessingContext) -> LabelSource:
        return self.polygons_of_labels(parameters, context)

    def check(self, parameters: Parameters, context: QgsProcessingContext) -> None:
        self.checkpoint(parameters, context)
        scenes = self.scene_paths(parameters, context)
        class_field = self.parameterAsString(parameters, names.CLASS_FIELD, context)
        check_labels(self.label_source(parameters, context), class_field)
        outputs = (
            names.MODEL,
            names.REPORT,
            names.OUTPUT,
            names.PROBABILITY,
            names.CONFIDENCE,
            names.ENTROPY,
            names.POLYGONS,
        )
        self.check_outputs_differ(parameters, context, scenes, outputs)

    def training_outputs(self, result: Mapping[str, Any], feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Model, report and scores; a score that does not exist is left out."""
        feedback.pushInfo(held_out_sentence(result))
        outputs: dict[str, Any] = {names.MODEL: result["model"]}
        if result.get("report"):
            outputs[names.REPORT] = result["report"]
        scores = {name: held_out_number(result, key) for name, key in _SCORES.items()}
        return {**outputs, **{name: score for name, score in scores.items() if score is not None}}
