from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import entropy

from deepsat.predict.entropy import relative_entropy


def test_from_certain_to_all_alike() -> None:
    shares = np.array(
        [[[1.0, 0.25, 0.5, 0.7]], [[0.0, 0.25, 0.5, 0.1]], [[0.0, 0.25, 0.0, 0.1]], [[0.0, 0.25, 0.0, 0.1]]]
    )
    found = relative_entropy(shares.astype(np.float32))
    assert found[0, :3] == pytest.approx([0.0, 1.0, 0.5])
    assert found == pytest.approx(entropy(shares, base=4, axis=0), abs=1e-6)


def test_a_single_class_is_certain() -> None:
    assert relative_entropy(np.ones((1, 2, 3), dtype=np.float32)).tolist() == [[0, 0, 0], [0, 0, 0]]
