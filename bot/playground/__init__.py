"""A Telegram of our own: a Bot API server and its chat page, people who play the committee, the kick-off as a story."""
