"""Networks for series: several dates of one place in, one map out; one file a network."""
