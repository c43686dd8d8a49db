"""Files that the registry takes in: bytes become frozen values, or a refusal with its line. Pure."""
