"""What belongs to a language: function words, months, times, amounts."""
