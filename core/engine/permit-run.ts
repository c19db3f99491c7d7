import type { HostParts } from '../contracts/host-parts.ts';
import type { CodeRunRequest } from './create-engine.ts';
import { reachesOf, type CompiledFlow } from './flow-compiler.ts';
import { permitAll, type FlowTrust, type RunPermit } from './flow-trust.ts';

/** Lets a run through as far as the person agreed to what it reaches. Throws `not_trusted`. */
export function permitRun(
  trust: FlowTrust | undefined,
  host: HostParts,
  { grants = host.grants, isTrusted, overrides, replay }: CodeRunRequest,
  compiled: CompiledFlow,
): RunPermit {
  if (!trust) return permitAll(grants);
  // Another connection is asked then, which the person names with the run; or none at all.
  const isOther = overrides?.connection !== undefined || replay !== undefined;
  const reaches = reachesOf(compiled).filter(({ what }) => !(isOther && what === 'connection'));
  return trust.permit(reaches, grants, isTrusted);
}
