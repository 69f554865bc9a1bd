"""優秀建議: nominated at the desk, decided by two people, published with a consent of their own."""
