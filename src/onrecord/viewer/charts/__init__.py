"""Charts as SVG, made on the server: each a function from rows to markup."""
