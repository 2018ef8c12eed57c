"""The three methods: what learns, what the loss sees, and that every draw comes from the batch's key."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path

import pytest
import torch
from torch import Tensor

from deepsat.encoders import Architecture, spectral_channels
from deepsat.losses.dense_contrast import DenseContrastSettings
from deepsat.losses.seasonal_contrast import SeasonalContrastSettings, SeasonalLoss
from deepsat.pretrain.catalogue import find_places
from deepsat.pretrain.chips import ChipBatch, Chips, ChipSettings
from deepsat.pretrain.methods import (
    ContextSelfContrastMethod,
    EmbeddingEarth,
    EmbeddingEarthSettings,
    Method,
    SeasonalContrastMethod,
    start_network,
)
from deepsat.pretrain.methods.base import SPECTRAL_SHARE
from deepsat.pretrain.radiometry import Radiometry
from deepsat.pretrain.sharded_step import gradients_of_step, learning_parameters
from deepsat.pretrain.views import Size, ViewSettings
from deepsat.reporting import SilentReporter

ARCHITECTURE = Architecture(in_channels=13, classes=1, decoder_channels=(16, 16, 8, 8, 8))
STILL = Radiometry(strength=0.0, noise=0.0, drop_samples=0.0)
VIEWS = ViewSettings(size=Size(16, 16))


def method_of(
    name: str, *, radiometry: Radiometry = STILL, momentum: float | None = None, share: float = SPECTRAL_SHARE
) -> Method:
    start = start_network(ARCHITECTURE, 0, share)
    torch.manual_seed(1)
    if name == "seco":
        settings = SeasonalContrastSettings(embedding_size=8, queue_length=16)
        return SeasonalContrastMethod(start, settings, view_side=16, radiometry=radiometry).train()
    if name == "cscl":
        return ContextSelfContrastMethod(start, view_side=16, radiometry=radiometry).train()
    settings = EmbeddingEarthSettings(VIEWS, DenseContrastSettings(anchors=32, negatives=32), radiometry, 8, momentum)
    return EmbeddingEarth(start, settings).train()


@pytest.fixture
def batches(archive: Path) -> dict[str, ChipBatch]:
    places = find_places([str(archive / "tirol")], 0, SilentReporter()).places
    found = {}
    for name, dates in (("embedding_earth", 2), ("seco", 3), ("cscl", 1)):
        batch = Chips(places, ChipSettings(side=24, dates=dates, samples=3, shards=1), 5)[0]
        labels = (torch.arange(24 * 24).view(24, 24) // 5 % 3).to(torch.uint8).expand(3, 24, 24)
        found[name] = dataclasses.replace(batch, labels=labels)
    return found


NAMES = ("embedding_earth", "seco", "cscl")


@pytest.mark.parametrize("name", NAMES)
def test_only_the_trained_parts_get_a_gradient(name: str, batches: dict[str, ChipBatch]) -> None:
    method = method_of(name)
    gradients_of_step(method, [batches[name]], autocast=False)
    moved = {
        part
        for part in ("encoder", "decoder", "segmentation_head")
        for parameter in getattr(method.network, part).parameters()
        if parameter.grad is not None and float(parameter.grad.abs().sum()) > 0
    }
    assert moved == set(method.trained_parts)
    others = [p for key, p in method.named_parameters() if not key.startswith("network.") and p.requires_grad]
    assert others, "a head learns too"
    assert all(parameter.grad is not None for parameter in others)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_batch_gives_the_same_loss_and_another_key_another(name: str, batches: dict[str, ChipBatch]) -> None:
    first, again = (method_of(name)(batches[name]).loss.item() for _ in range(2))
    other = method_of(name)(dataclasses.replace(batches[name], key=(5, 1, 0))).loss.item()
    assert first == again
    assert first != other


@pytest.mark.parametrize("name", NAMES)
def test_a_few_steps_lower_the_loss_of_a_batch(name: str, batches: dict[str, ChipBatch]) -> None:
    method = method_of(name)
    optimiser = torch.optim.Adam(learning_parameters(method), lr=1e-3)
    losses = []
    # SeCo's queue fills with the batch's own keys meanwhile, so only its first steps compare.
    for _ in range(3 if name == "seco" else 5):
        optimiser.zero_grad()
        losses.append(gradients_of_step(method, [batches[name]], autocast=False).loss)
        optimiser.step()
    best = min(losses[1:3]) if name == "seco" else losses[-1]
    assert best < losses[0] - 0.001


@pytest.mark.parametrize("name", NAMES)
def test_the_pass_through_of_the_bands_survives_a_step_and_the_rest_learns(
    name: str, batches: dict[str, ChipBatch]
) -> None:
    method = method_of(name)
    before = {key: tensor.clone() for key, tensor in method.network.named_parameters()}
    optimiser = torch.optim.AdamW(learning_parameters(method), lr=0.1, weight_decay=0.1)
    gradients_of_step(method, [batches[name]], autocast=False)
    optimiser.step()
    moved = method.network.encoder.conv1.weight[:32]
    assert not torch.equal(moved, before["encoder.conv1.weight"][:32])
    method.after_step()
    after = dict(method.network.named_parameters())
    for key, rows in spectral_channels(method.network, ARCHITECTURE, SPECTRAL_SHARE).items():
        assert torch.equal(after[key][:rows], before[key][:rows]), key
        if key.split(".")[0] in method.trained_parts:
            assert not torch.equal(after[key][rows:], before[key][rows:]), key
    # Four of eight channels carry the bands: the four others of the layer after them read nothing of these.
    for layer in ("3.conv2", "4.conv1", "4.conv2"):
        weights = after[f"decoder.blocks.{layer}.0.weight"]
        assert weights.shape[:2] == (8, 8) and not weights[4:, :4].any() and weights[4:, 4:].all(), layer


@pytest.mark.parametrize("name", NAMES)
def test_without_a_pass_through_all_weights_of_the_trained_parts_learn(
    name: str, batches: dict[str, ChipBatch]
) -> None:
    method = method_of(name, share=0.0)
    assert (method.spectral_share, method.spectral_features) == (0.0, 0)
    before = {key: tensor.clone() for key, tensor in method.network.named_parameters()}
    optimiser = torch.optim.AdamW(learning_parameters(method), lr=0.1, weight_decay=0.1)
    gradients_of_step(method, [batches[name]], autocast=False)
    optimiser.step()
    moved = {key: tensor.clone() for key, tensor in method.network.named_parameters()}
    method.after_step()
    for key, tensor in method.network.named_parameters():
        assert torch.equal(tensor, moved[key]), "nothing is put back"
        if key.split(".")[0] in method.trained_parts:
            same = (tensor == before[key]).flatten(1).all(1) if tensor.dim() > 1 else tensor == before[key]
            assert not bool(same.any()), key


def test_stages_that_the_network_does_not_use_do_not_learn() -> None:
    architecture = dataclasses.replace(ARCHITECTURE, decoder_channels=(16, 16, 8, 8))
    method = EmbeddingEarth(start_network(architecture, 0))
    learning = {name for name, weights in method.network.named_parameters() if weights.requires_grad}
    assert learning == {
        name
        for name, _ in method.network.named_parameters()
        if not name.startswith(("segmentation_head.", "encoder.layer4."))
    }


def test_embedding_earth_contrasts_what_is_not_passed_through(batches: dict[str, ChipBatch]) -> None:
    """Each pixel's bands reach the loss through the layers that learn alone."""
    method = method_of("embedding_earth")
    assert method.spectral_features == 4
    seen: list[Tensor] = []
    method.projection.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0]))
    method(batches["embedding_earth"])
    assert seen[0].shape[1] == ARCHITECTURE.decoder_channels[-1] - 4


