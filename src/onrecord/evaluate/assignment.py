"""The one-to-one assignment of greatest total gain (Hungarian method, with potentials, O(n^3)).

Kuhn 1955, Naval Research Logistics Quarterly 2; the form with row and column potentials is Jonker and
Volgenant's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence


def best_assignment(gain: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pairs (row, column) whose gains have the greatest sum; pairs without a positive gain are left out.

    ``gain`` is a full matrix, one sequence a row. Where several assignments are equally good the choice
    depends only on the matrix.
    """
    if not gain or not gain[0]:
        return []
    rows, columns = len(gain), len(gain[0])
    if rows > columns:
        turned = [[gain[i][j] for i in range(rows)] for j in range(columns)]
        return [(i, j) for j, i in best_assignment(turned)]
    row_of = _row_of_each_column(gain, rows, columns)
    return [(row_of[j] - 1, j - 1) for j in range(1, columns + 1) if row_of[j] and gain[row_of[j] - 1][j - 1] > 0]


def _row_of_each_column(gain: Sequence[Sequence[float]], rows: int, columns: int) -> list[int]:
    """The row (from 1) assigned to each column (from 1), 0 for none; entry 0 is scratch."""
    row_potential, column_potential = [0.0] * (rows + 1), [0.0] * (columns + 1)
    row_of, previous = [0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        row_of[0], column = row, 0
        slack, reached = [math.inf] * (columns + 1), [False] * (columns + 1)
        while True:
            reached[column] = True
            current, step, nearest = row_of[column], math.inf, 0
            for j in range(1, columns + 1):
                if reached[j]:
                    continue
                cost = -gain[current - 1][j - 1] - row_potential[current] - column_potential[j]
                if cost < slack[j]:
                    slack[j], previous[j] = cost, column
                if slack[j] < step:
                    step, nearest = slack[j], j
            for j in range(columns + 1):
                if reached[j]:
                    row_potential[row_of[j]] += step
                    column_potential[j] -= step
                else:
                    slack[j] -= step
            column = nearest
            if row_of[column] == 0:
                break
        while column:
            row_of[column] = row_of[previous[column]]
            column = previous[column]
    return row_of
