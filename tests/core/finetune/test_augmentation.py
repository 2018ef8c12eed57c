from __future__ import annotations

import numpy as np
import pytest
import torch

from deepsat.finetune.augmentation import Augmentation


def plain(count: int, bands: int, turns: tuple[int, ...], mirrored: tuple[bool, ...]) -> Augmentation:
    return Augmentation(turns, mirrored, torch.ones(count, bands), torch.zeros(count, bands))


def test_labels_move_with_their_image() -> None:
    draw = torch.Generator().manual_seed(0)
    labels = torch.randint(0, 5, (16, 7, 7), generator=draw)
    images = labels[:, None].float()
    augmentation = Augmentation.draw(count=16, bands=1, strength=0.0, seed=3, step=4)
    moved = augmentation.of_images(images, torch.ones(16, 7, 7, dtype=torch.bool))
    assert torch.equal(moved[:, 0].long(), augmentation.turned(labels))
    changed = [not torch.equal(one, other) for one, other in zip(augmentation.turned(labels), labels, strict=True)]
    assert 8 < sum(changed) < 16


def test_all_eight_arrangements_of_an_image_without_symmetry_occur_and_are_told_apart() -> None:
    image = torch.arange(9).reshape(1, 3, 3)
    arrangements = [
        plain(1, 1, (turns,), (mirrored,)).turned(image).flatten().tolist()
        for turns in range(4)
        for mirrored in (False, True)
    ]
    assert len({tuple(arrangement) for arrangement in arrangements}) == 8
    # A quarter turn anticlockwise brings the right column to the top; then left and right are exchanged.
    assert arrangements[2] == [2, 5, 8, 1, 4, 7, 0, 3, 6]
    assert arrangements[3] == [8, 5, 2, 7, 4, 1, 6, 3, 0]
    drawn = Augmentation.draw(count=200, bands=1, strength=0.0, seed=0, step=0)
    assert len(set(zip(drawn.quarter_turns, drawn.mirrored, strict=True))) == 8


def test_gain_and_offset_belong_to_a_chip_and_a_band_and_leave_missing_data_zero() -> None:
    images = torch.ones(2, 2, 3, 3)
    valid = torch.ones(2, 3, 3, dtype=torch.bool)
    valid[0, 0, 1] = False
    gain, offset = torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([[0.5, 0.0], [0.0, -1.0]])
    augmented = Augmentation((0, 0), (False, False), gain, offset).of_images(images, valid)
    assert augmented[:, :, 2, 2].tolist() == [[1.5, 2.0], [3.0, 3.0]]
    assert augmented[0, :, 0, 1].tolist() == [0.0, 0.0]
    assert augmented[1, :, 0, 1].tolist() == [3.0, 3.0]


def test_draws_follow_seed_and_step_and_have_the_asked_for_strength() -> None:
    def draw(seed: int, step: int) -> Augmentation:
        return Augmentation.draw(count=400, bands=5, strength=0.05, seed=seed, step=step)

    one = draw(1, 2)
    assert torch.equal(one.gain, draw(1, 2).gain)
    assert not torch.equal(one.gain, draw(1, 3).gain)
    assert not torch.equal(one.gain, draw(2, 2).gain)
    assert float(one.gain.std()) == pytest.approx(0.05, rel=0.1)
    assert float(one.gain.mean()) == pytest.approx(1, abs=0.01)
    assert float(one.offset.mean()) == pytest.approx(0, abs=0.01)
    assert abs(float(np.corrcoef(one.gain.flatten(), one.offset.flatten())[0, 1])) < 0.1
