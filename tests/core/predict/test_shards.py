"""Shards cover all rows once, and are worth their overlap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deepsat.jobs import ErrorCode, PredictJob, UserError
from deepsat.predict.cluster.ray_workers import Layout
from deepsat.predict.cluster.shards import LEAST_ROWS, SHARDS_A_WORKER, shards_of


@given(st.integers(0, 300), st.integers(0, 300), st.integers(1, 40))
def test_every_row_is_in_one_shard_in_order(first: int, count: int, workers: int) -> None:
    shards = shards_of(first, first + count, workers)
    assert [row for shard in shards for row in range(shard.first, shard.end)] == list(range(first, first + count))
    assert len(shards) <= max(workers * SHARDS_A_WORKER, 1)
    assert all(shard.end - shard.first >= LEAST_ROWS for shard in shards[:-1])


def job(**options: object) -> PredictJob:
    return PredictJob(("/a.tif",), "/m", "/o.tif", cluster="auto", **options)  # type: ignore[arg-type]


def test_workers_are_as_many_as_graphics_cards_or_one_for_four_processors() -> None:
    assert Layout.of({"CPU": 16.0}, job()) == Layout(workers=4, cpus=4, gpus=0)
    assert Layout.of({"CPU": 2.0}, job()) == Layout(workers=1, cpus=2, gpus=0)
    assert Layout.of({"CPU": 2.0}, job(workers=2)) == Layout(workers=2, cpus=1, gpus=0)
    assert Layout.of({"CPU": 64.0, "GPU": 2.0}, job()) == Layout(workers=2, cpus=4, gpus=1)
    assert Layout.of({"CPU": 8.0, "GPU": 2.0}, job(device="cpu")) == Layout(workers=2, cpus=4, gpus=0)


@pytest.mark.parametrize(("device", "gpus"), [("cuda", 0), ("cuda:1", 0), ("mps", 0), ("mps", 1)])
def test_a_device_that_the_cluster_has_none_of_is_refused(device: str, gpus: int) -> None:
    with pytest.raises(UserError) as error:
        Layout.of({"CPU": 4.0, "GPU": float(gpus)}, job(device=device, workers=2))
    assert error.value.code is ErrorCode.DEVICE_UNAVAILABLE
    assert error.value.found == f"{device}: the cluster has 4 processors and {gpus} graphics cards"
    assert Layout.of({"CPU": 4.0, "GPU": 2.0}, job(device="cuda")) == Layout(workers=2, cpus=2, gpus=1)


def test_workers_without_a_cluster_are_a_mistake() -> None:
    assert PredictJob(("/a.tif",), "/m", "/o.tif", workers=2).problems() != []
    assert job(workers=2).problems() == []
    assert job(workers=-1).problems() != []
