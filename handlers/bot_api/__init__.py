"""The Bot API: what comes from it is read here, and every call to it is made here."""
