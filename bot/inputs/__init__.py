"""Requests for input from the study to groups of seats, and what members give or offer."""
