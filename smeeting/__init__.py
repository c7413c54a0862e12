"""smeeting: the monthly meeting of sales and marketing, in a terminal."""

__version__ = "0.1.0"
