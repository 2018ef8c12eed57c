"""SeCo: positives and negatives of each subspace, queues, momentum, and two real processes.

Run as a script with a rank and a folder, this file is one of the two processes that the test of torch.distributed
starts.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import torch
from torch import Tensor, distributed, nn

from deepsat.jobs import InternalError, UserError
from deepsat.losses.momentum import follow, momentum_copy
from deepsat.losses.seasonal_contrast import (
    SeasonalContrast,
    SeasonalContrastSettings,
    enqueue,
    seasonal_views,
    subspace_negatives,
)


def bare_contrast(size: int, *, queue: int, temperature: float = 0.07) -> SeasonalContrast:
    """SeCo whose networks and heads only flatten: what goes in is the embedding."""
    settings = SeasonalContrastSettings(embedding_size=size, queue_length=queue, temperature=temperature)
    module = SeasonalContrast(nn.Flatten(), size, settings=settings)
    module.heads = nn.ModuleList(nn.Identity() for _ in range(3))
    module.momentum_heads = nn.ModuleList(nn.Identity() for _ in range(3))
    return module


def real_contrast(*, queue: int = 6) -> SeasonalContrast:
    """SeCo in float64 with a small network without BatchNorm."""
    torch.manual_seed(0)
    encoder = nn.Sequential(nn.Conv2d(2, 5, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten())
    settings = SeasonalContrastSettings(embedding_size=4, queue_length=queue, momentum=0.9)
    return SeasonalContrast(encoder, 5, settings=settings).double()


def images(count: int, samples: int, *, seed: int) -> Tensor:
    """(count,samples,2,6,6) float64."""
    return torch.randn(count, samples, 2, 6, 6, dtype=torch.float64, generator=torch.Generator().manual_seed(seed))


def along(axis: int, *, size: int = 5) -> Tensor:
    """One sample (1,size) along one axis."""
    return torch.eye(size)[axis][None]


@pytest.mark.parametrize("space", [0, 1, 2])
def test_key_i_is_the_positive_of_subspace_i(space: int) -> None:
    """Only key `space` equals the query. All else is orthogonal, so every loss has a closed form."""
    module = bare_contrast(5, queue=4, temperature=0.5)
    module.queues.copy_(along(4).T.expand(3, 5, 4))
    keys = [along(0) if i == space else along(1 + i) for i in range(3)]
    losses = module(along(0), keys).subspaces
    near = math.exp(1 / 0.5)
    expected = [math.log(1 + 4), math.log(1 + 4 + 2), math.log(1 + 4 + 2)]
    if space != 0:
        for other in {1, 2} - {space}:
            expected[other] = math.log(1 + 4 + 1 + near)
        expected[space] = math.log((near + 4 + 2) / near)
    else:
        expected = [math.log((near + 4) / near)] + [math.log(1 + 4 + 1 + near)] * 2
    assert losses.tolist() == pytest.approx(expected, rel=1e-5)


def test_total_is_the_sum_of_the_subspaces() -> None:
    module = real_contrast()
    batch = images(4, 3, seed=1)
    loss = module(batch[0], list(batch[1:]))
    assert loss.total.item() == pytest.approx(loss.subspaces.sum().item())
    assert loss.total.item() > 1
    assert loss.total.requires_grad
    assert not loss.subspaces.requires_grad


def test_subspace_0_has_queue_negatives_only_and_the_others_all_other_keys() -> None:
    queue, keys = torch.arange(12.0).view(2, 6), torch.arange(100.0, 118.0).view(3, 3, 2)
    assert torch.equal(subspace_negatives(0, queue, keys), queue.T)
    assert torch.equal(subspace_negatives(1, queue, keys), torch.cat([queue.T, keys[0], keys[2]]))
    assert torch.equal(subspace_negatives(2, queue, keys), torch.cat([queue.T, keys[0], keys[1]]))


@pytest.mark.parametrize("changed", [0, 1, 2])
def test_which_losses_a_key_enters(changed: int) -> None:
    module = real_contrast().eval()
    batch = images(4, 3, seed=1)
    before = module(batch[0], list(batch[1:])).subspaces
    batch[1 + changed] = images(1, 3, seed=9)[0]
    after = module(batch[0], list(batch[1:])).subspaces
    moved = [not math.isclose(a, b, rel_tol=1e-9) for a, b in zip(before.tolist(), after.tolist(), strict=True)]
    assert moved == [changed == 0, True, True]


def slow_subspace_losses(module: SeasonalContrast, query: Tensor, keys: Tensor) -> list[float]:
    """The method as it is written down, sample by sample; call before the module's own forward."""
    with torch.no_grad():
        projected = [
            [nn.functional.normalize(head(module.momentum_encoder(k))) for k in keys] for head in module.momentum_heads
        ]
        queries = [nn.functional.normalize(head(module.encoder(query))) for head in module.heads]
    losses = []
    for i in range(3):
        rows = []
        for n in range(len(query)):
            positive = math.exp(float(queries[i][n] @ projected[i][i][n]) / 0.07)
            negatives = [float(queries[i][n] @ module.queues[i][:, m]) for m in range(module.queues.shape[2])]
            if i > 0:
                negatives += [float(queries[i][n] @ z) for j in range(3) if j != i for z in projected[i][j]]
            rows.append(-math.log(positive / (positive + sum(math.exp(s / 0.07) for s in negatives))))
        losses.append(sum(rows) / len(rows))
    return losses


