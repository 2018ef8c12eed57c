"""The dense contrast against a slow loop, and what may be an anchor, a positive or a negative."""

from __future__ import annotations

import dataclasses
import math
from collections import Counter

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from deepsat.jobs import UserError
from deepsat.losses.dense_contrast import (
    DenseContrastSettings,
    PairedView,
    Pairing,
    Pixels,
    dense_contrast,
    draw_pixels,
    negative_pairs,
    usable_anchors,
)

EVERY_PIXEL = DenseContrastSettings(temperature=0.3, anchors=10_000, negatives=10_000, exclusion_radius=2.0)


def generator(seed: int = 0) -> torch.Generator:
    """A CPU generator."""
    return torch.Generator().manual_seed(seed)


def a_view(samples: int, height: int, width: int, other: int, seed: int) -> PairedView:
    """A view with arbitrary partners among `other` pixels, positions on half pixels, and pixels without data."""
    drawn = generator(seed)
    return PairedView(
        partner=torch.randint(-1, other, (samples, height, width), generator=drawn),
        positions=torch.randint(0, 12, (samples, height, width, 2), generator=drawn) / 2,
        valid=torch.rand(samples, height, width, generator=drawn) < 0.7,
    )


def a_pairing(*, places: tuple[int, ...] = (0, 1, 0)) -> Pairing:
    """Views of 3 x 4 and 5 x 2 pixels."""
    samples = len(places)
    return Pairing(a_view(samples, 3, 4, 10, seed=1), a_view(samples, 5, 2, 12, seed=2), torch.tensor(places))


def embeddings(pairing: Pairing, seed: int = 3) -> tuple[Tensor, Tensor]:
    """Float64 embeddings (B,4,H,W) of both views, of any length."""
    drawn = generator(seed)
    shapes = [view.partner.shape for view in (pairing.view_1, pairing.view_2)]
    first, second = (torch.randn(b, 4, h, w, generator=drawn, dtype=torch.float64) for b, h, w in shapes)
    return first, second


def grid_pairing(length: int, *, shift: int = 0) -> Pairing:
    """One sample, a row of pixels seen twice: pixel i of view 1 is pixel i - shift of view 2."""
    here, there = torch.arange(length), torch.arange(length)
    partner_1 = torch.where((here - shift >= 0) & (here - shift < length), here - shift, -1)
    partner_2 = torch.where((there + shift >= 0) & (there + shift < length), there + shift, -1)
    zeros = torch.zeros(length)
    valid = torch.ones(1, 1, length, dtype=torch.bool)
    return Pairing(
        PairedView(partner_1.view(1, 1, -1), torch.stack([zeros, here.float()], -1).view(1, 1, -1, 2), valid),
        PairedView(
            partner_2.view(1, 1, -1), torch.stack([zeros, there + shift + 0.0], -1).view(1, 1, -1, 2), valid.clone()
        ),
        torch.zeros(1, dtype=torch.int64),
    )


def slow_one_way(
    z: Tensor, k: Tensor, pairing: Pairing, settings: DenseContrastSettings, a: Pixels, n: Pixels
) -> Tensor:
    """L(1 -> 2) as it is written down, for the given anchors and offered negatives."""
    here, there = pairing.view_1, pairing.view_2
    losses = []
    for b, i in zip(a.sample.tolist(), a.index.tolist(), strict=True):
        p = int(here.partner[b].flatten()[i])
        anchor, positive = z[b].flatten(1)[:, i], k[b].flatten(1)[:, p]
        at = here.positions[b].flatten(0, 1)[i]
        scores = []
        for c, j in zip(n.sample.tolist(), n.index.tolist(), strict=True):
            distance = math.dist(at.tolist(), there.positions[c].flatten(0, 1)[j].tolist())
            near = pairing.place[b] == pairing.place[c] and distance <= settings.exclusion_radius
            if not near and (b, p) != (c, j):
                negative = k[c].flatten(1)[:, j]
                scores.append((anchor @ negative / anchor.norm() / negative.norm() / settings.temperature).exp())
        if scores:
            top = (anchor @ positive / anchor.norm() / positive.norm() / settings.temperature).exp()
            losses.append(-torch.log(top / (top + torch.stack(scores).sum())))
    return torch.stack(losses).mean()


