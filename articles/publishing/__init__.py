"""What happens when a report becomes public: status, placements, counts, view counts."""
