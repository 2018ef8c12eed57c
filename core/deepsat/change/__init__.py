"""Change between two dates of a place: learnt from polygons, or mapped without any label."""
