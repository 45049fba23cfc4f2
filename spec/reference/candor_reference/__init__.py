"""A second reading of spec/protocol.md, in Python and for checking only.

Every module implements one section of the text and nothing else. The package makes the vectors in
spec/vectors and rebuilds a rollup from L1 data; it is never part of a running service.
"""
