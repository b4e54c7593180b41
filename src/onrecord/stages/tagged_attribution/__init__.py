"""Attributions from the encoder's tags: spans by constrained decoding, joined by a deterministic linker."""
