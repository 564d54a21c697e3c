"""Trains the bundled embedding model; nothing at run time imports it."""
