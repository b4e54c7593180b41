"""Cost grows linearly with the number of articles, and memory does not grow with it."""

from __future__ import annotations

from bench.speed import growth


def test_sixteen_times_the_articles_cost_sixteen_times_and_need_no_more_memory():
    one, four, sixteen = growth((1, 4, 16))
    assert (four.articles, sixteen.articles) == (4 * one.articles, 16 * one.articles)
    # CPU seconds of one run against another on the same machine; start-up is not in them. The margin is for noise:
    # quadratic cost would be a factor of 4 from the second to the third.
    assert sixteen.cpu_seconds_per_article < 1.4 * four.cpu_seconds_per_article
    assert sixteen.peak_mib < 1.25 * four.peak_mib
