"""Evidence: the sentences that answer a question, their context, and their probability."""
