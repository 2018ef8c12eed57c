from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from deepsat.losses import masked_cross_entropy


def by_loops(logits: Tensor, target: Tensor, class_weights: Tensor | None) -> float:
    """The definition, pixel by pixel."""
    total = weight_sum = 0.0
    for b in range(logits.shape[0]):
        for row in range(logits.shape[2]):
            for column in range(logits.shape[3]):
                label = int(target[b, row, column])
                if label == 255:
                    continue
                values = [float(value) for value in logits[b, :, row, column]]
                entropy = math.log(sum(math.exp(value) for value in values)) - values[label]
                weight = 1.0 if class_weights is None else float(class_weights[label])
                total += weight * entropy
                weight_sum += weight
    return total / weight_sum


def test_closed_form_of_two_labelled_pixels() -> None:
    logits = torch.zeros(1, 2, 1, 3)
    logits[0, 0, 0, 0] = math.log(3.0)  # probability of class 0 is 3/4
    target = torch.tensor([[[0, 1, 255]]])
    assert masked_cross_entropy(logits, target).item() == pytest.approx((math.log(4 / 3) + math.log(2)) / 2)
    weights = torch.tensor([3.0, 1.0])
    expected = (3 * math.log(4 / 3) + math.log(2)) / 4
    assert masked_cross_entropy(logits, target, weights).item() == pytest.approx(expected)


@pytest.mark.parametrize("weighted", [False, True])
def test_equals_the_loop_over_pixels(weighted: bool) -> None:
    draw = torch.Generator().manual_seed(1)
    logits = 3 * torch.randn(3, 4, 5, 7, generator=draw, dtype=torch.float64)
    target = torch.randint(0, 4, (3, 5, 7), generator=draw)
    target[torch.rand(3, 5, 7, generator=draw) < 0.7] = 255
    weights = torch.tensor([0.5, 2.0, 1.0, 4.0]) if weighted else None
    assert masked_cross_entropy(logits, target, weights).item() == pytest.approx(by_loops(logits, target, weights))


def test_gradient_is_that_of_finite_differences_and_zero_where_unlabelled() -> None:
    draw = torch.Generator().manual_seed(2)
    logits = torch.randn(2, 3, 2, 2, generator=draw, dtype=torch.float64, requires_grad=True)
    target = torch.tensor([[[0, 255], [2, 255]], [[255, 255], [255, 1]]])
    weights = torch.tensor([1.0, 2.0, 3.0])
    assert torch.autograd.gradcheck(lambda values: masked_cross_entropy(values, target, weights), (logits,))
    (gradient,) = torch.autograd.grad(masked_cross_entropy(logits, target, weights), logits)
    unlabelled = (target == 255)[:, None].expand_as(gradient)
    assert (gradient[unlabelled] == 0).all()
    assert (gradient[~unlabelled] != 0).all()


def test_nothing_labelled_gives_zero_with_a_gradient_of_zeros() -> None:
    logits = torch.randn(2, 3, 4, 4, requires_grad=True)
    loss = masked_cross_entropy(logits, torch.full((2, 4, 4), 255))
    loss.backward()
    assert loss.item() == 0
    assert logits.grad is not None
    assert torch.equal(logits.grad, torch.zeros_like(logits))


def test_labelled_pixels_count_alike_whether_their_tile_has_many_or_few() -> None:
    logits = torch.zeros(2, 2, 1, 100)
    logits[0, 0] = 4.0
    target = torch.full((2, 1, 100), 255)
    target[0, 0, :99] = 0  # 99 pixels that are right ...
    target[1, 0, 0] = 0  # ... and one undecided
    right, undecided = math.log1p(math.exp(-4.0)), math.log(2)
    assert masked_cross_entropy(logits, target).item() == pytest.approx((99 * right + undecided) / 100, rel=1e-5)


def test_half_precision_logits_are_added_up_in_single_precision() -> None:
    logits = torch.zeros(1, 2, 200, 200, dtype=torch.bfloat16)
    loss = masked_cross_entropy(logits, torch.zeros(1, 200, 200, dtype=torch.uint8))
    assert loss.dtype == torch.float32
    assert loss.item() == pytest.approx(math.log(2), rel=1e-6)


def test_shapes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="belong to logits"):
        masked_cross_entropy(torch.zeros(1, 2, 4, 5), torch.zeros(1, 5, 4))
