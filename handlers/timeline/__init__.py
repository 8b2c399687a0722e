"""The timeline in the chat: the plan, its milestones, and how it is posted and moved."""
