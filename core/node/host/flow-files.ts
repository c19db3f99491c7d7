import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { FlowFile, FlowFiles } from '../../contracts/flow-files.ts';
import { MillraceError } from '../../shared/errors.ts';

const mostBytes = 64 * 1024 * 1024;

/** Reads flows from the folder of the flow that runs them, and from the folders in it. */
export const nodeFlowFiles: FlowFiles = {
  read(path, from, rootFile): FlowFile {
    if (isAbsolute(path) || !path.endsWith('.flow.json')) {
      throw unreadable(path, 'Give a path to a .flow.json file, relative to this flow.');
    }
    try {
      // Real paths: a link could lead out of the folder.
      const root = realpathSync(dirname(resolve(rootFile)));
      const file = realpathSync(resolve(dirname(resolve(from)), path));
      const inRoot = relative(root, file);
      if (inRoot === '..' || inRoot.startsWith(`..${sep}`) || isAbsolute(inRoot))
        throw unreadable(path, 'Move it into the folder of the flow that runs it.');
      const found = statSync(file);
      // A pipe would be waited for without end, and more than this is no flow.
      if (!found.isFile() || found.size > mostBytes)
        throw unreadable(path, 'Choose a plain file of at most 64 MB.');
      return { file, text: readFileSync(file, 'utf8') };
    } catch (error) {
      if (error instanceof MillraceError) throw error;
      throw unreadable(path, 'Check the path; it is taken from the folder of this flow.', error);
    }
  },
};

function unreadable(path: string, action: string, cause?: unknown): MillraceError {
  return new MillraceError('flow_unreadable', `The flow "${path}" cannot be read.`, {
    action,
    cause,
  });
}
