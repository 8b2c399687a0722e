"""Questions of members to the study, with their answers: asked in private or in the group, kept in a ledger."""
