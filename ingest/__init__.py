"""Files in, facts and passages out. Owns what is stored; never imports ``service``."""