def every(allowed: Tensor) -> Pixels:
    """All allowed pixels."""
    sample, index = torch.nonzero(allowed.flatten(1), as_tuple=True)
    return Pixels(sample, index)


def all_anchors(pairing: Pairing) -> Pixels:
    """All pixels with data whose partner has data, by a loop."""
    found = [
        (b, i)
        for b in range(len(pairing.place))
        for i, p in enumerate(pairing.view_1.partner[b].flatten().tolist())
        if p >= 0 and pairing.view_1.valid[b].flatten()[i] and pairing.view_2.valid[b].flatten()[p]
    ]
    sample, index = torch.tensor(found).T
    return Pixels(sample, index)


@pytest.mark.parametrize("places", [(0, 1, 0), (0, 1, 2), (5, 5, 5)])
def test_equals_the_slow_loop_over_every_pixel(places: tuple[int, ...]) -> None:
    pairing = a_pairing(places=places)
    z1, z2 = embeddings(pairing)
    ways = [(z1, z2, pairing), (z2, z1, pairing.swapped())]
    expected = sum(slow_one_way(z, k, p, EVERY_PIXEL, all_anchors(p), every(p.view_2.valid)) for z, k, p in ways) / 2
    got = dense_contrast(z1, z2, pairing, settings=EVERY_PIXEL, generator=generator())
    torch.testing.assert_close(got, expected, rtol=1e-10, atol=0)


def test_equals_the_slow_loop_over_drawn_pixels_with_its_gradient() -> None:
    pairing = a_pairing()
    z1, z2 = (z.requires_grad_() for z in embeddings(pairing))
    settings = dataclasses.replace(EVERY_PIXEL, anchors=2, negatives=3)
    drawn, expected = generator(8), []
    for z, k, p in ((z1, z2, pairing), (z2, z1, pairing.swapped())):
        anchors = draw_pixels(usable_anchors(p), 2, drawn)
        expected.append(slow_one_way(z, k, p, settings, anchors, draw_pixels(p.view_2.valid, 3, drawn)))
    slow = sum(expected) / 2
    fast = dense_contrast(z1, z2, pairing, settings=settings, generator=generator(8))
    torch.testing.assert_close(fast, slow, rtol=1e-10, atol=0)
    wanted = torch.autograd.grad(slow, [z1, z2])
    assert min(gradient.abs().max() for gradient in wanted) > 1e-3
    torch.testing.assert_close(torch.autograd.grad(fast, [z1, z2]), wanted, rtol=1e-8, atol=1e-11)


def test_gradcheck() -> None:
    pairing = a_pairing()
    inputs = [z.requires_grad_() for z in embeddings(pairing)]

    def loss(z1: Tensor, z2: Tensor) -> Tensor:
        return dense_contrast(z1, z2, pairing, settings=EVERY_PIXEL, generator=generator())

    assert torch.autograd.gradcheck(loss, inputs)


def test_momentum_keys_are_positives_and_negatives_without_gradient() -> None:
    pairing = a_pairing()
    z1, z2 = (z.requires_grad_() for z in embeddings(pairing))
    k1, k2 = (k.requires_grad_() for k in embeddings(pairing, seed=9))
    ways = [(z1, k2, pairing), (z2, k1, pairing.swapped())]
    slow = sum(slow_one_way(z, k, p, EVERY_PIXEL, all_anchors(p), every(p.view_2.valid)) for z, k, p in ways) / 2
    fast = dense_contrast(z1, z2, pairing, settings=EVERY_PIXEL, generator=generator(), keys_1=k1, keys_2=k2)
    torch.testing.assert_close(fast, slow, rtol=1e-10, atol=0)
    torch.testing.assert_close(torch.autograd.grad(fast, [z1, z2]), torch.autograd.grad(slow, [z1, z2]))
    assert torch.autograd.grad(
        dense_contrast(z1, z2, pairing, settings=EVERY_PIXEL, generator=generator(), keys_1=k1, keys_2=k2),
        [k1, k2],
        allow_unused=True,
    ) == (None, None)


