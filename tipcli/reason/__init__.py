"""Questions to a placement that is decided: why not, what would change it, what it rests on."""
