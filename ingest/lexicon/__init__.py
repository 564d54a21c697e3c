"""Words and classification items as data, and the code that loads them."""
