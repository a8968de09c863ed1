import { pathText, placeText, type Path, type Place, type Problem } from "./problems.ts";
import { shown } from "./secrets.ts";
import { find, placeOf, plain, type Tree } from "./tree.ts";

/**
 * Notes a problem of the value under `path`.
 * @param wrong What is wrong, without full stop.
 * @param fix What is allowed and how to mend it: whole sentences.
 * @param got The value received, when it is not the one under `path`.
 */
export type Report = (path: Path, wrong: string, fix: string, got?: string) => void;

/** A `Report` that locates paths in `tree` and adds to `problems`. */
export function reporter(tree: Tree, problems: Problem[], severity?: "warning"): Report {
  return (path, wrong, fix, got) => {
    const found = find(tree, path);
    const received = got ?? (found && found !== tree ? shown(plain(found), path) : undefined);
    problems.push({
      ...placeOf(tree, path),
      path: pathText(path),
      wrong,
      ...(received === undefined ? {} : { got: received }),
      fix,
      ...(severity === undefined ? {} : { severity }),
    });
  };
}

/** Where a path, or the nearest above it, was written in the file that `tree` is placed in. */
function homePlace(tree: Tree, path: Path): Place {
  for (let length = path.length; length > 0; length--) {
    const place = find(tree, path.slice(0, length))?.place;
    if (place?.file === tree.place.file) return place;
  }
  return tree.place;
}

/**
 * As {@link reporter}, for a tree that is placed in one file and got values from layers below: problems stay in that
 * file, and say where a value from elsewhere was set.
 */
export function layeredReporter(tree: Tree, problems: Problem[], severity?: "warning"): Report {
  const found: Problem[] = [];
  const report = reporter(tree, found, severity);
  return (path, ...rest) => {
    report(path, ...rest);
    for (const problem of found.splice(0)) {
      if (problem.file === tree.place.file) problems.push(problem);
      else {
        const got = `${problem.got ?? "nothing"} (set at ${placeText(problem)})`;
        problems.push({ ...problem, ...homePlace(tree, path), got });
      }
    }
  };
}
