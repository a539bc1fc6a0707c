"""Where the parts are put together: settings, URLs, roles, subscriptions."""
