"""Workshop mode: the way in for participants, the facilitator's page and the page for the big screen."""
