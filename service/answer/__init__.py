"""From a question to an answer: the stages, what they say, and what they refuse."""
