"""Reports on one country-year: `drafting.draft` makes the Brief, and each page sets it."""
