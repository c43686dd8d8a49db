"""The gallery at /design/: every component in every state, with invented content in four languages."""
