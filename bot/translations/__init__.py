"""What people write in one language and others translate: kept side by side, told apart, credited."""
