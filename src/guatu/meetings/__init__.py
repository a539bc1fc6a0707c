"""Meetings: series, agendas that build themselves, resolutions that become matters, minutes, visits, reviews."""
