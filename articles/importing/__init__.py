"""From a parsed page to a draft: review, duplicates, bulk import. The only writer of drafts."""
