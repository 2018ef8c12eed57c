"""CSCL against its closed form, a slow loop, finite differences, and the ways in which cells are left out."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from deepsat.jobs import UserError
from deepsat.losses.cscl import (
    ContextSelfContrast,
    ContextWindow,
    cell_losses,
    context_self_contrast,
    context_similarity,
    countable_cells,
    same_class,
)

STRIDES_AND_DILATIONS = [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1), (3, 2), (2, 3), (4, 2), (2, 4), (1, 3), (5, 1)]


def slow_loss(head: ContextSelfContrast, embedding: Tensor, labels: Tensor, form: str) -> Tensor:
    """The method as it is written down: location by location, cell by cell."""
    window = head.window
    w = 1 / (window.size**2 - 1)
    batch, _, height, width = embedding.shape
    losses = []
    for b in range(batch):
        for row in range(0, height, window.stride):
            for column in range(0, width, window.stride):
                query = head.query.weight[:, :, 0, 0] @ embedding[b, :, row, column]
                for u in range(window.size):
                    for v in range(window.size):
                        r = row + (u - window.size // 2) * window.dilation
                        c = column + (v - window.size // 2) * window.dilation
                        inside = 0 <= r < height and 0 <= c < width
                        key = head.key.weight[:, :, 0, 0] @ embedding[b, :, r, c] if inside else torch.zeros_like(query)
                        key = key + torch.cat([head.rel_h[:, u], head.rel_w[:, v]])
                        s = query @ key / (query.norm() * key.norm())
                        own, other = int(labels[b, row, column]), int(labels[b, r, c]) if inside else None
                        if form == "masked" and (not inside or 255 in (own, other) or (r, c) == (row, column)):
                            continue
                        losses.append(-w * s if own == other else s)
    return torch.stack(losses).mean()


def a_case(
    window: ContextWindow, form: str, *, height: int = 5, width: int = 7
) -> tuple[ContextSelfContrast, Tensor, Tensor]:
    """Head, embedding and labels of three classes and unlabelled pixels, all in float64."""
    torch.manual_seed(3)
    head = ContextSelfContrast(4, 6, window=window, form=form).double()  # type: ignore[arg-type]
    embedding = torch.randn(2, 4, height, width, dtype=torch.float64)
    labels = torch.randint(0, 4, (2, height, width))
    return head, embedding, torch.where(labels == 3, 255, labels)


def test_closed_form_of_two_cells() -> None:
    s, y = torch.tensor([0.5, 0.5]), torch.tensor([True, False])
    assert cell_losses(s, y, positive_weight=0.125).tolist() == [-0.0625, 0.5]
    assert context_self_contrast(s, y, positive_weight=0.125).item() == pytest.approx((0.5 - 0.0625) / 2)
    assert context_self_contrast(s, y, torch.tensor([True, False]), positive_weight=0.125).item() == -0.0625


def test_weight_of_positives_is_one_over_the_other_cells() -> None:
    assert ContextWindow(3).positive_weight == 0.125
    assert ContextWindow(5).positive_weight == 1 / 24


@pytest.mark.parametrize("form", ["paper", "masked"])
@pytest.mark.parametrize(("stride", "dilation"), STRIDES_AND_DILATIONS)
def test_equals_the_slow_loop_for_every_stride_and_dilation(stride: int, dilation: int, form: str) -> None:
    head, embedding, labels = a_case(ContextWindow(3, stride, dilation), form)
    torch.testing.assert_close(
        head(embedding, labels), slow_loss(head, embedding, labels, form), rtol=1e-10, atol=1e-12
    )


@pytest.mark.parametrize("form", ["paper", "masked"])
def test_equals_the_slow_loop_with_a_larger_window(form: str) -> None:
    head, embedding, labels = a_case(ContextWindow(5, 2, 1), form)
    torch.testing.assert_close(
        head(embedding, labels), slow_loss(head, embedding, labels, form), rtol=1e-10, atol=1e-12
    )


def test_gradients_equal_those_of_the_slow_loop() -> None:
    head, embedding, labels = a_case(ContextWindow(3, 2, 1), "masked")
    embedding.requires_grad_()
    inputs = [embedding, *head.parameters()]
    fast = torch.autograd.grad(head(embedding, labels), inputs)
    slow = torch.autograd.grad(slow_loss(head, embedding, labels, "masked"), inputs)
    for got, wanted in zip(fast, slow, strict=True):
        assert wanted.abs().max() > 1e-4
        torch.testing.assert_close(got, wanted, rtol=1e-8, atol=1e-11)


def test_similarity_passes_gradcheck() -> None:
    torch.manual_seed(0)
    window = ContextWindow(3, 2, 1)
    queries, keys = torch.randn(1, 4, 2, 2, dtype=torch.float64), torch.randn(1, 4, 3, 4, dtype=torch.float64)
    relative = torch.randn(4, 3, 3, dtype=torch.float64)
    inputs = [tensor.requires_grad_() for tensor in (queries, keys, relative)]
    assert torch.autograd.gradcheck(lambda q, k, r: context_similarity(q, k, r, window), inputs)


@pytest.mark.parametrize(("stride", "dilation"), STRIDES_AND_DILATIONS)
def test_similarity_has_one_window_a_location(stride: int, dilation: int) -> None:
    head = ContextSelfContrast(4, 6, window=ContextWindow(3, stride, dilation))
    similarity = head.similarity(torch.randn(2, 4, 7, 10))
    assert similarity.shape == (2, math.ceil(7 / stride), math.ceil(10 / stride), 3, 3)
    assert similarity.abs().max() <= 1 + 1e-6


def test_relative_position_tells_rows_from_columns() -> None:
    head = ContextSelfContrast(4, 6)
    relative = head.relative_position()
    assert relative.shape == (6, 3, 3)
    torch.testing.assert_close(relative[:3, 2, 0], head.rel_h[:, 2])
    torch.testing.assert_close(relative[3:, 2, 0], head.rel_w[:, 0])
    assert sum(parameter.numel() for parameter in head.parameters()) == 2 * 4 * 6 + 2 * 3 * 3


def test_relative_position_starts_as_a_standard_normal() -> None:
    torch.manual_seed(0)
    head = ContextSelfContrast(1, 20_000)
    for relative in (head.rel_h.detach(), head.rel_w.detach()):
        assert relative.mean().item() == pytest.approx(0, abs=0.02)
        assert relative.std().item() == pytest.approx(1, abs=0.02)


def test_same_class_and_countable_by_hand() -> None:
    labels = torch.tensor([[[0, 0, 1], [255, 0, 255]]], dtype=torch.uint8)
    window = ContextWindow(3)
    same, countable = same_class(labels, window), countable_cells(labels, window)
    assert same.shape == countable.shape == (1, 2, 3, 3, 3)
    assert same[0, 0, 1].int().tolist() == [[0, 0, 0], [1, 1, 0], [0, 1, 0]]
    assert countable[0, 0, 1].int().tolist() == [[0, 0, 0], [1, 0, 1], [0, 1, 0]]
    # An unlabelled location equals itself and nothing beside it, and counts nowhere.
    assert same[0, 1, 0].int().tolist() == [[0, 0, 0], [0, 1, 0], [0, 0, 0]]
    assert not countable[0, 1, 0].any()


def test_paper_form_counts_padding_as_negative_and_itself_as_positive() -> None:
    head, embedding, _ = a_case(ContextWindow(3), "paper", height=1, width=1)
    labels = torch.full((2, 1, 1), 255)
    similarity = head.similarity(embedding)[:, 0, 0].flatten(1)
    expected = (similarity.sum() - 1.125 * similarity[:, 4].sum()) / similarity.numel()
    torch.testing.assert_close(head(embedding, labels), expected)


@pytest.mark.parametrize("labels", [torch.full((2, 4, 4), 255), torch.full((2, 4, 4), 255, dtype=torch.uint8)])
def test_all_unlabelled_gives_zero_with_a_gradient(labels: Tensor) -> None:
    head = ContextSelfContrast(3, 4)
    embedding = torch.randn(2, 3, 4, 4, requires_grad=True)
    loss = head(embedding, labels)
    loss.backward()
    assert loss.item() == 0.0
    assert embedding.grad is not None
    assert embedding.grad.abs().max() == 0


def test_a_lone_labelled_pixel_gives_zero_and_a_pair_does_not() -> None:
    head = ContextSelfContrast(3, 4)
    embedding = torch.randn(1, 3, 4, 4)
    labels = torch.full((1, 4, 4), 255)
    labels[0, 1, 1] = 0
    assert head(embedding, labels).item() == 0.0
    labels[0, 1, 2] = 1
    similarity = head.similarity(embedding)
    expected = (similarity[0, 1, 1, 1, 2] + similarity[0, 1, 2, 1, 0]) / 2
    torch.testing.assert_close(head(embedding, labels), expected)


def test_unlabelled_pixels_get_no_gradient_in_the_masked_form() -> None:
    head = ContextSelfContrast(3, 4)
    embedding = torch.randn(1, 3, 5, 5, requires_grad=True)
    labels = torch.randint(0, 2, (1, 5, 5))
    labels[:, :, 2:] = 255
    head(embedding, labels).backward()
    assert embedding.grad is not None
    assert embedding.grad[..., 2:].abs().max() == 0
    assert embedding.grad[..., :2].abs().sum(1).min() > 0


def test_the_boundary_is_what_it_pushes_apart() -> None:
    """Alike inside the classes and opposed across is best, the same everywhere is worse, other labels are worst."""
    head = ContextSelfContrast(2, 2).double()
    with torch.no_grad():
        head.query.weight.copy_(torch.eye(2)[:, :, None, None])
        head.key.weight.copy_(torch.eye(2)[:, :, None, None])
        head.rel_h.zero_()
        head.rel_w.zero_()
    labels = torch.zeros(1, 4, 6, dtype=torch.int64)
    labels[:, :, 3:] = 1
    side = torch.where(labels == 0, 1.0, -1.0).double()
    split = torch.stack([side, torch.zeros_like(side)], dim=1)
    assert (
        head(split, labels)
        < head(torch.ones_like(split), labels)
        < head(split, labels.transpose(1, 2).reshape(1, 4, 6))
    )
    # Every positive has s = 1 and every negative s = -1.
    counting = countable_cells(labels, head.window)
    positives = (same_class(labels, head.window) & counting).sum()
    expected = (-0.125 * positives - (counting.sum() - positives)) / counting.sum()
    torch.testing.assert_close(head(split, labels), expected.double())


def test_a_zero_embedding_gives_finite_gradients() -> None:
    head = ContextSelfContrast(3, 4, form="paper")
    embedding = torch.zeros(1, 3, 4, 4, requires_grad=True)
    loss = head(embedding, torch.randint(0, 2, (1, 4, 4)))
    loss.backward()
    assert loss.item() == 0.0
    assert embedding.grad is not None
    assert embedding.grad.isfinite().all()


def test_a_key_that_cancels_its_relative_position_has_no_angle() -> None:
    queries, keys = torch.ones(1, 2, 1, 1), torch.tensor([1.0, 2.0]).view(1, 2, 1, 1).requires_grad_()
    relative = torch.zeros(2, 3, 3)
    relative[:, 1, 1] = torch.tensor([-1.0, -2.0])
    similarity = context_similarity(queries, keys, relative, ContextWindow(3))
    similarity.sum().backward()
    assert similarity.abs().max() == 0
    assert keys.grad is not None
    assert keys.grad.isfinite().all()


@pytest.mark.parametrize("form", ["paper", "masked"])
def test_autocast_stays_close_to_float32(form: str) -> None:
    torch.manual_seed(0)
    head = ContextSelfContrast(8, 16, form=form)  # type: ignore[arg-type]
    embedding, labels = torch.randn(2, 8, 6, 6, requires_grad=True), torch.randint(0, 3, (2, 6, 6))
    exact = head(embedding, labels)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        rough = head(embedding, labels)
    rough.backward()
    assert rough.dtype == torch.float32
    assert rough.item() == pytest.approx(exact.item(), abs=5e-3)
    assert embedding.grad is not None
    assert embedding.grad.isfinite().all()
    assert embedding.grad.abs().max() > 0


def test_a_step_of_descent_lowers_the_loss() -> None:
    torch.manual_seed(0)
    head = ContextSelfContrast(4, 8)
    embedding, labels = torch.randn(2, 4, 6, 6, requires_grad=True), torch.randint(0, 2, (2, 6, 6))
    optimizer = torch.optim.SGD([embedding, *head.parameters()], lr=0.5)
    before = head(embedding, labels)
    before.backward()
    optimizer.step()
    assert head(embedding, labels) < before - 1e-4


@pytest.mark.parametrize("size", [1, 2, 4, 0, -3])
def test_refuses_windows_without_a_centre(size: int) -> None:
    with pytest.raises(UserError, match=f"window of 3, 5, 7.*Found: {size}"):
        ContextWindow(size)


def test_refuses_strides_and_dilations_below_one() -> None:
    with pytest.raises(UserError, match="Found: stride 0 and dilation 1"):
        ContextWindow(3, stride=0)
    with pytest.raises(UserError, match="Found: stride 1 and dilation 0"):
        ContextWindow(3, dilation=0)


def test_refuses_odd_attention_channels_and_unknown_forms() -> None:
    with pytest.raises(UserError, match=r"even number of attention channels.*Found: 7"):
        ContextSelfContrast(4, 7)
    with pytest.raises(UserError, match=r"paper, masked.*Found: 'sparse'"):
        ContextSelfContrast(4, 8, form="sparse")  # type: ignore[arg-type]


def test_refuses_labels_on_another_grid() -> None:
    with pytest.raises(UserError, match=r"\(1, 4, 8, 8\) and labels \(1, 4, 4\)"):
        ContextSelfContrast(4, 8)(torch.randn(1, 4, 8, 8), torch.zeros(1, 4, 4, dtype=torch.int64))
