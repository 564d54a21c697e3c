"""Words → the addresses of one document: its vocabulary, how names are matched, and what each reading assumes."""
