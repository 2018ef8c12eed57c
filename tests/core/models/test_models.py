"""A model is a network and a forest, each with its share."""

from __future__ import annotations

import pytest
import torch
from sklearn.ensemble import RandomForestClassifier

from deepsat.encoders import Architecture, build_network, scene_logits
from deepsat.models import Forest, Model
from deepsat.models.forest import arrays_of_trees
from deepsat.models.smoothing import smoothed
from deepsat.models.turned import averaged_over_turns

ARCHITECTURE = Architecture(in_channels=2, classes=3)


@pytest.fixture
def parts() -> tuple[torch.nn.Module, Forest, torch.Tensor]:
    torch.manual_seed(0)
    features, class_ids = torch.randn(60, 6).numpy(), torch.arange(60).numpy() % 3
    trees = [tree.tree_ for tree in RandomForestClassifier(4, random_state=0).fit(features, class_ids).estimators_]
    forest = Forest(arrays_of_trees(trees, torch.arange(3).numpy(), 3))
    return build_network(ARCHITECTURE).eval(), forest, torch.randn(1, 2, 32, 48)


@torch.inference_mode()
def test_probabilities_are_the_mean_by_shares(parts: tuple[torch.nn.Module, Forest, torch.Tensor]) -> None:
    network, forest, images = parts
    scale = ARCHITECTURE.input_scale
    by_network = torch.softmax(scene_logits(network, images, scale), dim=1)
    torch.testing.assert_close(Model(network, scale).probabilities(images), by_network)
    torch.testing.assert_close(Model(network, scale, forest, 1.0).probabilities(images), forest(images))
    blended = Model(network, scale, forest, 0.75).probabilities(images)
    torch.testing.assert_close(blended, 0.25 * by_network + 0.75 * forest(images))
    assert not torch.allclose(by_network, forest(images), atol=0.05)


def test_a_share_without_a_forest_is_refused(parts: tuple[torch.nn.Module, Forest, torch.Tensor]) -> None:
    network, forest, _ = parts
    for trees, share in [(None, 0.5), (forest, 0.0), (forest, 1.5)]:
        with pytest.raises(ValueError, match="forest"):
            Model(network, 2, trees, share)


@torch.inference_mode()
def test_a_model_that_smooths_gives_the_smoothed_blend(parts: tuple[torch.nn.Module, Forest, torch.Tensor]) -> None:
    network, forest, images = parts
    plain = Model(network, ARCHITECTURE.input_scale, forest, 0.5).probabilities(images)
    found = Model(network, ARCHITECTURE.input_scale, forest, 0.5, smooths=True).probabilities(images)
    torch.testing.assert_close(found, smoothed(plain, images))
    assert not torch.allclose(found, plain, atol=1e-3)


@torch.inference_mode()
def test_a_model_that_turns_says_the_same_of_a_turned_image(
    parts: tuple[torch.nn.Module, Forest, torch.Tensor],
) -> None:
    network, forest, images = parts
    model = Model(network, ARCHITECTURE.input_scale, forest, 0.3)
    plain = model.probabilities(images)
    quarter = torch.rot90(images, 1, (2, 3))
    assert not torch.allclose(model.probabilities(quarter), torch.rot90(plain, 1, (2, 3)), atol=1e-3)
    model.turns = True
    found = model.probabilities(images)
    torch.testing.assert_close(model.probabilities(quarter), torch.rot90(found, 1, (2, 3)))
    torch.testing.assert_close(model.probabilities(images.flip(3)), found.flip(3))
    torch.testing.assert_close(found.sum(dim=1), torch.ones(1, 32, 48))


@torch.inference_mode()
def test_the_network_sees_each_of_eight_views_once() -> None:
    seen: list[torch.Tensor] = []

    def echo(images: torch.Tensor) -> torch.Tensor:
        seen.append(images)
        return images

    images = torch.arange(2 * 3 * 4 * 5, dtype=torch.float32).reshape(2, 3, 4, 5)
    torch.testing.assert_close(averaged_over_turns(echo)(images), images)
    assert sorted(tuple(view.shape[2:]) for view in seen) == [(4, 5)] * 4 + [(5, 4)] * 4
    assert len({tuple(view[0, 0].flatten().tolist()) for view in seen}) == 8
