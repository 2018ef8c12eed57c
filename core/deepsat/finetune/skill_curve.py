"""How skill grows with the number of polygons: worth drawing more, or not?"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from deepsat.accuracy import Confusion, Evidence
from deepsat.finetune.cross_validation import forest_of, head_of, thinned_by_class
from deepsat.finetune.labelled import Labelled
from deepsat.finetune.recipe import Recipe

COUNTS = (1, 2, 3, 5, 8, 12, 20)


def skill_by_polygons(
    labelled: Labelled,
    evidence: Evidence,
    forest_share: float,
    recipe: Recipe,
    trust: Tensor | None,
    seed: int,
    check: Callable[[], None],
) -> tuple[tuple[int, float], ...]:
    """Mean IoU on held-out polygons of a blend that learnt from so many polygons a class.

    Each polygon is held out once, as in the comparison of the candidates, so that the curve ends where that stands.

    Args:
        labelled: pixels in folds, and what is seen there.
        evidence: what the blend says of held-out pixels where it learnt from all others.
        forest_share: of the blend of forest and fitted head, 0-1.
        recipe: how the head is fitted.
        trust: as `fit_head` takes it.
        seed: of the draw of polygons, and of the forest.
        check: called between any two fits; what it raises ends the work.

    Returns:
        Polygons a class and mean IoU, 0-1, as long as some class has more to learn from in some fold, and at last all;
        empty where fewer than two such points are left.
    """
    folds = range(labelled.folds.count)
    most = max((_most_polygons(labelled.where(labelled.folds.training(fold))) for fold in folds), default=0)
    if most < 2:
        return ()
    points = []
    for count in (count for count in COUNTS if count < most):
        confusion = Confusion.empty(len(labelled.pixels.class_map))
        for fold in folds:
            check()
            training = _drawn(labelled.where(labelled.folds.training(fold)), count, seed)
            scored = labelled.where(labelled.folds.held_out(fold))
            said = _says(training, scored, forest_share, recipe, trust, seed)
            confusion.add(said.argmax(axis=1).astype(np.uint8), scored.pixels.class_ids)
        points.append((count, confusion.mean_iou))
    return (*points, (most, evidence.confusion().mean_iou))


def _most_polygons(labelled: Labelled) -> int:
    return int(labelled.pixels.polygons_by_class.max())


def _drawn(labelled: Labelled, count: int, seed: int) -> Labelled:
    """The pixels of `count` polygons of each class, those of smaller counts among them."""
    pixels, draw = labelled.pixels, np.random.default_rng(seed)
    chosen = [
        draw.permutation(np.unique(pixels.polygon_ids[pixels.class_ids == class_id]))[:count]
        for class_id in np.unique(pixels.class_ids)
    ]
    return labelled.where(np.isin(pixels.polygon_ids, np.concatenate(chosen)))


def _says(
    training: Labelled, scored: Labelled, forest_share: float, recipe: Recipe, trust: Tensor | None, seed: int
) -> NDArray[np.float32]:
    """Probabilities, float32 (N,K), of a blend."""
    weights, biases = head_of(thinned_by_class(training, seed), recipe, trust)
    head = torch.softmax(scored.features @ weights.T + biases, dim=1)
    if forest_share == 0:
        return head.numpy()
    forest = forest_of(training, recipe, seed).of_features(torch.from_numpy(scored.surroundings.T.copy()))
    return torch.lerp(head, forest, forest_share).numpy()
