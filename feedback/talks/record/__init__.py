"""What a talk came to: its numbers, the lists behind them, the transcript."""
