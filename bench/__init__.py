"""What smeeting costs: every aim as a ratio beside a reference, measured in one run from outside."""
