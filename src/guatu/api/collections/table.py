"""Every collection, by name."""

from guatu.api.collections import matters, places, projects, zones

COLLECTIONS = {
    one.name: one
    for one in (
        projects.PROJECTS,
        projects.MILESTONES,
        projects.PLANS,
        projects.PLAN_TEMPLATES,
        projects.REPORTS,
        matters.MATTERS,
        matters.KINDS,
        matters.CATEGORIES,
        matters.MEETINGS,
        matters.SERIES,
        places.UNITS,
        places.PEOPLE,
        places.POSTS,
        places.GRIDS,
        places.ENTERPRISES,
        places.INDICATORS,
        zones.RANKINGS,
    )
}
BY_TYPE = {one.model._meta.label_lower: one for one in COLLECTIONS.values()}
