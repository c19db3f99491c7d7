import { variableName } from './map-text.ts';
import type { SourceText, TextReference } from './map-text.ts';
import type { NodeMapping } from './node-mapping.ts';
import type { Reference } from './source-graph.ts';

/** One comparison of another program. */
export interface Comparison {
  readonly left: SourceText;
  /** Its operator in that program's words. */
  readonly operator: string;
  readonly right: SourceText;
}

/** A way out of a branching node: taken when its comparisons hold. */
export interface Branch {
  /** How wires name it there. */
  readonly handle: string;
  readonly comparisons: readonly Comparison[];
  readonly isAny: boolean;
}

interface BranchingOptions {
  /** The value that is passed on; without one, the first that is compared. */
  readonly value?: Reference | undefined;
  readonly branches: readonly Branch[];
  /** How wires name the way that is taken when nothing holds. */
  readonly otherwise: string;
}

/** How each operator is written, by what programs call it. */
const operators: Readonly<Record<string, (left: string, right: string) => string>> = {
  contains: (l, r) => `$contains($string(${l}), $string(${r}))`,
  notcontains: (l, r) => `$not($contains($string(${l}), $string(${r})))`,
  startswith: (l, r) => startsWith(l, r),
  notstartswith: (l, r) => `$not(${startsWith(l, r)})`,
  endswith: (l, r) => endsWith(l, r),
  notendswith: (l, r) => `$not(${endsWith(l, r)})`,
  equals: (l, r) => `$string(${l}) = $string(${r})`,
  notequals: (l, r) => `$string(${l}) != $string(${r})`,
  empty: (l) => `$not($boolean(${l}))`,
  notempty: (l) => `$boolean(${l})`,
  larger: (l, r) => `$number(${l}) > $number(${r})`,
  smaller: (l, r) => `$number(${l}) < $number(${r})`,
  largerequal: (l, r) => `$number(${l}) >= $number(${r})`,
  smallerequal: (l, r) => `$number(${l}) <= $number(${r})`,
  true: (l) => `$string(${l}) = "true"`,
  false: (l) => `$string(${l}) = "false"`,
  exists: (l) => `$exists(${l})`,
  notexists: (l) => `$not($exists(${l}))`,
};

const synonyms: Readonly<Record<string, string>> = {
  is: 'equals',
  isnot: 'notequals',
  equal: 'equals',
  notequal: 'notequals',
  '=': 'equals',
  '==': 'equals',
  '≠': 'notequals',
  '!=': 'notequals',
  '>': 'larger',
  '<': 'smaller',
  '≥': 'largerequal',
  '≤': 'smallerequal',
  '>=': 'largerequal',
  '<=': 'smallerequal',
  gt: 'larger',
  lt: 'smaller',
  gte: 'largerequal',
  lte: 'smallerequal',
  greaterthan: 'larger',
  lessthan: 'smaller',
  greaterthanorequal: 'largerequal',
  lessthanorequal: 'smallerequal',
  startwith: 'startswith',
  endwith: 'endswith',
  isempty: 'empty',
  isnotempty: 'notempty',
  null: 'empty',
  notnull: 'notempty',
};

function startsWith(left: string, right: string): string {
  return `$substring($string(${left}), 0, $length($string(${right}))) = $string(${right})`;
}

function endsWith(left: string, right: string): string {
  return `$substring($string(${left}), -$length($string(${right}))) = $string(${right})`;
}

/**
 * Adds an If or a Switch for a branching node; gives up where an operator is unknown. What is compared becomes an
 * input each; what is passed on is the value.
 */
export function addBranching(
  mapping: NodeMapping,
  { value, branches, otherwise }: BranchingOptions,
): void {
  const names = new Map<string, TextReference>();
  const conditions: string[] = [];
  for (const { comparisons, isAny } of branches) {
    const condition = writeCondition(comparisons, isAny, names);
    if (condition === undefined) {
      const what = comparisons.map(({ operator }) => operator).join(', ');
      return mapping.giveUp('condition_unknown', { what });
    }
    conditions.push(condition);
  }
  const passed = value ?? [...names.values()][0]?.ref;
  if (passed === undefined || conditions.length === 0) {
    return mapping.giveUp('condition_unknown', { what: '' });
  }
  const [condition = ''] = conditions;
  const isIf = conditions.length === 1;
  const cases = conditions.map((when, position) => ({ name: `case${position + 1}`, when }));
  const part = isIf
    ? mapping.add('if', { condition })
    : mapping.add('switch', { subject: '$', cases });
  mapping.want(part, 'value', passed);
  for (const { name, ref } of names.values()) mapping.want(part, name, ref);
  for (const [position, { handle }] of branches.entries()) {
    mapping.offer(handle, part, isIf ? 'then' : `case${position + 1}`);
  }
  mapping.offer(otherwise, part, isIf ? 'else' : 'default');
}

/**
 * Comparisons as one expression; undefined where one of them cannot be written. What they compare is added to `names`
 * and stands in the expression as `$name`.
 */
export function writeCondition(
  comparisons: readonly Comparison[],
  isAny: boolean,
  names: Map<string, TextReference>,
): string | undefined {
  const written = comparisons.map((comparison) => writeComparison(comparison, names));
  if (written.length === 0 || written.includes(undefined)) return undefined;
  return written.map((each) => `(${each})`).join(isAny ? ' or ' : ' and ');
}

function writeComparison(
  { left, operator, right }: Comparison,
  names: Map<string, TextReference>,
): string | undefined {
  const key = operator.toLowerCase().replaceAll(/[\s_-]+/g, '');
  const name = Object.hasOwn(synonyms, key) ? (synonyms[key] ?? key) : key;
  if (!Object.hasOwn(operators, name)) return undefined;
  return operators[name]?.(writeOperand(left, names), writeOperand(right, names));
}

/** A text as an expression: values become `$name`, the rest is text in quotation marks. */
function writeOperand(text: SourceText, names: Map<string, TextReference>): string {
  const parts = text.map((part) => {
    if (typeof part === 'string') return JSON.stringify(part);
    return `$${nameOf(part, names)}`;
  });
  return parts.length === 0 ? '""' : parts.join(' & ');
}

function nameOf({ ref, name }: TextReference, names: Map<string, TextReference>): string {
  for (const [known, other] of names) {
    if (other.ref.node === ref.node && other.ref.field === ref.field) return known;
  }
  const base = `_${variableName(name)}`;
  let free = base;
  for (let number = 2; names.has(free); number++) free = `${base}${number}`;
  names.set(free, { ref, name: free });
  return free;
}
