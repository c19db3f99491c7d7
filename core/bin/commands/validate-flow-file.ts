import { readFlow } from '../../engine/check-flow.ts';
import { FlowLibrary } from '../../engine/flow-library.ts';
import { withModuleProblems } from '../../engine/module-findings.ts';
import { settingsFacts } from '../../engine/settings-facts.ts';
import { KindRegistry } from '../../module/kind-registry.ts';
import { builtInKinds } from '../../modules/index.ts';
import { nodeFlowFiles } from '../../node/host/flow-files.ts';
import { readFlowFile } from '../../node/host/host-files.ts';
import { toErrorInfo } from '../../shared/errors.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { loadOwnKinds } from '../own-modules/load-own-kinds.ts';
import { moduleFoldersFor } from '../own-modules/module-folders-for.ts';
import { openOwnFormats } from '../own-formats.ts';
import { describeError, describeFinding, writeMessage, writeResult } from '../messages.ts';

export interface ValidateOptions {
  readonly json?: true;
  readonly modules: readonly string[];
}

/** `millrace validate FILE`: every finding with its place; the exit code says whether the flow can run. */
export async function validateFlowFile(file: string, options: ValidateOptions): Promise<number> {
  let text: string;
  try {
    text = await readFlowFile(file);
  } catch (error) {
    const info = toErrorInfo(error);
    writeMessage(describeError(info));
    return exitCodeOf(info.code);
  }
  const own = await loadOwnKinds(moduleFoldersFor(file, options.modules));
  const shipped = new KindRegistry(builtInKinds, settingsFacts(openOwnFormats()));
  const kinds = shipped.withOwn(own.kinds, own.problems);
  const base = { file, rootFile: file };
  const { findings } = withModuleProblems(
    readFlow(text, new FlowLibrary(nodeFlowFiles).kindsAt(kinds, base)),
    own.problems,
  );
  const isValid = !findings.some((finding) => finding.severity === 'error');
  if (options.json === true) {
    writeResult(JSON.stringify({ file, valid: isValid, findings }, undefined, 2));
  } else {
    for (const finding of findings) writeResult(describeFinding(file, finding));
    if (findings.length === 0) writeResult(`${file}: nothing to complain about.`);
  }
  return isValid ? exitCodes.done : exitCodes.wrongUsage;
}
