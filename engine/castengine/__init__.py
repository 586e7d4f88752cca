"""castengine: decides what a film needs to play on a Google Cast device, does it, and proves the result."""
