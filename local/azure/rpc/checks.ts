import messages from "@pulumi/pulumi/proto/provider_pb.js";
import type {
  CheckRequest,
  CheckResponse,
  DiffRequest,
  DiffResponse,
} from "@pulumi/pulumi/proto/provider_pb.js";
import type { PropertyChange } from "../arm/diff.ts";
import type { Autonaming } from "../arm/names.ts";
import { check as checkResource } from "../operations/check.ts";
import { diff as diffResource } from "../operations/diff.ts";
import { nameOfUrn } from "./session.ts";
import type { Session } from "./session.ts";
import { fromStruct, toStruct } from "./struct.ts";

const { DiffResponse: Diff, PropertyDiff } = messages;

/** Checks the inputs of a resource and fills in what azure-native fills in. */
export function check(session: Session, request: CheckRequest): CheckResponse {
  const autonaming = autonamingOf(request);
  const { inputs, problems } = checkResource(session.context.store, session.typeOf(request), {
    logicalName: nameOfUrn(request.getUrn()),
    olds: fromStruct(request.getOlds()),
    news: fromStruct(request.getNews()),
    seed: request.getRandomseed_asU8(),
    ...(autonaming && { autonaming }),
    ...(session.location !== undefined && { location: session.location }),
  });
  const response = new messages.CheckResponse();
  response.setInputs(toStruct(inputs));
  for (const problem of problems) {
    const failure = new messages.CheckFailure();
    failure.setReason(problem);
    response.addFailures(failure);
  }
  return response;
}

function autonamingOf(request: CheckRequest): Autonaming | undefined {
  const options = request.getAutonaming();
  const modes = ["propose", "enforce", "disable"] as const;
  const mode = options && modes[options.getMode()];
  return mode && { mode, proposed: options.getProposedName() };
}

/** Says what a change of inputs means: nothing, an update, or a replacement. */
export function diff(session: Session, request: DiffRequest): DiffResponse {
  const { type } = session.typeOf(request);
  const [oldInputs, oldOutputs] = [fromStruct(request.getOldInputs()), fromStruct(request.getOlds())];
  const { changes, deleteBeforeReplace } = diffResource(
    type,
    oldInputs,
    oldOutputs,
    fromStruct(request.getNews()),
  );
  const response = new messages.DiffResponse();
  response.setChanges(changes.size === 0 ? Diff.DiffChanges.DIFF_NONE : Diff.DiffChanges.DIFF_SOME);
  response.setHasdetaileddiff(changes.size > 0);
  response.setDeletebeforereplace(deleteBeforeReplace);
  response.setDiffsList([...new Set([...changes.keys()].map((path) => path.split(/[.[]/)[0] ?? path))]);
  for (const [path, change] of changes) {
    const entry = new PropertyDiff();
    entry.setKind(kindOf(change));
    entry.setInputdiff(true);
    response.getDetaileddiffMap().set(path, entry);
    if (change.replace) response.addReplaces(path);
  }
  return response;
}

function kindOf({ kind, replace }: PropertyChange) {
  const { Kind } = PropertyDiff;
  switch (kind) {
    case "add":
      return replace ? Kind.ADD_REPLACE : Kind.ADD;
    case "delete":
      return replace ? Kind.DELETE_REPLACE : Kind.DELETE;
    case "update":
      return replace ? Kind.UPDATE_REPLACE : Kind.UPDATE;
  }
}
