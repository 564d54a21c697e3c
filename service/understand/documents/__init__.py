"""Which documents a question is about, and plans over several of them."""
