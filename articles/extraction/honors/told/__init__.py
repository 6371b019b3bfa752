"""What became of a title: held, aimed at, denied or only spoken of, as its clause says."""
