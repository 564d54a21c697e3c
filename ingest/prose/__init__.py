"""Running text → facts: sentences, their figures, what each figure is of, and the reasons stated."""

from ingest.prose.facts import facts_of_fields, facts_of_prose

__all__ = ["facts_of_fields", "facts_of_prose"]
