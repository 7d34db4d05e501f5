"""Reads parameter cells: JSON list of sources on standard input, JSON list of variables out."""

import ast
import json
import sys


def variables(source):
    tree = ast.parse(source)
    if not all(isinstance(line, ast.Assign) for line in tree.body):
        raise ValueError(f"not only assignments: {ast.dump(tree)}")
    return {line.targets[0].id: ast.literal_eval(line.value) for line in tree.body}


print(json.dumps([variables(source) for source in json.load(sys.stdin)]))
