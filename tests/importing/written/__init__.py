"""Files as offices have them: one report, made up from a seed, written as many programs write."""
