import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRecord } from '../../../core/node/record/open-record.ts';
import { tempFolder } from '../../harness/temp-folder.ts';

test.runIf(process.platform !== 'win32')(
  'nobody else on the machine can read a record (POSIX rights)',
  () => {
    const path = join(tempFolder(), 'deep', 'record.db');
    const record = openRecord(path);
    record
      .startRun({ runId: 'r', flowId: 'f', flowName: 'F', flow: '{}', input: '', startedUs: 1 })
      .flush();
    const rights = [join(path, '..'), path, `${path}-wal`, `${path}-shm`].map(
      (file) => statSync(file).mode & 0o77,
    );
    record.close();
    expect(rights).toEqual([0, 0, 0, 0]);
  },
);
