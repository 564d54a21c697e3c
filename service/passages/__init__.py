"""The passages of documents that answer in words: found, weighed as evidence, cut to what bears on the question."""
