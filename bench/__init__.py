"""Benchmarks: ratios measured in one interleaved run, so that a slow or busy machine slows both sides of each."""
