"""/suggest/: what a citizen sends."""
