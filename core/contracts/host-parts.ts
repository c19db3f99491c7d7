import type { Databases } from './databases.ts';
import type { DocumentIndexes } from './document-indexes.ts';
import type { Expressions } from './expressions.ts';
import type { FileAccess } from './file-access.ts';
import type { Grants } from './grants.ts';
import type { HttpClient } from './http-client.ts';
import type { McpClients } from './mcp.ts';
import type { Patterns } from './patterns.ts';

/** What a host lends to kinds beyond models and code. What is absent does not exist on this host. */
export interface HostParts {
  readonly expressions?: Expressions;
  readonly patterns?: Patterns;
  readonly http?: HttpClient;
  readonly mcp?: McpClients;
  readonly files?: FileAccess;
  readonly databases?: Databases;
  readonly documents?: DocumentIndexes;
  /** Absent: nothing is granted. */
  readonly grants?: Grants;
}
