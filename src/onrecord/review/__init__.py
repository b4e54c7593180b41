"""What reviewers decide about records: a log beside the store, applied on reading, never written into its tables."""
