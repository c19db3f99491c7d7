import { compareFlows } from '../../model/compare-flows.ts';
import { describeDifference } from '../../model/describe-difference.ts';
import type { FlowDocument } from '../../model/flow-document.ts';
import { countDifferences, isSame } from '../../model/flow-difference.ts';
import { parseFlow } from '../../model/flow-file.ts';
import { readFlowFile } from '../../node/host/host-files.ts';
import { MillraceError, toErrorInfo } from '../../shared/errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { describeError, describeFinding, writeMessage, writeResult } from '../messages.ts';

interface CompareFlowOptions {
  readonly json?: true;
  readonly ignoreLayout?: true;
}

/** `millrace diff A B`: what leads from one flow to the other, named as people know it; exits as `diff` does. */
export async function compareFlowFiles(
  before: string,
  after: string,
  options: CompareFlowOptions,
): Promise<number> {
  try {
    const [one, other] = [await readDocument(before), await readDocument(after)];
    const difference = compareFlows(one, other);
    const layout = { ignoreLayout: options.ignoreLayout === true };
    const same = isSame(difference, layout);
    if (options.json === true) {
      const counts = countDifferences(difference);
      writeResult(JSON.stringify({ before, after, same, counts, difference }, undefined, 2));
    } else {
      for (const line of describeDifference(difference, layout)) writeResult(line);
    }
    return same ? exitCodes.done : exitCodes.different;
  } catch (error) {
    writeMessage(describeError(toErrorInfo(error)));
    return exitCodes.wrongUsage;
  }
}

async function readDocument(file: string): Promise<FlowDocument> {
  const { document, findings } = parseFlow(await readFlowFile(file));
  if (document !== undefined) return document;
  for (const finding of findings) writeMessage(describeFinding(file, finding));
  throw new MillraceError('flow_invalid', `${file} cannot be compared.`, {
    action: 'Correct what is named above.',
  });
}
