"""Films that the same user has sent before: offered in place of another upload."""
