"""Commands that train the reader and calibrate the decision when to abstain."""
