"""Files that are encrypted while they stream in, each under a key of its own: no plain copy ever lies on a disk."""
