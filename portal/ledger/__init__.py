"""帳本: a public log of everything the public relies on, which anybody can check without trusting the site.

`append` writes an entry in the transaction of a change; `sequencing` makes them leaves of the tree and signs
checkpoints; `openings` says from which row of which app what an entry commits to is read again. It knows no app.
"""
