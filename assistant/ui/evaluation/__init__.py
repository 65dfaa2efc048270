"""The pages that measure answers: "Utvärdering" runs test prompts, "Bedöm" lets people judge what came out."""
