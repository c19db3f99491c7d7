import * as z from 'zod';
import type { NodePorts, Port } from '../../model/port.ts';
import type { Reach } from '../../model/reach.ts';
import { fillTemplate, variablePorts } from '../../model/template.ts';
import type { SettingsIssue } from '../../model/validate-flow.ts';
import { baseSettings, longestTimeoutMs } from '../../module/base-settings.ts';
import type { ModuleContext } from '../../module/module-context.ts';
import { ModuleBase } from '../../module/module-base.ts';
import type { PortValues } from '../../module/runnable.ts';
import type { JsonValue } from '../../shared/json.ts';
import { toJsonValue } from '../../shared/to-json.ts';
import { afterPort, checkFilePath, pathField, readReach, writeReach } from './file-settings.ts';
import { listParameters } from './sql-parameters.ts';

const settings = baseSettings.extend({
  path: z.string().default('data.db'),
  sql: z.string().default('SELECT 1 AS one'),
  mayWrite: z.boolean().default(false),
  maxRows: z.int().min(1).max(100_000).default(1000),
  timeoutMs: z.int().min(1).max(longestTimeoutMs).default(10_000),
});
type SqlSettings = z.output<typeof settings>;

/** Asks a SQLite file. */
export class SqlModule extends ModuleBase<SqlSettings> {
  static override readonly kind = 'sql';
  static override readonly title = 'SQL';
  static override readonly description =
    'Runs one SQL statement on a SQLite file in a folder that was allowed; it only reads unless told otherwise.';
  static override readonly icon = 'database';
  static override readonly category = 'tools';
  static override readonly settings = settings;
  static override readonly capabilities = ['files'] as const;
  static override readonly durable = true;
  static override readonly fields = [
    pathField('shop.db'),
    {
      key: 'sql',
      type: 'multiline',
      label: 'Statement',
      rows: 5,
      placeholder: 'SELECT * FROM items WHERE price < :limit',
      help: 'Each :name becomes an input; its value is bound, never read as SQL.',
    },
    {
      key: 'mayWrite',
      type: 'switch',
      label: 'May change the database',
      help: 'Makes the file if there is none.',
    },
    {
      key: 'maxRows',
      type: 'number',
      label: 'Most rows',
      min: 1,
      max: 100_000,
      step: 100,
      group: 'advanced',
    },
  ] as const;
  static override readonly ports = SqlModule.portsFor(settings.parse({}));

  static portsFor({ path, sql }: Pick<SqlSettings, 'path' | 'sql'>): NodePorts {
    const inPath = variablePorts(path);
    const taken = new Set([...inPath.map(({ id }) => id), afterPort.id]);
    const bound = listParameters(sql)
      .filter((name) => !taken.has(name))
      .map((name): Port => ({ id: name, label: name, type: 'any', required: true }));
    return {
      inputs: [...bound, ...inPath, afterPort],
      outputs: [
        { id: 'rows', label: 'Rows', type: 'json', description: 'A list of objects by column.' },
        { id: 'columns', label: 'Columns', type: 'json' },
        {
          id: 'changes',
          label: 'Changes',
          type: 'number',
          description: 'How many rows the statement changed.',
        },
      ],
    };
  }

  static reaches(own: SqlSettings): readonly Reach[] {
    return own.mayWrite ? [readReach(own), writeReach(own)] : [readReach(own)];
  }

  static summarize({ sql }: SqlSettings): string {
    return sql.replaceAll(/\s+/g, ' ').trim().slice(0, 60);
  }

  static checkSettings(own: SqlSettings): readonly SettingsIssue[] {
    if (own.sql.trim() !== '') return checkFilePath(own);
    return [
      ...checkFilePath(own),
      {
        severity: 'error',
        code: 'sql_missing',
        message: 'There is no statement.',
        action: 'Fill in Statement.',
        path: ['sql'],
      },
    ];
  }

  /** The query keeps the time itself. */
  protected override get timeLimitMs(): number {
    return 0;
  }

  protected override async forward(
    inputs: PortValues,
    context: ModuleContext,
  ): Promise<PortValues> {
    const { path, sql, mayWrite, maxRows, timeoutMs } = this.settings;
    const realPath = await context.files.locate({
      path: fillTemplate(path, inputs).trim(),
      grantedFolders: context.grants.folders,
      mayBeMissing: mayWrite,
    });
    const { rows, columns, changes, truncated } = await context.databases.query({
      path: realPath,
      sql,
      parameters: toJsonValue(
        Object.fromEntries(listParameters(sql).map((name) => [name, inputs[name] ?? null])),
      ) as Readonly<Record<string, JsonValue>>,
      mayWrite,
      maxRows,
      timeoutMs,
      signal: context.signal,
    });
    context.trace.note('rows', { rows: rows.length, truncated, changes });
    return { rows, columns, changes };
  }
}
