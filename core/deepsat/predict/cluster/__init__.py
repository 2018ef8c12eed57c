"""Clusters: one map by many processes, in shards of rows of tiles; the same bytes as by one."""
