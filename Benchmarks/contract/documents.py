"""Writes contracts of 1, 2, 4, 8 and 16 times some 250 kB, as YAML and as JSON on one line.

usage: documents.py FOLDER
"""

import json
import pathlib
import sys

SIZES = [1, 2, 4, 8, 16]
RESOURCES = 90


def schema(number: int, count: int) -> dict:
    """An object with references to its neighbours, as real contracts have them."""
    return {
        "type": "object",
        "description": f"Thing {number}, as clients see it",
        "required": ["id", "name", "state"],
        "properties": {
            "id": {"type": "string", "format": "uuid", "readOnly": True},
            "name": {"type": "string", "maxLength": 80, "examples": [f"Thing {number}"]},
            "state": {"type": "string", "enum": ["new", "open", "done"], "default": "new"},
            "amount": {"type": "integer", "minimum": 0, "maximum": 1_000_000},
            "owner": {"$ref": f"#/components/schemas/Thing{(number + 1) % count}"},
            "parts": {
                "type": "array",
                "maxItems": 100,
                "items": {"oneOf": [{"$ref": f"#/components/schemas/Thing{(number + 7) % count}"}, {"type": "string"}]},
            },
        },
    }


def operations(number: int) -> dict:
    reference = {"$ref": f"#/components/schemas/Thing{number}"}
    body = {"application/json": {"schema": reference}}
    failure = {"$ref": "#/components/responses/Failure"}
    return {
        f"/things{number}": {
            "get": {
                "operationId": f"list{number}",
                "summary": f"Lists things {number}",
                "parameters": [{"$ref": "#/components/parameters/Limit"}],
                "responses": {
                    "200": {
                        "description": "The things",
                        "content": {"application/json": {"schema": {"type": "array", "maxItems": 100, "items": reference}}},
                    },
                    "default": failure,
                },
            },
            "post": {
                "operationId": f"add{number}",
                "summary": f"Adds a thing {number}",
                "requestBody": {"required": True, "content": body},
                "responses": {"201": {"description": "The thing", "content": body}, "4XX": failure},
            },
        },
        f"/things{number}/{{id}}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}],
            "get": {
                "operationId": f"get{number}",
                "summary": f"Gives a thing {number}",
                "responses": {
                    "200": {
                        "description": "The thing",
                        "content": {"application/json": {"schema": reference, "example": {"id": number, "name": "a"}}},
                    },
                    "default": failure,
                },
            },
        },
    }


def contract(size: int) -> dict:
    count = RESOURCES * size
    paths: dict = {}
    for number in range(count):
        paths |= operations(number)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1.0"},
        "servers": [{"url": "https://api.things.test"}],
        "paths": paths,
        "components": {
            "schemas": {f"Thing{number}": schema(number, count) for number in range(count)},
            "parameters": {"Limit": {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 100}}},
            "responses": {
                "Failure": {
                    "description": "What went wrong",
                    "content": {"application/problem+json": {"schema": {"type": "object", "properties": {"title": {"type": "string"}}}}},
                }
            },
        },
    }


def yaml(value: object, indentation: int = 0) -> str:
    """Block style; texts are written as JSON has them, which YAML reads alike."""
    blanks = "  " * indentation
    if isinstance(value, dict) and value:
        lines = []
        for name, member in value.items():
            nested = isinstance(member, (dict, list)) and member
            text = "\n" + yaml(member, indentation + 1) if nested else " " + json.dumps(member)
            lines.append(f"{blanks}{json.dumps(name)}:{text}")
        return "\n".join(lines)
    if isinstance(value, list) and value:
        return "\n".join(f"{blanks}- {json.dumps(element)}" for element in value)
    return blanks + json.dumps(value)


def write(folder: pathlib.Path) -> list[pathlib.Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for size in SIZES:
        value = contract(size)
        for name, text in (("json", json.dumps(value)), ("yaml", yaml(value) + "\n")):
            path = folder / f"things-{size:02}.{name}"
            path.write_text(text, "utf-8")
            paths.append(path)
    return paths


if __name__ == "__main__":
    for written in write(pathlib.Path(sys.argv[1])):
        print(written, written.stat().st_size)
