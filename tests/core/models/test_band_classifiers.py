"""A logistic regression on bands is a softmax of their weighted sums."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from deepsat.models.band_classifier import BandClassifier

DRAW = torch.Generator().manual_seed(4)
WEIGHTS, BIASES = torch.randn(4, 3, generator=DRAW), torch.randn(4, generator=DRAW)


def test_the_classifier_is_a_softmax_of_weighted_bands() -> None:
    bands = torch.randn(3, 50, generator=DRAW)
    ours = BandClassifier(WEIGHTS, BIASES)
    torch.testing.assert_close(ours(bands), torch.softmax((WEIGHTS @ bands).T + BIASES, dim=1))
    assert (ours.band_count, ours.class_count) == (3, 4)


@pytest.mark.parametrize(
    ("weights", "biases"),
    [
        (WEIGHTS, BIASES[:3]),
        (WEIGHTS[0], BIASES),
        (WEIGHTS, torch.full((4,), torch.nan)),
        (torch.full((4, 3), torch.inf), BIASES),
    ],
)
def test_arrays_that_do_not_fit_are_refused(weights: Tensor, biases: Tensor) -> None:
    with pytest.raises(ValueError, match="weights of bands"):
        BandClassifier(weights, biases)
