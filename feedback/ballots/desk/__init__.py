"""What staff do about 代表評議."""
