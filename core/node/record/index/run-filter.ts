import type { Database } from 'better-sqlite3';
import type { RunFilter } from '../../../contracts/run-history.ts';

/** A condition on the row `runs`, joined with `run_facts`. */
export interface FilterSql {
  readonly where: readonly string[];
  readonly values: readonly (string | number)[];
}

/** So many runs with a label are listed at once; of more, each run is asked whether it has it. */
const fewRuns = 2000;

/** All of a filter but its text, as SQL. */
export function toFilterSql(database: Database, filter: RunFilter): FilterSql {
  const where: string[] = [];
  const values: (string | number)[] = [];
  const add = (sql: string, ...bound: readonly (string | number)[]): void => {
    where.push(sql);
    values.push(...bound);
  };
  if (filter.flowId !== undefined) add('flow_id = ?', filter.flowId);
  if (filter.states !== undefined)
    add('state IN (SELECT value FROM json_each(?))', JSON.stringify(filter.states));
  if (filter.fromUs !== undefined) add('started_us >= ?', filter.fromUs);
  if (filter.toUs !== undefined) add('started_us < ?', filter.toUs);
  if (filter.minCostUsd !== undefined) add('cost >= ?', filter.minCostUsd);
  if (filter.maxCostUsd !== undefined) add('cost <= ?', filter.maxCostUsd);
  if (filter.isStarred === true) add('id IN (SELECT run FROM run_facts WHERE star = 1)');
  if (filter.isStarred === false) add('coalesce(star, 0) = 0');
  if (filter.model !== undefined)
    addLabels(database, add, findLabels(database, 'model', filter.model));
  if (filter.node !== undefined) addLabels(database, add, findNodeLabels(database, filter.node));
  return { where, values };
}

function findLabels(database: Database, facet: string, value: string): readonly number[] {
  return database
    .prepare<unknown[], number>('SELECT id FROM labels WHERE facet = ? AND value = ?')
    .pluck()
    .all(facet, value);
}

function findNodeLabels(database: Database, node: string): readonly number[] {
  const pattern = `%${node.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return database
    .prepare<unknown[], number>(
      String.raw`SELECT id FROM labels
       WHERE (facet = 'kind' AND value = ?) OR (facet = 'title' AND value LIKE ? ESCAPE '\') LIMIT 5000`,
    )
    .pluck()
    .all(node, pattern);
}

function addLabels(
  database: Database,
  add: (sql: string, ...bound: readonly (string | number)[]) => void,
  labels: readonly number[],
): void {
  const list = JSON.stringify(labels);
  const few = database
    .prepare<unknown[], number>(
      `SELECT DISTINCT run FROM run_labels WHERE label IN (SELECT value FROM json_each(?)) LIMIT ${fewRuns + 1}`,
    )
    .pluck()
    .all(list);
  if (few.length <= fewRuns) {
    add('id IN (SELECT value FROM json_each(?))', JSON.stringify(few));
  } else {
    add(
      'EXISTS (SELECT 1 FROM json_each(?) JOIN run_labels ON label = value AND run_labels.run = runs.id)',
      list,
    );
  }
}
