"""Time against cost: the cheapest way to shorten a network of inequalities to a deadline, exactly.

The problem is a linear programme: times y with y[v] - y[u] >= length for every arc, and a convex cost for
every day that a milestone is shortened. Its dual is a flow: each milestone is a bundle of parallel arcs from
its start to its finish, the longest with its full duration and as much capacity as the first day of
shortening costs, the next with the duration left after the days of that price, and so on; the shortest has
no limit. Flow sent along ever shorter longest paths from source to sink traces the whole curve of least cost
against time (D. R. Fulkerson, “A network flow computation for project cost curves”, 1961). It stops at the
deadline, and the times are then read off as longest distances in the residual network.
"""

from __future__ import annotations

from heapq import heappop, heappush

UNLIMITED = -1


class TradeOff:
    """Arcs between nodes, which should be numbered in the direction of work: it is quicker. Without a
    deadline the lengths must leave no cycle of positive length."""

    def __init__(self, nodes: int) -> None:
        self.nodes = nodes
        self._leaving: list[list[int]] = [[] for _ in range(nodes)]
        self._head: list[int] = []
        self._length: list[int] = []
        self._left: list[int] = []

    def add(self, tail: int, head: int, length: int, capacity: int = UNLIMITED) -> None:
        """The inequality y[head] - y[tail] >= length, given up at a price of `capacity` per day."""
        if capacity == 0:
            return
        for end, start, signed, left in ((head, tail, length, capacity), (tail, head, -length, 0)):
            self._leaving[start].append(len(self._head))
            self._head.append(end)
            self._length.append(signed)
            self._left.append(left)

    def times(self, source: int, sink: int, deadline: int) -> list[int]:
        """Times of least cost with y[source] = 0 and y[sink] <= deadline.

        Raises `ValueError` where arcs that cannot be given up make the way longer than the deadline.
        """
        while True:
            distance, arrived_by = self._longest(source)
            if arrived_by[sink] < 0 or distance[sink] <= deadline:
                break
            self._send(source, sink, arrived_by)
        # The ways that carry the flow are at least as long as the deadline: the sink is at it exactly.
        self.add(source, sink, deadline)
        self.add(sink, source, -deadline)
        return self._longest(source)[0]

    def _send(self, source: int, sink: int, arrived_by: list[int]) -> None:
        path = []
        node = sink
        while node != source:
            path.append(arrived_by[node])
            node = self._head[arrived_by[node] ^ 1]
        limits = [self._left[arc] for arc in path if self._left[arc] != UNLIMITED]
        if not limits:
            raise ValueError("the deadline cannot be met")
        amount = min(limits)
        for arc in path:
            if self._left[arc] != UNLIMITED:
                self._left[arc] -= amount
            if self._left[arc ^ 1] != UNLIMITED:
                self._left[arc ^ 1] += amount

    def _longest(self, source: int) -> tuple[list[int], list[int]]:
        """Longest distances from `source`, and the arc by which each node is reached (-1: not at all).

        Among ways of the same length the one of fewest arcs counts, which bounds how often flow is sent.
        """
        scale = 2 * self.nodes + 2
        best: list[int | None] = [None] * self.nodes
        arrived_by = [-1] * self.nodes
        best[source] = 0
        # Rounds in the order of the nodes: what lies ahead is taken in the same round, what lies behind in
        # the next. Without flow everything lies ahead, and there are never more rounds than nodes.
        ahead, behind = [source], set[int]()
        waiting = {source}
        while ahead:
            node = heappop(ahead)
            waiting.discard(node)
            here = best[node] or 0
            for arc in self._leaving[node]:
                if self._left[arc] == 0:
                    continue
                head, there = self._head[arc], here + self._length[arc] * scale - 1
                known = best[head]
                if known is not None and there <= known:
                    continue
                best[head], arrived_by[head] = there, arc
                if head < node:
                    behind.add(head)
                elif head not in waiting:
                    waiting.add(head)
                    heappush(ahead, head)
            if not ahead:
                ahead, waiting, behind = sorted(behind), behind, set()
        # Rounded up, the count of arcs drops out of the length.
        return [-(-(value or 0) // scale) for value in best], arrived_by
