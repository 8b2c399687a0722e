"""Reservations: statements that members, or their groups, attach to an outcome, and that nobody else can edit."""
