"""The pages people see. Gradio is named in this package only."""
