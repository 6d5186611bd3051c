"""Problems of files: found, set aside where a file gives its reason, and reported."""
