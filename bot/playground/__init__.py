"""A Telegram of our own: a Bot API server with its chat page, people to play the committee, and the kick-off as a story."""
