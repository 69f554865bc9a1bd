"""How a letter or a short message leaves the site, and what became of the handing over."""
