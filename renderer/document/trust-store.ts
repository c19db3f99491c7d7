import { create } from 'zustand';
import type { ModuleFolder } from '../../core/contracts/own-modules.ts';
import type { TrustGrant } from '../../core/contracts/trust.ts';
import { reachKey, type FlowReach } from '../../core/model/reach.ts';
import { stringifyFlow } from '../../core/model/flow-file.ts';
import { refreshCheck, useCheckStore } from './check-store.ts';
import { useDocumentStore } from './document-store.ts';
import { requireClient, useEngineStore } from '../engine/engine-store.ts';

/**
 * `foreign`: from a file, a drop, an import or somebody's clipboard, and not agreed to yet; `own`: everything else. What is
 * changed in a flow from then on, the person changes.
 */
export type FlowOrigin = 'own' | 'foreign';

interface TrustStore {
  readonly origin: FlowOrigin;
  /** What the person agreed to, as the engine last told. */
  readonly grants: readonly TrustGrant[];
  /** The folders of the person's own modules, as the engine last told. */
  readonly folders: readonly ModuleFolder[];
  /** The folders, with their content, whose banner was closed. */
  readonly hidden: readonly string[];
}

/** Where the open flow comes from, and what stands with the person's own modules. */
export const useTrustStore = create<TrustStore>()(() => ({
  origin: 'own',
  grants: [],
  folders: [],
  hidden: [],
}));

export function setOrigin(origin: FlowOrigin): void {
  useTrustStore.setState({ origin });
}

/** Whether the open flow is somebody else's and reaches more than was agreed to. */
export function useIsUntrusted(): boolean {
  const isForeign = useTrustStore((store) => store.origin === 'foreign');
  const isTrusted = useCheckStore((store) => store.isTrusted);
  return isForeign && isTrusted === false;
}

/** Whether some reach depends on folders that only the person can name. */
export function wantsFolder(reaches: readonly FlowReach[]): boolean {
  return reaches.some(({ what, name }) => (what === 'read' || what === 'write') && name === '');
}

/** The person agrees to what the open flow reaches, as it was shown. Throws `trust_changed`, `invalid_argument`. */
export async function acceptFlow(
  reaches: readonly FlowReach[],
  folders: readonly string[] = [],
): Promise<void> {
  const { root, file } = useDocumentStore.getState();
  await requireClient().call('trust.accept', {
    flow: stringifyFlow(root),
    ...(file.place === undefined ? {} : { place: file.place }),
    seen: reaches.map(reachKey),
    folders: [...folders],
  });
  if (useDocumentStore.getState().root === root) useCheckStore.setState({ isTrusted: true });
  setOrigin('own');
}

/** Agrees for a flow of the person's own, which nobody need ask about; a folder is still theirs to name. */
export async function acceptOwn(): Promise<boolean> {
  const { origin } = useTrustStore.getState();
  const { root, file } = useDocumentStore.getState();
  if (origin !== 'own') return false;
  const { reaches = [], isTrusted } = await requireClient().call('flow.check', {
    text: stringifyFlow(root),
    ...(file.place === undefined ? {} : { place: file.place }),
  });
  if (isTrusted !== false) return isTrusted === true;
  if (wantsFolder(reaches) || reaches.some(({ fromFile }) => fromFile)) return false;
  await acceptFlow(reaches);
  return true;
}

/** Asks the engine for what the person agreed to. */
export async function loadGrants(): Promise<void> {
  useTrustStore.setState({ grants: await requireClient().call('trust.list', {}) });
}

/** Takes back what was agreed to; runs under way go on with what they began with. */
export async function revokeGrant(id: string): Promise<void> {
  await requireClient().call('trust.revoke', { id });
  refreshCheck();
  await loadGrants();
}

/** Asks the engine about the folders of modules, now and whenever they change. */
export function keepModulesKnown(): void {
  const ask = async (): Promise<void> => {
    try {
      const folders = await requireClient().call('modules.list', {});
      useTrustStore.setState({ folders });
    } catch {
      // The engine went away: it is asked again as soon as it is back.
    }
  };
  useEngineStore.subscribe((now, before) => {
    if (now.client !== undefined && now.kinds !== before.kinds) void ask();
  });
}
