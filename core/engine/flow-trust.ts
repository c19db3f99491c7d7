import type { Grants } from '../contracts/grants.ts';
import type { TrustGrant, TrustStore } from '../contracts/trust.ts';
import { reachKey, type FlowReach, type Reach } from '../model/reach.ts';
import { MillraceError } from '../shared/errors.ts';
import { toJsonValue } from '../shared/to-json.ts';

/** What a run may do that was let through. */
export interface RunPermit {
  /** Whether a part of the flow, read while it runs, reaches no more than what was agreed to. */
  covers(reaches: readonly Reach[]): boolean;
  /** What the person granted, with the hosts and files that this flow was accepted with. */
  readonly grants: Grants;
}

const noGrants: Grants = { folders: [], hosts: [] };

/** What runs of a host without trust get: a program that starts flows itself answers for them. */
export function permitAll(grants: Grants = noGrants): RunPermit {
  return { covers: () => true, grants };
}

/** Lets flows run that reach no more than the person agreed to. */
export class FlowTrust {
  readonly #store: TrustStore;

  constructor(store: TrustStore) {
    this.#store = store;
  }

  /** Whether a run that reaches this would be let through. */
  isAccepted(reaches: readonly Reach[], grants: Grants = noGrants): boolean {
    return this.#find(reaches, grants) !== undefined;
  }

  /**
   * Lets a run through. `isVouched`: whoever starts it has the person's word for it. Throws `not_trusted` with the
   * reaches as details.
   */
  permit(
    reaches: readonly FlowReach[],
    grants: Grants = noGrants,
    isVouched: boolean = false,
  ): RunPermit {
    const grant = this.#find(reaches, grants);
    if (!grant && !isVouched) throw notTrusted(reaches);
    const allowed = new Set(reaches.map(reachKey));
    return {
      covers: (part) => part.every((reach) => allowed.has(reachKey(reach))),
      // A pattern such as * lets a flow through, but is not the person's word for each host by its name.
      grants: withReaches(grants, grant?.reaches ?? reaches, grant?.folders ?? []),
    };
  }

  list(): readonly TrustGrant[] {
    return this.#store.list();
  }

  /**
   * Remembers that the person agreed to `reaches`; `seen` are the keys of what they were shown. Throws `trust_changed`
   * when the flow reaches more by now.
   */
  accept(
    name: string,
    reaches: readonly FlowReach[],
    seen: readonly string[],
    folders: readonly string[] = [],
  ): TrustGrant {
    const shown = new Set(seen);
    if (!reaches.every((reach) => shown.has(reachKey(reach)))) {
      throw new MillraceError('trust_changed', 'The flow reaches more than what was agreed to.', {
        action: 'Look at the list again.',
      });
    }
    const plain = reaches.map(({ what, name: which, to }) => ({ what, name: which, to }));
    return this.#store.add({ name, reaches: plain, folders });
  }

  /** Whether there was such a grant. */
  revoke(id: string): boolean {
    return this.#store.remove(id);
  }

  /** One grant must cover all: two flows that were harmless each, one reading and one sending, are not so together. */
  #find(
    reaches: readonly Reach[],
    grants: Grants,
  ): Pick<TrustGrant, 'reaches' | 'folders'> | undefined {
    const open = reaches.filter((reach) => !isGranted(reach, grants));
    const needed = open.length === 0 ? reaches : open;
    for (const { reaches: agreed, folders } of this.#store.list()) {
      const keys = new Set(agreed.map(reachKey));
      if (needed.every((reach) => keys.has(reachKey(reach))))
        return { reaches: reaches.filter((reach) => keys.has(reachKey(reach))), folders };
    }
    return open.length === 0 ? { reaches: [], folders: [] } : undefined;
  }
}

/** Hosts and folders that were granted by name at the start of the host need no second word. */
function isGranted({ what, name }: Reach, { hosts, folders, commands = [] }: Grants): boolean {
  if (what === 'process') return commands.includes(name);
  if (what === 'host')
    return name === '' ? hosts.length > 0 : hosts.some((host) => fits(host, name));
  if (what === 'read' || what === 'write') {
    if (name === '') return folders.length > 0;
    return folders.some((folder) => name === folder || name.startsWith(`${folder}/`));
  }
  return false;
}

/** Whether a granted host, or a pattern, means a host as a flow names it. */
function fits(granted: string, name: string): boolean {
  const host = name.replace(/:\d+$/, '');
  if (granted === name || granted === host || granted === '*') return true;
  return granted.startsWith('*.') && host.endsWith(granted.slice(1));
}

function withReaches(
  { hosts, folders, commands = [] }: Grants,
  reaches: readonly Reach[],
  more: readonly string[],
): Grants {
  const named = (...kinds: readonly Reach['what'][]): string[] =>
    reaches.flatMap(({ what, name }) => (kinds.includes(what) && name !== '' ? [name] : []));
  return {
    hosts: [...new Set([...hosts, ...named('host')])],
    folders: [...new Set([...folders, ...more, ...named('read', 'write')])],
    commands: [...new Set([...commands, ...named('process')])],
  };
}

function notTrusted(reaches: readonly FlowReach[]): MillraceError {
  const { length } = reaches;
  return new MillraceError(
    'not_trusted',
    `Nobody has agreed yet to what this flow may reach (${length} ${length === 1 ? 'thing' : 'things'}).`,
    {
      action: 'Look at the list, and accept it if you trust the flow.',
      details: toJsonValue(reaches),
    },
  );
}
