"""The models and rasters of the tests of prediction."""

from tests.core.predict.conftest import model_of_largest_band, one_thread, write_model, write_raster

__all__ = ["model_of_largest_band", "one_thread", "write_model", "write_raster"]
