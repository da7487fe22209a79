"""Training: what the models and the calibration are fitted on, and how."""
