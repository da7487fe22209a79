"""What every HTTP request passes before Gradio sees it."""
