import { keptWorkLimits, type KeptWork, type KeptWorkLimits } from '../../contracts/kept-work.ts';
import { RecoveryFolder, recoveryFolderBeside } from './recovery-store.ts';
import { VersionFolder, versionsFolderBeside } from './version-store.ts';

/** Opens what is kept of a person's work beside a record; nothing is made on the disk before something is kept. */
export function openKeptWork(recordPath: string, limits: Partial<KeptWorkLimits> = {}): KeptWork {
  const all = { ...keptWorkLimits, ...limits };
  return {
    recovery: new RecoveryFolder(recoveryFolderBeside(recordPath), all),
    versions: new VersionFolder(versionsFolderBeside(recordPath), all),
  };
}
