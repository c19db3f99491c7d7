import type { Grants } from '../contracts/grants.ts';
import type { HostParts } from '../contracts/host-parts.ts';
import { createExpressions } from '../expressions/create-expressions.ts';
import { createDatabases } from './databases/create-databases.ts';
import { createExpressionThreads } from './expressions/create-expression-threads.ts';
import { createFileAccess } from './files/create-file-access.ts';
import { createHttpClient } from './http/create-http-client.ts';
import { createDocumentIndexes } from './retrieval/create-document-indexes.ts';
import { createMcpClients } from './mcp/create-mcp-clients.ts';
import { createPatterns } from './threads/create-patterns.ts';
import { TaskThreads } from './threads/task-threads.ts';

export interface HostPartsOptions {
  /** Default: nothing is granted. */
  readonly grants?: Grants;
  /** Where a bundle keeps the script of the threads for expressions and patterns. */
  readonly taskWorkerUrl?: URL;
  /** Where a bundle keeps the script that queries databases. */
  readonly queryWorkerUrl?: URL;
  /** Where a bundle keeps the script that reads and searches documents. */
  readonly retrievalWorkerUrl?: URL;
  /** The file of the index of documents. Default: in memory. */
  readonly documentIndexPath?: string;
}

/** All that Node lends to kinds. Threads and processes start when they are first needed. */
export function createHostParts(options: HostPartsOptions = {}): HostParts {
  const { grants, taskWorkerUrl, queryWorkerUrl, retrievalWorkerUrl, documentIndexPath } = options;
  const threads = new TaskThreads(taskWorkerUrl === undefined ? {} : { workerUrl: taskWorkerUrl });
  return {
    expressions: createExpressions(createExpressionThreads(threads)),
    patterns: createPatterns(threads),
    http: createHttpClient(),
    mcp: createMcpClients(),
    files: createFileAccess(),
    documents: createDocumentIndexes({
      ...(documentIndexPath === undefined ? {} : { path: documentIndexPath }),
      ...(retrievalWorkerUrl === undefined ? {} : { workerUrl: retrievalWorkerUrl }),
    }),
    databases: createDatabases(queryWorkerUrl === undefined ? {} : { workerUrl: queryWorkerUrl }),
    ...(grants === undefined ? {} : { grants }),
  };
}
