"""Every answer given, kept for a while: for a shared link, for thumbs up and down, and to learn what is asked."""
