#!/usr/bin/python3
"""Makes the questions of cards.json and a dashboard of them in a Metabase.

    METABASE_API_KEY=mb_... ./import.py http://localhost:3000 NAME_OF_DATABASE SCORECARD

NAME_OF_DATABASE is what the connection is called in Metabase, SCORECARD the
code that the dashboard shows at first.  Every run makes a new collection, so
that nothing that is there already is changed.  It needs the REST API only,
which every edition has.
"""
import json
import os
import sys
import urllib.request
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))


class Metabase:
    def __init__(self, url, key):
        self.url = url.rstrip("/")
        self.key = key

    def call(self, method, path, body=None):
        request = urllib.request.Request(
            self.url + path, method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "X-API-Key": self.key})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)


def template_tags(query, parameters, scorecard):
    """The variables of a query, as Metabase wants them declared."""
    tags = {}
    for parameter in parameters:
        slug = parameter["slug"]
        if "{{%s}}" % slug in query:
            tags[slug] = {"id": str(uuid.uuid4()), "name": slug, "display-name": parameter["name"], "type": "text"}
            if parameter.get("required"):
                tags[slug].update(required=True, default=scorecard)
    return tags


def main():
    if len(sys.argv) != 4 or not os.environ.get("METABASE_API_KEY"):
        sys.exit(__doc__)
    url, database_name, scorecard = sys.argv[1:]
    metabase = Metabase(url, os.environ["METABASE_API_KEY"])
    with open(os.path.join(HERE, "cards.json"), encoding="utf-8") as file:
        document = json.load(file)

    databases = metabase.call("GET", "/api/database")
    databases = databases["data"] if isinstance(databases, dict) else databases
    found = [d["id"] for d in databases if d["name"] == database_name]
    if len(found) != 1:
        sys.exit("Metabase has %d databases called \"%s\"; it has: %s"
                 % (len(found), database_name, ", ".join(d["name"] for d in databases)))

    title = document["dashboard"]["name"]
    collection = metabase.call("POST", "/api/collection", {"name": title})["id"]
    parameters = [
        {"id": p["slug"], "slug": p["slug"], "name": p["name"], "type": "string/=", "sectionId": "string",
         **({"default": [scorecard], "required": True} if p.get("required") else {})}
        for p in document["parameters"]]
    placed = []
    for number, card in enumerate(document["cards"], start=1):
        tags = template_tags(card["query"], document["parameters"], scorecard)
        made = metabase.call("POST", "/api/card", {
            "name": card["name"], "description": card["description"], "display": card["display"],
            "visualization_settings": card["visualization_settings"], "collection_id": collection,
            "dataset_query": {"type": "native", "database": found[0],
                              "native": {"query": card["query"], "template-tags": tags}}})
        placed.append({
            "id": -number, "card_id": made["id"], **card["layout"], "visualization_settings": {},
            "parameter_mappings": [{"parameter_id": slug, "card_id": made["id"],
                                    "target": ["variable", ["template-tag", slug]]} for slug in tags]})
    dashboard = metabase.call("POST", "/api/dashboard", {**document["dashboard"], "collection_id": collection})["id"]
    metabase.call("PUT", "/api/dashboard/%d" % dashboard, {"parameters": parameters, "dashcards": placed})
    print("%s/dashboard/%d" % (metabase.url, dashboard))


if __name__ == "__main__":
    main()
