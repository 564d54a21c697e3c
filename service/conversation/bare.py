"""A question without the words that ask."""

from __future__ import annotations

import re


def bare_of(text: str) -> str:
    """A question without the words that ask (差旅费 of 差旅费一共是多少钱？)."""
    text = re.sub(
        r"(?:加起来|合起来|一共|总共|共计|共|大概|到底|各|分别)*(?:是|有|为|花了?|安排了?|给了?|要)*(?:多少钱?|几何|多大|几|呢)?(?:万元|亿元|元|万块|块钱|个|万|辆|人)?(?:钱)?[？?。]*$",
        "",
        text,
    )
    return re.sub(r"(?:为什么|为何|为啥).*$", "", text).strip("，。？ ")
