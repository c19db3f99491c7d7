import type { OwnModules } from '../../module/own-modules.ts';
import { defaultRecordPath } from '../../node/host/record-path.ts';
import { openTrustStore, trustPathBeside } from '../../node/trust/trust-store.ts';
import type { PersonalTrust } from '../../node/trust/trust-store.ts';
import { createOwnModules } from './create-own-modules.ts';

interface OpenOptions {
  readonly folders: readonly string[];
  readonly store?: PersonalTrust;
  readonly watches?: boolean;
}

/** The person's own modules, which import the very library that runs here. */
export function openOwnModules({ folders, store, watches = true }: OpenOptions): OwnModules {
  return createOwnModules({
    folders,
    watches,
    store: store ?? openTrustStore(trustPathBeside(defaultRecordPath(process.env))),
    // With all that they export they are large, and most people have no modules of their own.
    loadLibraries: async () => (await import('./lent-libraries.ts')).lentLibraries,
  });
}
