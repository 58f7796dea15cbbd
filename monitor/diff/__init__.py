"""What changed: sentences aligned first, words inside them second, and what each change weighs."""
