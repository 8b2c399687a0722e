"""What the commands do, and what they say on the terminal. Each is imported by itself: a start needs one of them."""