def test_cross_entropy_is_added_to_the_context_self_contrast(batches: dict[str, ChipBatch]) -> None:
    """With a classifier that knows nothing, each labelled pixel costs the logarithm of the 255 ids."""
    alone = method_of("cscl")(batches["cscl"]).loss
    start = start_network(ARCHITECTURE, 0)
    torch.manual_seed(1)
    both = ContextSelfContrastMethod(start, view_side=16, radiometry=STILL, cross_entropy=0.5).train()
    assert both.classifier is not None
    torch.nn.init.zeros_(both.classifier.weight)
    torch.nn.init.zeros_(both.classifier.bias)
    torch.testing.assert_close(both(batches["cscl"]).loss - alone, torch.tensor(0.5 * math.log(255)), atol=1e-4, rtol=0)


def identical_dates(batch: ChipBatch) -> ChipBatch:
    return dataclasses.replace(batch, images=batch.images[:, :1].expand_as(batch.images).contiguous())


def test_embedding_earth_pairs_pixels_of_the_same_ground(
    batches: dict[str, ChipBatch], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With equal dates and a network that hands the image through, a pixel and its partner are the same pixel."""
    method = method_of("embedding_earth")
    monkeypatch.setattr(method.network.encoder, "forward", lambda images: [images])
    monkeypatch.setattr(method.network.decoder, "forward", lambda features: features[0])
    method.projection = torch.nn.Sequential()
    method.spectral_features = 0  # the image is compared whole
    batch = batches["embedding_earth"]
    outcome = method(identical_dates(batch))
    assert len(outcome.queries) == 48
    torch.testing.assert_close(outcome.queries, outcome.positives)
    different = method(batch)
    distance = (different.queries - different.positives).norm(dim=1)
    assert float(distance.median()) > 0.01, "otherwise the dates are paired"


def test_embedding_earth_leaves_out_what_one_date_does_not_show(batches: dict[str, ChipBatch]) -> None:
    batch = batches["embedding_earth"]
    nothing = dataclasses.replace(batch, valid=torch.stack([batch.valid[:, 0], ~batch.valid[:, 1]], dim=1))
    outcome = method_of("embedding_earth")(nothing)
    assert outcome.loss.item() == 0
    assert len(outcome.queries) == 0


def handing_images_through(dates_per_view: int, monkeypatch: pytest.MonkeyPatch) -> EmbeddingEarth:
    """The method with a network whose features are the image."""
    method = method_of("embedding_earth")
    assert isinstance(method, EmbeddingEarth)
    monkeypatch.setattr(method.network.encoder, "forward", lambda images: [images])
    monkeypatch.setattr(method.network.decoder, "forward", lambda features: features[0])
    method.projection = torch.nn.Sequential()
    method.spectral_features = 0
    method.settings = dataclasses.replace(method.settings, dates_per_view=dates_per_view)
    return method


def test_a_view_of_several_dates_is_the_mean_of_those_that_show_a_pixel(
    batches: dict[str, ChipBatch], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each view has one date that says one thing everywhere, and one that says another where it has data."""
    batch = batches["embedding_earth"]
    levels = torch.zeros(3, 4, 13, 24, 24)
    levels[:, 0, 3], levels[:, 1, 4], levels[:, 2, 3], levels[:, 3, 5] = 1.0, 1.0, 1.0, 1.0
    valid = torch.ones(3, 4, 24, 24, dtype=torch.bool)
    valid[1, 1], valid[1, 3] = False, False
    valid[2] = False
    several = dataclasses.replace(
        batch, images=levels, valid=valid, present=torch.ones(3, 4, 13, dtype=torch.bool), place=torch.arange(3)
    )
    outcome = handing_images_through(2, monkeypatch)(several)
    # Of both dates in equal parts, or of the first one alone; the third sample shows nothing.
    both, half = torch.zeros(13), 0.5**0.5
    both[3], both[4] = half, half
    alone = torch.zeros(13)
    alone[3] = 1.0
    kinds = {tuple(row) for row in outcome.queries.mul(1000).round().int().tolist()}
    assert kinds == {tuple(kind.mul(1000).round().int().tolist()) for kind in (both, alone)}
    other = torch.zeros(13)
    other[3], other[5] = half, half
    kinds = {tuple(row) for row in outcome.positives.mul(1000).round().int().tolist()}
    assert kinds == {tuple(kind.mul(1000).round().int().tolist()) for kind in (other, alone)}
    assert len(outcome.queries) == 32


def test_gradients_reach_the_network_from_all_dates_of_a_view(archive: Path) -> None:
    (place,) = find_places([str(archive / "tirol")], 0, SilentReporter()).places
    batch = Chips([place], ChipSettings(side=24, dates=4, samples=3, shards=1, dates_per_view=2), 5)[0]
    start = start_network(ARCHITECTURE, 0, SPECTRAL_SHARE)
    contrast = DenseContrastSettings(anchors=32, negatives=32)
    method = EmbeddingEarth(start, EmbeddingEarthSettings(VIEWS, contrast, STILL, 8, dates_per_view=2)).train()
    images = batch.images.clone().requires_grad_()
    outcome = method(dataclasses.replace(batch, images=images))
    outcome.loss.backward()
    assert outcome.loss.item() > 0
    assert (images.grad.abs().flatten(2).sum(2) > 0).all()


def test_dropped_bands_are_the_same_in_both_views(
    batches: dict[str, ChipBatch], monkeypatch: pytest.MonkeyPatch
) -> None:
    method = method_of("embedding_earth", radiometry=Radiometry(0.05, 0.02, 1.0, 0.6))
    seen: list[Tensor] = []
    monkeypatch.setattr(method.network.encoder, "forward", lambda images: seen.append(images) or [images])
    monkeypatch.setattr(method.network.decoder, "forward", lambda features: features[0][:, :8])
    method(batches["embedding_earth"])
    first, second = seen[0].ne(0).any(3).any(2).chunk(2)
    assert torch.equal(first, second)
    assert 3 <= int(first.sum()) < 12


def test_a_momentum_network_follows_and_gets_no_gradient(batches: dict[str, ChipBatch]) -> None:
    method = method_of("embedding_earth", momentum=0.9)
    assert isinstance(method, EmbeddingEarth)
    with torch.no_grad():
        for parameter in method.network.parameters():
            parameter.add_(1.0)
    before = method.momentum_network.encoder.conv1.weight.clone()
    gradients_of_step(method, [batches["embedding_earth"], batches["embedding_earth"]], autocast=False)
    moved = method.momentum_network.encoder.conv1.weight - before
    torch.testing.assert_close(moved, torch.full_like(moved, 0.1), rtol=1e-3, atol=1e-4)
    assert all(parameter.grad is None for parameter in method.momentum_network.parameters())


def test_cscl_turns_image_and_labels_together(batches: dict[str, ChipBatch]) -> None:
    """With the labels as the image, neighbours of one class are equal in the image that the network sees."""
    method = method_of("cscl")
    batch = batches["cscl"]
    painted = torch.zeros_like(batch.images)
    painted[:, 0, 3] = batch.labels.float() + 1
    seen: list[tuple[Tensor, Tensor]] = []

    def look(_module: object, inputs: tuple[Tensor, Tensor], _output: Tensor) -> None:
        seen.append(inputs)

    method.head.register_forward_hook(look)
    method.network.decoder.register_forward_pre_hook(lambda _module, _inputs: None)
    images: list[Tensor] = []
    method.network.encoder.register_forward_pre_hook(lambda _module, inputs: images.append(inputs[0]))
    for step in range(4):
        method(dataclasses.replace(batch, images=painted, key=(5, step, 0)))
        labels = seen[-1][1]
        assert torch.equal(images[-1][:, 3, ::2, ::2], labels.float() + 1)
    turned = {tuple(labels[0, 0, :5].tolist()) for _, labels in seen}
    assert len(turned) > 1


def test_cscl_learns_no_labels_of_pixels_without_data(batches: dict[str, ChipBatch]) -> None:
    method = method_of("cscl")
    batch = batches["cscl"]
    valid = batch.valid.clone()
    valid[:, :, :9, 5:] = False
    painted = torch.zeros_like(batch.images)
    painted[:, 0, 3] = (batch.labels.float() + 1) * valid[:, 0]
    seen: list[tuple[Tensor, Tensor]] = []
    method.head.register_forward_hook(lambda _head, inputs, _output: seen.append(inputs))
    images: list[Tensor] = []
    method.network.encoder.register_forward_pre_hook(lambda _module, inputs: images.append(inputs[0]))
    for step in range(3):
        method(dataclasses.replace(batch, images=painted, valid=valid, key=(5, step, 0)))
        shown, labels = images[-1][:, 3, ::2, ::2], seen[-1][1]
        assert torch.equal(labels == 255, shown == 0)
        assert torch.equal(labels[labels != 255] + 1.0, shown[shown != 0])
    assert any(bool((labels == 255).any()) for _, labels in seen)


def test_seco_contrasts_the_three_dates(batches: dict[str, ChipBatch], monkeypatch: pytest.MonkeyPatch) -> None:
    method = method_of("seco")
    batch = batches["seco"]
    constant = torch.zeros_like(batch.images)
    constant[:, :, 3] = torch.tensor([1.0, 2.0, 3.0])[None, :, None, None]
    seen: list[tuple[Tensor, list[Tensor]]] = []
    inner = method.contrast.forward

    def look(query: Tensor, keys: tuple[Tensor, ...], generator: torch.Generator) -> SeasonalLoss:
        seen.append((query, list(keys)))
        return inner(query, keys, generator=generator)

    monkeypatch.setattr(method.contrast, "forward", look)
    method(dataclasses.replace(batch, images=constant))
    query, keys = seen[0]
    assert query.shape == (3, 13, 16, 16)
    torch.testing.assert_close(query[:, 3], torch.full((3, 16, 16), 1.0))
    torch.testing.assert_close(keys[1][:, 3], torch.full((3, 16, 16), 3.0))
    assert not torch.allclose(keys[2][:, 3], query[:, 3])
    assert bool(((keys[0][:, 3] - 2.0).abs() < 1.5).all())
