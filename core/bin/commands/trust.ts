import { resolve } from 'node:path';
import { checkFlow } from '../../engine/check-flow.ts';
import { FlowLibrary } from '../../engine/flow-library.ts';
import { listReaches } from '../../engine/list-reaches.ts';
import { settingsFacts } from '../../engine/settings-facts.ts';
import { KindRegistry } from '../../module/kind-registry.ts';
import { builtInKinds } from '../../modules/index.ts';
import { nodeFlowFiles } from '../../node/host/flow-files.ts';
import { readFlowFile } from '../../node/host/host-files.ts';
import { defaultRecordPath } from '../../node/host/record-path.ts';
import { readModuleFolder } from '../../node/modules/read-module-folder.ts';
import { openTrustStore, trustPathBeside } from '../../node/trust/trust-store.ts';
import type { PersonalTrust } from '../../node/trust/trust-store.ts';
import { toErrorInfo } from '../../shared/errors.ts';
import { describeReaches } from '../describe-reach.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { describeError, describeFinding, writeMessage, writeResult } from '../messages.ts';
import { openOwnFormats } from '../own-formats.ts';

export interface TrustModulesOptions {
  readonly whileEdited?: true;
  readonly always?: true;
}

/** `millrace trust list`: what was agreed to. */
export function listTrust(options: { readonly json?: true }): Promise<number> {
  return report(() => {
    const store = openStore();
    const grants = store.list();
    const folders = store.folders.list();
    if (options.json === true) {
      writeResult(JSON.stringify({ flows: grants, modules: folders }, undefined, 2));
      return exitCodes.done;
    }
    for (const { id, name, reaches } of grants) {
      writeResult(`${id}  ${name}`);
      const lines = describeReaches(reaches.map((reach) => ({ ...reach, usedBy: [] })));
      for (const line of lines) writeResult(`  ${line}`);
    }
    for (const { folder, digest } of folders)
      writeResult(`${folder}  modules, ${digest === '' ? 'while they are edited' : 'as they are'}`);
    if (grants.length + folders.length === 0) writeResult('Nothing was agreed to.');
    return exitCodes.done;
  });
}

/** `millrace trust flow FILE`: agrees to what it reaches. */
export function trustFlow(file: string): Promise<number> {
  return report(async () => {
    const base = { file, rootFile: file };
    const kinds = new FlowLibrary(nodeFlowFiles).kindsAt(
      new KindRegistry(builtInKinds, settingsFacts(openOwnFormats())),
      base,
    );
    const { document, findings } = checkFlow(await readFlowFile(file), kinds);
    if (document === undefined) {
      for (const finding of findings) writeMessage(describeFinding(file, finding));
      return exitCodes.wrongUsage;
    }
    const reaches = listReaches(document, kinds);
    if (reaches.length === 0) {
      writeResult('This flow reaches nothing that has to be agreed to.');
      return exitCodes.done;
    }
    openStore().add({
      name: document.name,
      reaches: reaches.map(({ what, name, to }) => ({ what, name, to })),
      folders: [],
    });
    for (const line of describeReaches(reaches)) writeResult(line);
    return exitCodes.done;
  });
}

/** `millrace trust modules FOLDER`: trusts its files as they are. */
export function trustModules(folder: string, options: TrustModulesOptions): Promise<number> {
  return report(() => {
    const { folder: real, digest, files } = readModuleFolder(resolve(folder));
    openStore().folders.put({
      folder: real,
      digest: options.whileEdited === true ? '' : digest,
      always: options.always === true,
    });
    writeResult(`${real}: ${files.length} ${files.length === 1 ? 'file' : 'files'}, ${digest}`);
    return exitCodes.done;
  });
}

/** `millrace trust revoke ID`: takes it back. */
export function revokeTrust(id: string): Promise<number> {
  return report(() => {
    const store = openStore();
    if (store.remove(id) || store.folders.remove(resolve(id))) return exitCodes.done;
    writeMessage(`Nothing of the name "${id}" was agreed to. See "millrace trust list".`);
    return exitCodes.wrongUsage;
  });
}

function openStore(): PersonalTrust {
  return openTrustStore(trustPathBeside(defaultRecordPath(process.env)));
}

async function report(work: () => number | Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    const info = toErrorInfo(error);
    writeMessage(describeError(info));
    return exitCodeOf(info.code);
  }
}
