"""How Chinese text is written: folding, numerals, years, fingerprints."""
