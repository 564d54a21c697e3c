"""A question's words → frames: spelling, numbers, lists and the shapes that ask for an operation."""
