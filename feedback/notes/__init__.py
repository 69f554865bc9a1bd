"""便箋: what staff tell each other about a suggestion; never public, in no export, in no paper."""
