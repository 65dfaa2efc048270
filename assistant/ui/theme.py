"""Gradio's theme, reduced to the colours and type of ``static/base.css``."""

import gradio as gr

_SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
_MONO = ("ui-monospace", "Consolas", "monospace")


def theme() -> gr.themes.Base:
    """Point Gradio's variables at the page's own palette; fonts are those of the machine, none is fetched."""
    colours = {
        "body_background_fill": "var(--canvas)",
        "body_text_color": "var(--ink)",
        "background_fill_primary": "var(--surface)",
        "background_fill_secondary": "var(--canvas)",
        "block_background_fill": "transparent",
        "border_color_primary": "var(--line)",
        "input_background_fill": "var(--surface)",
        "input_placeholder_color": "var(--ink-soft)",
        "button_primary_background_fill": "var(--accent)",
        "button_primary_text_color": "var(--on-accent)",
        "button_secondary_background_fill": "transparent",
        "button_secondary_text_color": "var(--ink)",
    }
    both = colours | {f"{name}_dark": value for name, value in colours.items()}
    return gr.themes.Base(font=list(_SANS), font_mono=list(_MONO)).set(**both, block_border_width="0px")
