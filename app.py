"""Start the chat: ``python app.py``."""

from assistant.ui.command import run

if __name__ == "__main__":
    run()
