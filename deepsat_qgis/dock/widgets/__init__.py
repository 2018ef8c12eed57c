"""Widgets that know nothing of land cover: what the parts of the panel are made of."""
