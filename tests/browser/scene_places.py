"""Of the scene what lies on the map or comes by a link: grids, tips, enterprises, and their pages."""

import json
from typing import Any
from uuid import UUID

from guatu.attachments.models import Attachment
from guatu.core.models import Zone
from guatu.demo.danyang import TODAY
from guatu.demo.danyang_life import acting, picture
from guatu.demo.sign_ins import DEMO_TOKEN
from guatu.enterprises.models.enterprise import Contact
from guatu.enterprises.models.links import AccessLink
from guatu.enterprises.models.visits import Visit
from guatu.enterprises.use_cases.upload_enterprises import upload_enterprises
from guatu.grids.models import Grid, Substitute
from guatu.grids.use_cases.add_chain_helper import add_chain_helper
from guatu.grids.use_cases.issue_chain_link import issue_chain_link
from guatu.grids.use_cases.place_object import place_object
from guatu.grids.use_cases.raise_tip import raise_tip
from guatu.grids.use_cases.upload_grids import upload_grids
from guatu.matters.models.matter import Matter
from guatu.matters.use_cases.reply_on_matter import reply_on_matter
from guatu.organization.selectors import root_unit
from guatu.projects.models.project import Project


def grids(zone: Zone) -> dict[str, Any]:
    """A grid with a worker who is on leave, and something that belongs to a grid."""
    project = Project.objects.get(zone=zone, name="鱼跃医疗设备")
    substitute = Substitute.objects.filter(zone=zone).select_related("worker__grid").order_by("id")[0]
    placed = place_object(
        actor=acting(zone, "office"),
        subject_type=project._meta.label_lower,
        subject_id=project.id,
        grid=Grid.objects.filter(zone=zone, type="project").order_by("code")[0],
        reason="按园区划分（演示）",
    )
    return {
        "grid_id": substitute.worker.grid_id,
        "worker_id": substitute.worker_id,
        "substitute_id": substitute.id,
        "placed_id": placed.id,
    }


def grid_file(zone: Zone) -> UUID:
    """An uploaded file of one grid that is new."""
    corners = [[119.6, 31.9], [119.61, 31.9], [119.61, 31.91], [119.6, 31.91], [119.6, 31.9]]
    feature = {
        "type": "Feature",
        "properties": {"code": "SH99", "name": "演示网格", "type": "social", "unit": root_unit(zone.id).name},
        "geometry": {"type": "Polygon", "coordinates": [corners]},
    }
    content = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    return upload_grids(actor=acting(zone, "office"), name="grids.geojson", content=content).id


def tips(zone: Zone) -> dict[str, dict[str, Any]]:
    """A central household with an informant in a social grid, a tip by them, and their link."""
    office = acting(zone, "office")
    grid = Grid.objects.filter(zone=zone, type="social", closed_on=None).order_by("code")[0]
    central = add_chain_helper(
        actor=office, grid=grid, level="central", name="王某（演示）", valid_from=TODAY
    )
    helper = add_chain_helper(
        actor=office,
        grid=grid,
        level="informant",
        name="李某（演示）",
        above=central,
        households=28,
        valid_from=TODAY,
    )
    raise_tip(actor=office, helper=helper, title="楼道堆放杂物（演示）")
    return {
        "tip:tips": {"token": issue_chain_link(actor=office, helper=helper)},
        "grids:grid-chain": {"grid_id": grid.id},
        "grids:chain-helper-add": {"grid_id": grid.id},
        **{
            f"grids:{name}": {"helper_id": helper.id}
            for name in ("chain-helper-end", "chain-link-issue", "tip-raise")
        },
    }


def enterprise_file(zone: Zone) -> UUID:
    """An uploaded list of one enterprise that is new."""
    content = f"企业名称,属地\n演示新材料有限公司,{root_unit(zone.id).name}\n".encode()
    return upload_enterprises(actor=acting(zone, "office"), name="enterprises.csv", content=content).id


def enterprises(zone: Zone) -> dict[str, Any]:
    """The enterprise with the demo's link, a contact of some enterprise, and a visit that is still planned."""
    link = AccessLink.objects.filter(zone=zone).select_related("enterprise").order_by("id")[0]
    planned = Visit.objects.filter(zone=zone, status="planned").order_by("id")[0]
    return {
        "enterprise_id": link.enterprise_id,
        "link_id": link.id,
        "contact_id": Contact.objects.filter(zone=zone).order_by("id")[0].id,
        "visit_id": planned.id,
        "token": DEMO_TOKEN,
    }


def link_pages(zone: Zone) -> dict[str, dict[str, Any]]:
    """A demand of that enterprise with a picture in its answer."""
    link = AccessLink.objects.filter(zone=zone).order_by("id")[0]
    own = Matter.objects.filter(zone=zone, subject_id=link.enterprise_id, raiser=None).select_related("kind")
    demand = own.filter(status="in_hand").order_by("id")[0]
    made = reply_on_matter(
        actor=acting(zone, "office"), matter=demand, text="已到现场（演示）", files=[picture("demo", 3)]
    )
    file = Attachment.objects.get(zone=zone, subject_id=made.id)
    return {
        f"link:{name}": {"matter_id": demand.id, "file_id": file.id}
        for name in (
            "demand",
            "demand-note",
            "demand-confirm",
            "demand-rate",
            "demand-withdraw",
            "file",
            "thumbnail",
        )
    }
