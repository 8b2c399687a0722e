"""Forms in the chat, the same for every room; and files, which only forms take."""
