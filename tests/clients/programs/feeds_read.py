"""Reads feeds with feedparser, and again as a reader that has them; holds them to their schemas.

{name: {url, schema}} in; for each what feedparser makes of it and what is wrong with it out.
"""

import json
import sys
from pathlib import Path
from urllib.request import urlopen

import feedparser
from lxml import etree

SCHEMAS = Path(__file__).parent.parent / "schemas"


def invalid(url, schema):
    rules = etree.RelaxNG(etree.parse(SCHEMAS / f"{schema}.rng"))
    with urlopen(url, timeout=60) as answer:
        document = etree.fromstring(answer.read())
    rules.validate(document)
    return [f"line {error.line}: {error.message}" for error in rules.error_log]


def entry(one):
    return {
        "id": one.get("id"),
        "title": one.get("title"),
        "title_type": one.get("title_detail", {}).get("type"),
        "link": one.get("link"),
        "updated": one.get("updated"),
        "categories": [tag.term for tag in one.get("tags", [])],
        "html": (one.get("content") or [{"value": one.get("summary")}])[0]["value"],
    }


def read(question):
    first = feedparser.parse(question["url"])
    again = feedparser.parse(question["url"], etag=first.get("etag"), modified=first.get("modified"))
    return {
        "status": first.get("status"),
        "bozo": str(first.get("bozo_exception", "")) if first.bozo else None,
        "version": first.get("version"),
        "self": next((link.href for link in first.feed.get("links", []) if link.rel == "self"), None),
        "entries": [entry(one) for one in first.entries],
        "again": again.get("status"),
        "invalid": invalid(question["url"], question["schema"]),
    }


json.dump({name: read(question) for name, question in json.load(sys.stdin).items()}, sys.stdout)
