from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from sklearn.linear_model import LogisticRegression

from deepsat.encoders import (
    Architecture,
    batch_norms,
    build_network,
    scene_features,
    start_spectrally,
)
from deepsat.finetune.chips import ChipReader
from deepsat.finetune.head import calibrate_batch_norm, fit_head, set_head
from deepsat.finetune.labelled import look_at_labels, probabilities_at_labels
from deepsat.imagery import estimate, open_scene
from deepsat.labels import label_pixels, polygon_folds, read_labels
from deepsat.models import Model, neighbourhood
from deepsat.reporting import SilentReporter


def test_fit_is_the_logistic_regression_of_scikit_learn() -> None:
    draw = np.random.default_rng(0)
    targets = draw.integers(3, size=300)
    features = draw.normal(size=(300, 4)) * [1, 10, 0.1, 3] + targets[:, None] * [1, 0, 0.1, -2] + 5
    penalty = 0.01
    weights, biases = fit_head(
        torch.from_numpy(features), torch.from_numpy(targets), torch.ones(3, dtype=torch.float64), penalty
    )
    standard = (features - features.mean(0)) / (features.std(0) + 1e-3)
    # scikit-learn minimises C * sum(ce) + |w|^2 / 2, ours mean(ce) + penalty * |w|^2.
    theirs = LogisticRegression(C=1 / (2 * penalty * 300), tol=1e-8, max_iter=10_000).fit(standard, targets)
    ours = torch.softmax(torch.from_numpy(features) @ weights.double().T + biases.double(), dim=1)
    np.testing.assert_allclose(ours.numpy(), theirs.predict_proba(standard), atol=2e-3)


def test_a_feature_of_little_trust_is_one_that_was_scaled_down() -> None:
    """Two copies of what tells the classes apart: the head leans on the trusted one, by the square of the trust."""
    draw = torch.Generator().manual_seed(0)
    targets = torch.randint(2, (400,), generator=draw)
    signal = targets + 0.5 * torch.randn(400, generator=draw)
    features = torch.stack([signal, signal], dim=1).double()
    alike, _ = fit_head(features, targets, torch.ones(2), 1e-2)
    torch.testing.assert_close(alike[:, 0], alike[:, 1], rtol=1e-3, atol=1e-4)
    weights, biases = fit_head(features, targets, torch.ones(2), 1e-2, torch.tensor([1.0, 0.5]))
    torch.testing.assert_close(weights[:, 1] / weights[:, 0], torch.full((2,), 0.25), rtol=1e-2, atol=0)
    assert float(((features.float() @ weights.T + biases).argmax(1) == targets).float().mean()) > 0.8


def test_a_class_without_a_pixel_never_wins_and_weights_shift_the_border() -> None:
    draw = torch.Generator().manual_seed(0)
    features = torch.randn(200, 2, generator=draw)
    targets = torch.where(features[:, 0] + 0.8 * torch.randn(200, generator=draw) > 0, 2, 0)
    shares = []
    for class_weights in ([1.0, 0.0, 1.0], [1.0, 0.0, 5.0]):
        weights, biases = fit_head(features, targets, torch.tensor(class_weights), 1e-3)
        winners = (features @ weights.T + biases).argmax(dim=1)
        assert set(winners.tolist()) == {0, 2}
        shares.append(float((winners == 2).float().mean()))
    assert shares[1] > shares[0] + 0.1


def test_head_and_forest_see_at_labels_what_network_and_image_have_there(small_scene: Any) -> None:
    """Features gathered pixel by pixel, times the weights, are what the network then computes as a convolution."""
    torch.manual_seed(0)
    network = build_network(Architecture(in_channels=3, classes=3))
    cpu, reporter = torch.device("cpu"), SilentReporter()
    with open_scene([small_scene.raster]) as scene:
        reader = ChipReader(scene, estimate(scene, 0))
        whole = reader.read([scene.grid.whole]).images
        calibrate_batch_norm(network, whole, 2)
        pixels = label_pixels(read_labels(small_scene.labels, "class", scene.grid), scene.grid)
        folds = polygon_folds(pixels)
        seen = look_at_labels(network, reader, pixels, folds, input_scale=2, device=cpu, reporter=reporter)
        set_head(network, *fit_head(seen.features, seen.class_ids, torch.ones(3), 1e-2))
        model = Model(network, 2)
        said = probabilities_at_labels(model, reader, pixels, bf16=False, device=cpu, reporter=reporter)
    assert seen.class_ids.tolist() == pixels.class_ids.tolist()
    surroundings = neighbourhood(whole)[0][:, pixels.rows, pixels.columns].T
    inside = (pixels.rows > 0) & (pixels.rows < 95) & (pixels.columns > 0) & (pixels.columns < 111)
    np.testing.assert_allclose(seen.surroundings[inside], surroundings.numpy()[inside], atol=1e-3)
    weights, biases = network.segmentation_head[0].weight.flatten(1), network.segmentation_head[0].bias
    by_features = torch.softmax(seen.features @ weights.T + biases, dim=1)
    np.testing.assert_allclose(said, by_features.detach().numpy(), atol=1e-3)
    assert (said.argmax(axis=1) == pixels.class_ids).mean() > 0.9


def test_calibration_makes_statistics_those_of_the_images_and_leaves_evaluation_mode() -> None:
    network = build_network(Architecture(in_channels=2, classes=2)).train()
    images = 3 + 2 * torch.randn(4, 2, 64, 64)
    calibrate_batch_norm(network, images, 1)
    assert not network.training
    with torch.no_grad():
        stem = F.conv2d(images, network.encoder.conv1.weight, stride=2, padding=3)
    layer = batch_norms(network)[0]
    torch.testing.assert_close(layer.running_mean, stem.mean(dim=(0, 2, 3)), rtol=1e-3, atol=1e-3)
    torch.testing.assert_close(layer.running_var, stem.var(dim=(0, 2, 3)), rtol=1e-3, atol=1e-3)
    assert layer.momentum == pytest.approx(0.1)
    with torch.no_grad():
        assert float(scene_features(network, images, 1).std()) > 0.1


def test_a_constant_band_does_not_drown_the_others_once_it_is_disturbed() -> None:
    """Without a floor its variance is 0, and an offset of 0.05 becomes one of 16 standard deviations."""
    torch.manual_seed(0)
    architecture = Architecture(in_channels=3, classes=2)
    network = build_network(architecture)
    start_spectrally(network, architecture, decoder_share=0.75)
    images = torch.randn(4, 3, 64, 64)
    images[:, 2] = 0
    calibrate_batch_norm(network, images, architecture.input_scale)
    for layer in batch_norms(network):
        assert float(layer.running_var.min()) > 0.01 * float(layer.running_var.mean())
    with torch.no_grad():
        before = scene_features(network, images, 2)
        images[:, 2] = 0.05
        after = scene_features(network, images, 2)
    assert 0 < float((after - before).abs().mean()) < 0.2 * float(before.std())
