"""Investment promotion 招商引资: prospects, agreements, foreign capital, routes, same-year enrolment."""
