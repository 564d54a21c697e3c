"""What a turn of a conversation leans on: the turn before it, kept in the store."""
