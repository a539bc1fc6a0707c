"""Working days, shifts and deadlines; the official notices that decide which days they are."""
