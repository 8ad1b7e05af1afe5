"""Facts: what is believed after weighing the claims of independent stories."""
