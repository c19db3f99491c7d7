import { checkFlow } from '../../engine/check-flow.ts';
import { FlowLibrary } from '../../engine/flow-library.ts';
import { settingsFacts } from '../../engine/settings-facts.ts';
import { KindRegistry } from '../../module/kind-registry.ts';
import { builtInKinds } from '../../modules/index.ts';
import { nodeFlowFiles } from '../../node/host/flow-files.ts';
import { readFlowFile } from '../../node/host/host-files.ts';
import { toErrorInfo } from '../../shared/errors.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { openOwnFormats } from '../own-formats.ts';
import { describeError, describeFinding, writeMessage, writeResult } from '../messages.ts';

/** `millrace validate FILE`: every finding with its place; the exit code says whether the flow can run. */
export async function validateFlowFile(
  file: string,
  options: { readonly json?: true },
): Promise<number> {
  let text: string;
  try {
    text = await readFlowFile(file);
  } catch (error) {
    const info = toErrorInfo(error);
    writeMessage(describeError(info));
    return exitCodeOf(info.code);
  }
  const kinds = new KindRegistry(builtInKinds, settingsFacts(openOwnFormats()));
  const base = { file, rootFile: file };
  const { findings } = checkFlow(text, new FlowLibrary(nodeFlowFiles).kindsAt(kinds, base));
  const isValid = !findings.some((finding) => finding.severity === 'error');
  if (options.json === true) {
    writeResult(JSON.stringify({ file, valid: isValid, findings }, undefined, 2));
  } else {
    for (const finding of findings) writeResult(describeFinding(file, finding));
    if (findings.length === 0) writeResult(`${file}: nothing to complain about.`);
  }
  return isValid ? exitCodes.done : exitCodes.wrongUsage;
}
