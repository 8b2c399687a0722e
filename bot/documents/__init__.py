"""Pictures by Typst and QR codes; documents in words as PDF and DOCX."""

from bot.documents.codes import qr_code
from bot.documents.drawing import TEMPLATES, render
from bot.documents.model import Block, Bullets, Document, Paragraph, Section, Table

__all__ = ["TEMPLATES", "Block", "Bullets", "Document", "Paragraph", "Section", "Table", "qr_code", "render"]
