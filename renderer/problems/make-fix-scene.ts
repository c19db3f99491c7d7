import type { ConnectionInfo } from '../../core/contracts/connection.ts';
import type { FlowDocument } from '../../core/model/flow-document.ts';
import type { KindDescriptor } from '../../core/model/kind-descriptor.ts';
import type { FixScene } from './quick-fix.ts';

interface SceneSources {
  readonly document: FlowDocument;
  readonly kinds: readonly KindDescriptor[];
  readonly connections: readonly ConnectionInfo[];
  readonly portsOf: FixScene['portsOf'];
  readonly words: (english: string) => string;
}

/** The open flow as quick fixes see it. */
export function makeFixScene({ connections, words, ...rest }: SceneSources): FixScene {
  return {
    ...rest,
    // What was made by the person is more likely meant than the simulated model.
    connections: connections
      .filter(({ problem }) => problem === undefined)
      .toSorted((a, b) => Number(b.settings !== undefined) - Number(a.settings !== undefined))
      .map(({ id, label }) => ({ id, label: words(label) })),
    titleOf: (kind) => words(kind.title),
  };
}
