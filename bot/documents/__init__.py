"""Documents and pictures: Typst templates, and the one function that draws them."""

from bot.documents.drawing import TEMPLATES, render

__all__ = ["TEMPLATES", "render"]
