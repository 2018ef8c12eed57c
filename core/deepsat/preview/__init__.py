"""Preview: the map that a head on frozen features gives, within seconds of a change of labels."""
