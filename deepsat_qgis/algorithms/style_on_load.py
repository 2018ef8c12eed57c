"""Name and style of results that Processing loads."""

from __future__ import annotations

from typing import Any, Callable

from qgis.core import (
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingUtils,
    QgsRasterLayer,
)
from qgis.PyQt import sip

from deepsat_qgis.algorithms.parameter_values import comparable


class StyleOnLoad(QgsProcessingLayerPostProcessorInterface):
    """Styles a result once Processing has loaded it."""

    def __init__(self, style: Callable[[Any], Any], kind: type[QgsMapLayer]) -> None:
        super().__init__()
        self._style = style
        self._kind = kind

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        if isinstance(layer, self._kind):
            self._style(layer)


def style_when_loaded(
    path: str,
    title: str,
    context: QgsProcessingContext,
    style: Callable[[Any], Any],
    kind: type[QgsMapLayer] = QgsRasterLayer,
) -> None:
    """Gives a file a title and a style, if Processing is going to load it.

    Args:
        path: the file.
        title: what its layer will be called.
        context: knows what will be loaded.
        style: styles the layer.
        kind: of layer that it can style.
    """
    for details in layers_to_load(path, context):
        details.name = title
        details.setPostProcessor(_kept(StyleOnLoad(style, kind)))


def load_when_done(
    path: str, title: str, output: str, context: QgsProcessingContext, style: Callable[[Any], Any]
) -> None:
    """Has Processing load a raster that no parameter names, styled; not where there is no project to load it into.

    Args:
        path: the file.
        title: what its layer will be called.
        output: the output that it is of.
        context: knows the project, and what will be loaded.
        style: styles the layer.
    """
    if context.project() is None:
        return
    raster = QgsProcessingUtils.LayerHint.Raster
    details = QgsProcessingContext.LayerDetails(title, context.project(), output, raster)
    context.addLayerToLoadOnCompletion(path, details)
    style_when_loaded(path, title, context, style)


def layers_to_load(path: str, context: QgsProcessingContext) -> list[Any]:
    """What Processing knows, as `LayerDetails`, of the layers that it will make of a file.

    It knows the file as it was given: relative, with `..` in it, or with the slashes of another system.
    """
    wanted = comparable(path)
    given = [one for one in context.layersToLoadOnCompletion() if comparable(one) == wanted]
    return [context.layerToLoadOnCompletionDetails(one) for one in given]


_KEPT: set[StyleOnLoad] = set()
"""QGIS has bare pointers to them, and deletes each with the context of its run: none serves twice."""


def _kept(processor: StyleOnLoad) -> StyleOnLoad:
    """Keeps what QGIS points to, and forgets what it has deleted. Runs in any thread."""
    for one in tuple(_KEPT):
        if sip.isdeleted(one):
            _KEPT.discard(one)
    _KEPT.add(processor)
    return processor
