"""Pictures of strangers, drawn anew: what comes out was made here, and holds nothing of what came along."""
