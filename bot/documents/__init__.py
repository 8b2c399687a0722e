"""Documents and pictures: Typst templates and the one function that draws them; documents in words as PDF and DOCX."""

from bot.documents.drawing import TEMPLATES, render
from bot.documents.model import Block, Bullets, Document, Paragraph, Section, Table

__all__ = ["TEMPLATES", "Block", "Bullets", "Document", "Paragraph", "Section", "Table", "render"]