def test_it_is_symmetric_and_blind_to_length() -> None:
    pairing = a_pairing()
    z1, z2 = embeddings(pairing)
    here = dense_contrast(z1, z2, pairing, settings=EVERY_PIXEL, generator=generator())
    there = dense_contrast(z2, 3 * z1, pairing.swapped(), settings=EVERY_PIXEL, generator=generator())
    torch.testing.assert_close(here, there)


@pytest.mark.parametrize("shift", [0, 2, -3])
def test_matching_pixels_score_better_than_shifted_ones(shift: int) -> None:
    """Each ground pixel has its own direction: with the right partners the loss is that of orthogonal negatives."""
    length, settings = 8, dataclasses.replace(EVERY_PIXEL, exclusion_radius=0.0)
    pairing = grid_pairing(length, shift=shift)
    ground = torch.eye(16)
    z1, z2 = ground[:, 4 : 4 + length][None, :, None], ground[:, 4 + shift : 4 + shift + length][None, :, None]
    right = dense_contrast(z1, z2, pairing, settings=settings, generator=generator())
    near = math.exp(1 / 0.3)
    assert right.item() == pytest.approx(math.log((near + length - 1) / near), rel=1e-5)
    wrong = dense_contrast(z1, z2.roll(1, -1), pairing, settings=settings, generator=generator())
    assert wrong > right + 1


@given(
    rows=st.lists(st.integers(-6, 6), min_size=2, max_size=6),
    columns=st.lists(st.integers(-6, 6), min_size=6, max_size=6),
    radius=st.sampled_from([0.0, 1.0, 2.5, 5.0, 7.3]),
    same_place=st.booleans(),
)
def test_exclusion_radius_is_a_disc_in_source_pixels(
    rows: list[int], columns: list[int], radius: float, same_place: bool
) -> None:
    """Two samples, a pixel of sample 0 as anchor at (0, 0): those within the radius at its place are left out."""
    count = len(rows)
    positions = torch.tensor([*zip(rows, columns[:count], strict=True)], dtype=torch.float32).view(1, 1, count, 2)
    everywhere = torch.ones(2, 1, count, dtype=torch.bool)
    nowhere = torch.full((2, 1, count), -1)
    pairing = Pairing(
        PairedView(nowhere, torch.zeros(2, 1, count, 2), everywhere),
        PairedView(nowhere, positions.expand(2, -1, -1, -1), everywhere),
        torch.tensor([0, 0 if same_place else 1]),
    )
    anchor = Pixels(torch.tensor([0]), torch.tensor([0]))
    got = negative_pairs(pairing, anchor, every(everywhere), radius)[0].tolist()
    far = [math.hypot(r, c) > radius for r, c in zip(rows, columns[:count], strict=True)]
    assert got == far + (far if same_place else [True] * count)


def test_pixels_inside_the_radius_get_no_gradient_as_negatives() -> None:
    """One anchor in the middle of nine pixels, radius 2: pixels 2-6 of view 2 are spared, but for the positive."""
    pairing = grid_pairing(9)
    only_middle = torch.zeros(1, 1, 9, dtype=torch.bool)
    only_middle[..., 4] = True
    pairing = dataclasses.replace(pairing, view_1=dataclasses.replace(pairing.view_1, valid=only_middle))
    z1 = torch.randn(1, 4, 1, 9, generator=generator(1))
    k2 = torch.randn(1, 4, 1, 9, generator=generator(2), requires_grad=True)
    dense_contrast(z1, k2, pairing, settings=EVERY_PIXEL, generator=generator(), keys_1=torch.zeros_like(z1)).backward()
    assert k2.grad is not None
    # View 2's own anchor, pixel 4, meets only zero keys, so what else has a gradient has it as negative.
    touched = (k2.grad[0, :, 0].abs().sum(0) > 1e-6).tolist()
    assert touched == [True, True, False, False, True, False, False, True, True]


