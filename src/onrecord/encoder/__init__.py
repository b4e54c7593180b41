"""The one pass of a compact transformer over the text, whose heads several stages read."""
