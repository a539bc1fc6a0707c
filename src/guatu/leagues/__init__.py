"""League tables 排名榜: peers are scored on figures by declared rules, and everybody can work out their own place."""
