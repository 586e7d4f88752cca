"""Plan -> ffmpeg's argument list, and running it."""
