"""Promises of speed, each measured against its limit or a peer in the same run. `./run bench` writes the figures to
docs/reference/benchmarks.md."""
