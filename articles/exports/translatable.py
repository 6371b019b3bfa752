"""The words of the registry, which the desk translates where it shows them.

In the registry they are plain text: files, the API and the data dictionary are for readers, and a
text that waits for a language would cost something in every row.
"""

from articles.exports.datasets import DATASETS


def words() -> set[str]:
    """Return every text of the registry that the desk's dialog shows."""
    found = set()
    for dataset in DATASETS.values():
        found.add(dataset.label)
        for column in dataset.columns:
            found |= {column.label, column.group, column.description}
    return found
