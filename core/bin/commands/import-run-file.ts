import { importRun } from '../../exports/import-run.ts';
import { readLines } from '../../node/exports/read-lines.ts';
import { openTrafficFolder, trafficFolderBeside } from '../../node/host/traffic-folder.ts';
import { openRecord } from '../../node/record/open-record.ts';
import { toErrorInfo } from '../../shared/errors.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { makeFolderFor } from '../make-folder-for.ts';
import { describeError, writeMessage, writeResult } from '../messages.ts';
import { recordPathOf, tellProblem } from '../open-own-record.ts';

export interface ImportRunOptions {
  readonly record?: string;
  readonly json?: true;
}

/** `millrace import-run FILE`: reads a flight recording into the record, as a run of its own. */
export async function importRunFile(file: string, options: ImportRunOptions): Promise<number> {
  try {
    const path = recordPathOf(options.record);
    makeFolderFor(path);
    const record = openRecord(path, { onProblem: tellProblem });
    try {
      const traffic = openTrafficFolder(trafficFolderBeside(path));
      const imported = await importRun(() => readLines(file), { record, traffic });
      if (options.json === true) writeResult(JSON.stringify({ file, ...imported }, undefined, 2));
      else writeResult(`${imported.runId} ${imported.flowName.replaceAll(/\p{Cc}+/gu, ' ')}`);
      return exitCodes.done;
    } finally {
      record.close();
    }
  } catch (error) {
    const info = toErrorInfo(error);
    writeMessage(describeError(info));
    return exitCodeOf(info.code);
  }
}
