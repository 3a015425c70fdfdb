"""Bounds on what is read of one message (SECURITY 6): beyond them a message is refused, not guessed at."""

from __future__ import annotations

HEADER_BLOCK = 102_400
"""Octets of one header block; Postfix's header_size_limit."""
HEADER_LINES = 1_000
HEADER_FIELD = 16_384
ENCODED_WORDS = 200
DEPTH = 20
PARTS = 1_000
TEXT = 2_000_000
"""Characters of one decoded text part."""
HTML = 1_000_000
"""Characters of one HTML part."""
HTML_DEPTH = 200
HTML_TAGS = 50_000
HTML_ATTRIBUTES = 100
"""Attributes of one tag."""
HTML_REFERENCES = 100_000
HTML_CONDITIONS = 1_000
"""Conditional comments."""
HTML_NODES = 500_000
"""Nodes of one tree: unclosed formatting elements make a parser repeat them in every paragraph."""
