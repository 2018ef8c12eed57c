"""The models of the tests of prediction."""

from tests.core.predict.conftest import model_of_largest_band, write_model

__all__ = ["model_of_largest_band", "write_model"]
