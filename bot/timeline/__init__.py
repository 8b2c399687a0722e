"""The timeline: a plan of milestones that is posted, followed and moved; and the working modalities."""