def test_an_anchor_without_negatives_does_not_enter_the_mean() -> None:
    """All pixels of a row of five lie within 2 pixels of its middle, but not of its others."""
    pairing = grid_pairing(5)
    z1, z2 = embeddings(pairing)
    anchors = all_anchors(pairing)
    assert negative_pairs(pairing, anchors, anchors, 2.0).any(1).tolist() == [True, True, False, True, True]
    ways = [(z1, z2, pairing), (z2, z1, pairing.swapped())]
    expected = sum(slow_one_way(z, k, p, EVERY_PIXEL, anchors, anchors) for z, k, p in ways) / 2
    got = dense_contrast(z1, z2, pairing, settings=EVERY_PIXEL, generator=generator())
    torch.testing.assert_close(got, expected, rtol=1e-10, atol=0)


def test_the_partner_is_never_a_negative() -> None:
    """Even with radius 0 and a partner whose centre lies half a pixel off."""
    pairing = grid_pairing(5)
    moved = dataclasses.replace(pairing.view_2, positions=pairing.view_2.positions + 0.5)
    pairing = dataclasses.replace(pairing, view_2=moved)
    pixels = every(pairing.view_1.valid)
    negatives = negative_pairs(pairing, pixels, pixels, 0.0)
    assert torch.equal(negatives, ~torch.eye(5, dtype=torch.bool))


def test_pixels_without_data_take_no_part() -> None:
    pairing = a_pairing()
    z1, z2 = embeddings(pairing)
    expected = dense_contrast(z1, z2, pairing, settings=EVERY_PIXEL, generator=generator())
    views = ((z1, pairing.view_1), (z2, pairing.view_2))
    spoiled = [torch.where(view.valid[:, None], z, torch.nan).requires_grad_() for z, view in views]
    loss = dense_contrast(spoiled[0], spoiled[1], pairing, settings=EVERY_PIXEL, generator=generator())
    loss.backward()
    torch.testing.assert_close(loss, expected)
    for z, view in zip(spoiled, (pairing.view_1, pairing.view_2), strict=True):
        assert not view.valid.all()
        assert z.grad is not None
        assert z.grad.permute(0, 2, 3, 1)[~view.valid].abs().max() == 0
        assert z.grad.isfinite().all()
        assert z.grad.abs().max() > 0


def test_anchors_need_data_on_both_sides() -> None:
    pairing = a_pairing()
    usable = torch.zeros(3, 3, 4, dtype=torch.bool)
    anchors = all_anchors(pairing)
    usable.flatten(1)[anchors.sample, anchors.index] = True
    assert torch.equal(usable_anchors(pairing), usable)
    assert 0 < usable.sum() < pairing.view_1.valid.sum()


@pytest.mark.parametrize("why", ["no overlap", "no data", "all too near"])
def test_nothing_to_compare_gives_zero_with_a_gradient(why: str) -> None:
    pairing = a_pairing(places=(0, 0, 0))
    settings = EVERY_PIXEL
    if why == "no overlap":
        views = [
            dataclasses.replace(v, partner=torch.full_like(v.partner, -1)) for v in (pairing.view_1, pairing.view_2)
        ]
        pairing = Pairing(views[0], views[1], pairing.place)
    elif why == "no data":
        views = [dataclasses.replace(v, valid=torch.zeros_like(v.valid)) for v in (pairing.view_1, pairing.view_2)]
        pairing = Pairing(views[0], views[1], pairing.place)
    else:
        settings = dataclasses.replace(EVERY_PIXEL, exclusion_radius=100.0)
    z1, z2 = (z.requires_grad_() for z in embeddings(pairing))
    loss = dense_contrast(z1, z2, pairing, settings=settings, generator=generator())
    loss.backward()
    assert loss.item() == 0
    assert z1.grad is not None
    assert z1.grad.abs().max() == 0
    assert z2.grad is not None
    assert z2.grad.abs().max() == 0


