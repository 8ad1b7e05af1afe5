"""One frozen Config, made once from a file and the environment, and passed down."""
