"""What leaves the committee: copies of drafts that name their recipient, and declared findings that are made public."""
