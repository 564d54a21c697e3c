"""Questions in, cited figures out. Reads what ``ingest`` stored."""
