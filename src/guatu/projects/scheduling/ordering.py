"""The order in which milestones can be worked out, and the cycle that prevents one.

Neither recurses, so a chain of any length is fine.
"""

from __future__ import annotations

from collections.abc import Sequence


def topological_order(predecessors: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """`predecessors[i]` are the positions that position `i` waits for.

    Returns an order in which every position follows those it waits for, and the positions that could not be
    placed because they are on a cycle or behind one (empty where there is no cycle).
    """
    waiting = [len(before) for before in predecessors]
    followers: list[list[int]] = [[] for _ in predecessors]
    for position, before in enumerate(predecessors):
        for other in before:
            followers[other].append(position)
    order = [position for position, count in enumerate(waiting) if count == 0]
    for position in order:
        for follower in followers[position]:
            waiting[follower] -= 1
            if waiting[follower] == 0:
                order.append(follower)
    return order, [position for position, count in enumerate(waiting) if count > 0]


def find_cycle(predecessors: Sequence[Sequence[int]], unplaced: Sequence[int]) -> list[int]:
    """One cycle among `unplaced` (as `topological_order` left them, not empty), in the direction of work:
    each position is waited for by the next, and the last is the first again. It starts with the position
    that comes first in the input."""
    stuck = set(unplaced)
    walked: dict[int, int] = {}
    path: list[int] = []
    position = unplaced[0]
    while position not in walked:
        walked[position] = len(path)
        path.append(position)
        # Whatever is stuck waits for something stuck, so that the walk backwards always goes on.
        position = next(other for other in predecessors[position] if other in stuck)
    cycle = path[walked[position] :][::-1]
    first = cycle.index(min(cycle))
    return [*cycle[first:], *cycle[: first + 1]]
