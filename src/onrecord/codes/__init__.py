"""Code lists and lexicons: event types, countries, roles, organisations, given names."""
