# Reads [[patterns, paths], …]; answers for each with the list of whether the patterns exclude a path, or null for an error.
import json
import sys

from pathspec import PathSpec

answers = []
for patterns, paths in json.load(sys.stdin):
    try:
        spec = PathSpec.from_lines("gitwildmatch", patterns)
    except Exception:
        answers.append(None)
        continue
    answers.append([spec.match_file(path) for path in paths])
json.dump(answers, sys.stdout)