def test_equals_the_slow_loop() -> None:
    module, batch = real_contrast().eval(), images(4, 3, seed=1)
    with torch.no_grad():
        for parameter in module.momentum_heads.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.3)
    expected = slow_subspace_losses(module, batch[0], batch[1:])
    got = module(batch[0], list(batch[1:])).subspaces
    assert got.tolist() == pytest.approx(expected, rel=1e-9)


def test_one_subspace_is_moco_with_queue_negatives() -> None:
    torch.manual_seed(0)
    settings = SeasonalContrastSettings(subspaces=1, embedding_size=4, queue_length=6)
    module = SeasonalContrast(nn.Flatten(), 3, settings=settings).eval()
    query, key = torch.randn(2, 3), torch.randn(2, 3)
    q, k = (nn.functional.normalize(module.heads[0](x)) for x in (query, key))
    logits = torch.cat([(q * k).sum(1, keepdim=True), q @ module.queues[0]], dim=1) / 0.07
    expected = nn.functional.cross_entropy(logits, torch.zeros(2, dtype=torch.int64))
    torch.testing.assert_close(module(query, [key]).total, expected)


def test_only_the_trained_networks_get_a_gradient() -> None:
    module, batch = real_contrast(), images(4, 3, seed=1)
    module(batch[0], list(batch[1:])).total.backward()
    for network in (module.encoder, module.heads):
        assert all(p.grad is not None and p.grad.abs().max() > 0 for p in network.parameters())
    for network in (module.momentum_encoder, module.momentum_heads):
        assert all(p.grad is None and not p.requires_grad for p in network.parameters())


def test_training_moves_the_momentum_network_before_it_is_used_and_evaluation_leaves_all_alone() -> None:
    module, batch = real_contrast(), images(4, 3, seed=1)
    start = momentum_copy(module.momentum_encoder)
    with torch.no_grad():
        for parameter in module.encoder.parameters():
            parameter.add_(1.0)
    module.eval()
    queues = module.queues.clone()
    module(batch[0], list(batch[1:]))
    assert torch.equal(module.queues, queues)
    assert module.pointer == 0
    assert all(torch.equal(a, b) for a, b in zip(start.parameters(), module.momentum_encoder.parameters(), strict=True))
    module.train()
    module(batch[0], list(batch[1:]))
    for a, b in zip(start.parameters(), module.momentum_encoder.parameters(), strict=True):
        torch.testing.assert_close(b, a + 0.1)
    moved = nn.functional.normalize(module.momentum_heads[0](module.momentum_encoder(batch[1])))
    torch.testing.assert_close(module.queues[0][:, :3].T, moved)


def test_momentum_after_n_steps_has_its_closed_form() -> None:
    follower, leader = nn.Linear(3, 2).double(), nn.Linear(3, 2).double()
    start = follower.weight.detach().clone()
    for _ in range(20):
        follow(follower, leader, momentum=0.9)
    torch.testing.assert_close(follower.weight, leader.weight + 0.9**20 * (start - leader.weight))
    follow(follower, leader, momentum=1.0)
    assert not torch.equal(follower.weight, leader.weight)
    follow(follower, leader, momentum=0.0)
    assert torch.equal(follower.weight, leader.weight)


