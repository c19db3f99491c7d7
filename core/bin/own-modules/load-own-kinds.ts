import type { OwnKinds, OwnModules } from '../../module/own-modules.ts';
import { defaultRecordPath } from '../../node/host/record-path.ts';
import { openTrustStore, trustPathBeside } from '../../node/trust/trust-store.ts';
import type { PersonalTrust } from '../../node/trust/trust-store.ts';
import { writeMessage } from '../messages.ts';

/** The kinds of folders that the person trusts; says which are left out. */
export async function loadOwnKinds(folders: readonly string[]): Promise<OwnKinds> {
  const store = openTrustStore(trustPathBeside(defaultRecordPath(process.env)));
  const modules = await openTrusted(folders, store);
  return modules?.current() ?? { kinds: [], problems: [] };
}

/** As `loadOwnKinds`, for an engine; undefined where there is no folder, so that nothing need be loaded. */
export async function openTrusted(
  folders: readonly string[],
  store: PersonalTrust,
): Promise<OwnModules | undefined> {
  if (folders.length === 0 && !store.folders.list().some(({ always }) => always)) return undefined;
  const { openOwnModules } = await import('./open-own-modules.ts');
  const modules = openOwnModules({ folders, store, watches: false });
  await modules.ready;
  for (const { folder, state, files } of modules.list()) {
    if (state === 'trusted' || files.length === 0) continue;
    const why =
      state === 'changed' ? 'it was changed since you trusted it' : 'nobody has trusted it yet';
    writeMessage(
      `The modules of ${folder} are not loaded: ${why}. They run with all your rights; if you trust them: millrace trust modules ${folder}`,
    );
  }
  return modules;
}