def test_a_sample_without_overlap_gives_negatives_but_no_anchors() -> None:
    pairing = a_pairing(places=(0, 1, 2))
    views = []
    for view in (pairing.view_1, pairing.view_2):
        partner = view.partner.clone()
        partner[1] = -1
        views.append(dataclasses.replace(view, partner=partner))
    pairing = Pairing(views[0], views[1], pairing.place)
    z1, z2 = (z.requires_grad_() for z in embeddings(pairing))
    assert not usable_anchors(pairing)[1].any()
    assert usable_anchors(pairing)[0].any()
    zeros = torch.zeros_like(z1), torch.zeros_like(z2)
    loss = dense_contrast(
        z1, z2, pairing, settings=EVERY_PIXEL, generator=generator(), keys_1=zeros[0], keys_2=zeros[1]
    )
    assert loss > 0
    loss = dense_contrast(z1, z2, pairing, settings=EVERY_PIXEL, generator=generator())
    loss.backward()
    assert z1.grad is not None
    assert z1.grad[1].abs().max() > 0


def test_draws_are_even_different_allowed_and_reproducible() -> None:
    allowed = torch.tensor([[[True, True, False], [True, True, True]], [[False, False, False], [False, True, False]]])
    allowed = torch.cat([allowed, torch.zeros(1, 2, 3, dtype=torch.bool)])
    drawn, counts = generator(1), Counter[int]()
    for _ in range(1000):
        pixels = draw_pixels(allowed, 2, drawn)
        assert pixels.sample.tolist() == [0, 0, 1]
        assert pixels.index[2] == 4
        assert pixels.index[0] != pixels.index[1]
        counts.update(pixels.index[:2].tolist())
    assert set(counts) == {0, 1, 3, 4, 5}
    assert min(counts.values()) > 330
    assert max(counts.values()) < 470
    again = [draw_pixels(allowed, 2, generator(seed)).index.tolist() for seed in range(6) for _ in range(2)]
    assert again[::2] == again[1::2]
    assert len({tuple(index) for index in again}) > 1


def test_constant_embeddings_score_what_chance_scores() -> None:
    """They cannot tell anything apart: log(negatives + 1), with all pixels of the two other samples as negatives."""
    pairing = a_pairing(places=(0, 1, 2))
    views = [dataclasses.replace(v, valid=torch.ones_like(v.valid)) for v in (pairing.view_1, pairing.view_2)]
    pairing = Pairing(views[0], views[1], pairing.place)
    settings = dataclasses.replace(EVERY_PIXEL, exclusion_radius=100.0)
    z1, z2 = torch.ones(3, 4, 3, 4), torch.ones(3, 4, 5, 2)
    loss = dense_contrast(z1, z2, pairing, settings=settings, generator=generator())
    assert loss.item() == pytest.approx((math.log(2 * 10 + 1) + math.log(2 * 12 + 1)) / 2)


def test_autocast_gives_float32() -> None:
    pairing = a_pairing()
    z1, z2 = (z.float().requires_grad_() for z in embeddings(pairing))
    exact = dense_contrast(z1, z2, pairing, settings=EVERY_PIXEL, generator=generator())
    with torch.autocast("cpu", dtype=torch.bfloat16):
        rough = dense_contrast(z1.bfloat16(), z2.bfloat16(), pairing, settings=EVERY_PIXEL, generator=generator())
    rough.backward()
    assert rough.dtype == torch.float32
    assert rough.item() == pytest.approx(exact.item(), rel=0.02)
    assert z1.grad is not None
    assert z1.grad.isfinite().all()


def test_wrong_grids_are_refused() -> None:
    pairing = a_pairing()
    z1, z2 = embeddings(pairing)
    with pytest.raises(UserError, match=r"embedding_1 of shape \(3, 4, 5, 2\) for a view of 3 x 3 x 4"):
        dense_contrast(z2, z1, pairing, settings=EVERY_PIXEL, generator=generator())
    with pytest.raises(UserError, match="keys_2 of shape"):
        dense_contrast(z1, z2, pairing, settings=EVERY_PIXEL, generator=generator(), keys_2=z1)


def test_all_wrong_settings_are_named() -> None:
    with pytest.raises(UserError, match=r"anchors 0, negatives -1, temperature 0, exclusion_radius -2\."):
        DenseContrastSettings(anchors=0, negatives=-1, temperature=0, exclusion_radius=-2)