def test_following_leaves_batch_norm_statistics_alone() -> None:
    follower, leader = nn.BatchNorm1d(2), nn.BatchNorm1d(2)
    leader(torch.randn(8, 2) + 5)
    follow(follower, leader, momentum=0.0)
    assert follower.running_mean is not None
    assert follower.running_mean.tolist() == [0, 0]


def test_following_another_architecture_is_refused() -> None:
    with pytest.raises(InternalError, match="differences in weight"):
        follow(nn.Linear(3, 2), nn.Linear(4, 2), momentum=0.5)


def test_the_momentum_encoder_is_an_equal_copy_and_frozen() -> None:
    encoder = nn.Linear(3, 3)
    follower = SeasonalContrast(encoder, 3).momentum_encoder
    assert follower is not encoder
    assert torch.equal(follower.weight, encoder.weight)
    assert not follower.weight.requires_grad
    assert encoder.weight.requires_grad


def test_queues_hold_the_last_keys_and_wrap_around() -> None:
    queues, pointer = torch.zeros(2, 1, 5), torch.zeros((), dtype=torch.int64)
    keys = torch.stack([torch.arange(1.0, 9.0), -torch.arange(1.0, 9.0)])[:, :, None]
    for step in range(4):
        enqueue(queues, pointer, keys[:, 2 * step : 2 * step + 2])
    assert queues[:, 0].tolist() == [[6, 7, 8, 4, 5], [-6, -7, -8, -4, -5]]
    assert pointer == 3


def test_a_batch_longer_than_the_queue_leaves_its_last_keys() -> None:
    queues, pointer = torch.zeros(1, 1, 3), torch.tensor(2)
    enqueue(queues, pointer, torch.arange(1.0, 9.0)[None, :, None])
    assert sorted(queues.flatten().tolist()) == [6, 7, 8]
    assert pointer == (2 + 8) % 3
    enqueue(queues, pointer, torch.tensor([[[9.0]]]))
    assert sorted(queues.flatten().tolist()) == [7, 8, 9]


def test_each_queue_holds_its_own_positives_after_training_steps() -> None:
    module = bare_contrast(4, queue=5)
    seen: list[list[Tensor]] = [[], [], []]
    for step in range(4):
        keys = torch.randn(3, 2, 4, generator=torch.Generator().manual_seed(step))
        module(torch.randn(2, 4), list(keys))
        for i in range(3):
            seen[i] += list(nn.functional.normalize(keys[i]))
    for i in range(3):
        expected = [seen[i][n] for n in (5, 6, 7, 3, 4)]
        torch.testing.assert_close(module.queues[i].T, torch.stack(expected))
    assert module.pointer == 3


def test_queues_start_as_unit_vectors_of_the_seed() -> None:
    modules = [SeasonalContrast(nn.Linear(2, 2), 2, seed=seed) for seed in (1, 1, 2)]
    assert modules[0].queues.shape == (3, 128, 16384)
    torch.testing.assert_close(modules[0].queues.norm(dim=1), torch.ones(3, 16384))
    assert torch.equal(modules[0].queues, modules[1].queues)
    assert not torch.equal(modules[0].queues, modules[2].queues)


def test_training_by_autocast_is_finite_and_keeps_the_queue_in_float32() -> None:
    module, batch = real_contrast().float(), images(4, 3, seed=1).float()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        loss = module(batch[0], list(batch[1:])).total
    loss.backward()
    assert loss.isfinite()
    assert loss.dtype == torch.float32
    assert module.queues.dtype == torch.float32
    torch.testing.assert_close(module.queues.norm(dim=1), torch.ones(3, 6))


def test_a_wrong_number_of_keys_is_refused() -> None:
    with pytest.raises(UserError, match=r"3 keys a query.*Found: 2 keys"):
        bare_contrast(4, queue=4)(torch.randn(2, 4), [torch.randn(2, 4)] * 2)


def test_all_wrong_settings_are_named() -> None:
    with pytest.raises(UserError, match=r"queue_length 0, momentum 1.5, temperature 0\."):
        SeasonalContrastSettings(queue_length=0, momentum=1.5, temperature=0.0)


