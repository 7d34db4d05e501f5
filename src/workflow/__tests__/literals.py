"""Reads Python literals: JSON list of texts on standard input, JSON list of their values out."""

import ast
import json
import sys

print(json.dumps([ast.literal_eval(text) for text in json.load(sys.stdin)]))
