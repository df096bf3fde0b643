"""Benchmarks (量快慢): what the project promises of speed, measured beside its peers in one run. One module a subject."""