def contrast_with_batch_norm() -> SeasonalContrast:
    """SeCo whose features depend on which images share a batch; the same in both processes and in the test."""
    torch.manual_seed(11)
    encoder = nn.Sequential(nn.Conv2d(2, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten())
    return SeasonalContrast(encoder, 4, settings=SeasonalContrastSettings(embedding_size=3, queue_length=10), seed=5)


def train_as_one_of_two(rank: int, folder: Path) -> None:
    """Two steps on this rank's images, then one with batches of different length; writes what came of it."""
    torch.set_num_threads(1)
    meeting = (folder / "rendezvous").as_uri()
    distributed.init_process_group("gloo", init_method=meeting, rank=rank, world_size=2, timeout=timedelta(seconds=60))
    module = contrast_with_batch_norm()
    batches = torch.load(folder / f"images_{rank}.pt", weights_only=True)
    # Rank 1's generator must not matter: rank 0 deals.
    generator = torch.Generator().manual_seed(7 + 100 * rank)
    losses = torch.stack([module(batch[0], list(batch[1:]), generator=generator).subspaces for batch in batches])
    unequal = batches[0, :, : 2 + rank]
    with pytest.raises(InternalError, match=r"lengths \[2, 3\] by rank"):
        module(unequal[0], list(unequal[1:]), generator=generator)
    torch.save({"queues": module.queues, "pointer": module.pointer, "losses": losses}, folder / f"result_{rank}.pt")
    distributed.destroy_process_group()


def shuffled_keys(module: SeasonalContrast, ranks: list[Tensor], generator: torch.Generator) -> Tensor:
    """(3,2B,E): key i of both ranks in subspace i, by BatchNorm over the batches that rank 0's permutation makes."""
    embeddings = []
    for i in range(3):
        together = torch.cat([batch[1 + i] for batch in ranks])
        order = torch.randperm(len(together), generator=generator)
        halves = together[order].chunk(2)
        features = torch.cat([module.momentum_encoder(half) for half in halves])[torch.argsort(order)]
        embeddings.append(nn.functional.normalize(module.momentum_heads[i](features)))
    return torch.stack(embeddings).detach()


def run_two_processes(folder: Path) -> list[dict[str, Tensor]]:
    """What both ranks wrote."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "OMP_NUM_THREADS": "1"}
    commands = [[sys.executable, __file__, str(rank), str(folder)] for rank in (0, 1)]
    running = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) for command in commands]
    try:
        for process in running:
            _, complaints = process.communicate(timeout=180)
            assert process.returncode == 0, complaints
    finally:
        for process in running:
            process.kill()
    return [torch.load(folder / f"result_{rank}.pt", weights_only=True) for rank in (0, 1)]


def test_two_processes_share_shuffled_keys_and_equal_queues(tmp_path: Path) -> None:
    """Two steps of three images a rank, a queue of ten: the second step wraps around."""
    batches = torch.randn(2, 2, 4, 3, 2, 6, 6, generator=torch.Generator().manual_seed(1))  # rank, step, view, sample
    for rank in (0, 1):
        torch.save(batches[rank].clone(), tmp_path / f"images_{rank}.pt")
    first, second = run_two_processes(tmp_path)
    assert torch.equal(first["queues"], second["queues"])
    assert first["pointer"] == second["pointer"] == 12 % 10

    module, generator = contrast_with_batch_norm(), torch.Generator().manual_seed(7)
    expected = module.queues.clone()
    for step in range(2):
        keys = shuffled_keys(module, [batches[0, step], batches[1, step]], generator)
        expected[:, :, (torch.arange(6) + 6 * step) % 10] = keys.transpose(1, 2)
    torch.testing.assert_close(first["queues"], expected)

    # Keys that each rank had normalised by itself would be others, so the deal is what the queues show.
    alone = torch.cat([module.momentum_encoder(batches[rank, 1, 1]) for rank in (0, 1)])
    alone = nn.functional.normalize(module.momentum_heads[0](alone)).detach()
    assert (first["queues"][0, :, (torch.arange(6) + 6) % 10].T - alone).abs().max() > 1e-3
    assert (first["losses"] - second["losses"]).abs().min() > 1e-4


def test_views_of_three_seasons() -> None:
    seasons = [torch.tensor([1.0]), torch.tensor([2.0]), torch.tensor([3.0])]
    views = seasonal_views(seasons, augment=lambda image: image + 10, crop=lambda image: image * 100)
    assert views.query.item() == 100
    assert [key.item() for key in views.keys] == [1200, 300, 1100]


if __name__ == "__main__":
    train_as_one_of_two(int(sys.argv[1]), Path(sys.argv[2]))
