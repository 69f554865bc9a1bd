"""The accounts of staff: how they sign in, how long they stay, who keeps them, what is known of what they did."""
