"""Makes the files of spec/vectors. Everything here is deterministic: no clock, no randomness but a counter."""
