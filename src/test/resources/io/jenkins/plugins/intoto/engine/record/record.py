# Reads [{"directory", "paths", "excludes", "base", "strip", "follow", "normalize"}, …]; answers for each with what the
# in-toto reference records, path to digests, or with null for an error.
import json
import os
import sys

from in_toto.runlib import record_artifacts_as_dict

answers = []
for case in json.load(sys.stdin):
    os.chdir(case["directory"])
    try:
        answers.append(
            record_artifacts_as_dict(
                case["paths"],
                exclude_patterns=case["excludes"],
                base_path=case["base"],
                follow_symlink_dirs=case["follow"],
                normalize_line_endings=case["normalize"],
                lstrip_paths=case["strip"],
            )
        )
    except Exception:
        answers.append(None)
json.dump(answers, sys.stdout)
