"""Subtitles and transcripts: cues, times and whose words they are."""
