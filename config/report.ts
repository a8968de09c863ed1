import { pathText, type Path, type Problem } from "./problems.ts";
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
export function reporter(tree: Tree, problems: Problem[]): Report {
  return (path, wrong, fix, got) => {
    const found = find(tree, path);
    const received = got ?? (found && found !== tree ? shown(plain(found), path) : undefined);
    problems.push({
      ...placeOf(tree, path),
      path: pathText(path),
      wrong,
      ...(received === undefined ? {} : { got: received }),
      fix,
    });
  };
}
