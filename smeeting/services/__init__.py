"""What a person can do, as functions both front ends call."""
