import type { Finding } from '../../core/model/finding.ts';
import type { inspector } from '../i18n/en/inspector.ts';

/** How the engine says something, and what of it fills the words of other languages. */
interface FindingPattern {
  readonly message: RegExp;
  /** Words for what to do; the engine's own where it names what there is. */
  readonly advice?: keyof typeof inspector;
}

/** By the code of a finding; groups are named as the places in the words `found…` and `advice…` of the inspector. */
const patterns = {
  input_missing: {
    message: /needs a wire .*to its input (?<port>.+)\.$/,
    advice: 'advice-input_missing',
  },
  unknown_setting: {
    message: /(?:": |^)(?<kind>[^"]+) has no setting "(?<key>.+)"\.$/,
    advice: 'advice-unknown_setting',
  },
  invalid_setting: { message: /The setting "(?<key>.*?)" does not fit: (?<reason>.+)\.$/ },
  unknown_port: { message: /^"(?<title>.*)" has no (?:input|output) "(?<port>.+?)"/ },
  unknown_node: {
    message: /^A wire ends at "(?<title>.*)", which is not in the flow\.$/,
    advice: 'advice-unknown_node',
  },
  duplicate_edge: { message: /stands twice\.$/, advice: 'advice-duplicate_edge' },
  input_taken: { message: /already has a wire\.$/, advice: 'advice-input_taken' },
  type_mismatch: { message: /./, advice: 'advice-type_mismatch' },
  cycle: { message: /^These nodes wait for each other: (?<names>.+)\.$/, advice: 'advice-cycle' },
  unknown_kind: { message: /^There is no module kind "(?<kind>.*)"\.$/ },
  newer_kind_version: {
    message: /version (?<version>\d+), here (?<known>\d+)\)\.$/,
    advice: 'advice-newer_kind_version',
  },
  placeholder: {
    message: /stands for (?<what>.+) and does not run\.$/,
    advice: 'advice-placeholder',
  },
  unknown_connection: {
    message: /^There is no connection named “(?<id>.*)”\.$/,
    advice: 'advice-unknown_connection',
  },
} as const satisfies Record<string, FindingPattern>;

type KnownCode = keyof typeof patterns;
type Advice = Extract<(typeof patterns)[KnownCode], { readonly advice: string }>['advice'];

/** What a finding says, taken apart; undefined for what nobody has words for but the engine. */
export interface ReadFinding {
  readonly code: KnownCode;
  readonly values: Readonly<Record<string, string>>;
  readonly advice: Advice | undefined;
}

/** Takes the engine's sentence apart, so that another language can say it. */
export function readFinding({
  code,
  message,
}: Pick<Finding, 'code' | 'message'>): ReadFinding | undefined {
  if (!Object.hasOwn(patterns, code)) return undefined;
  const known = code as KnownCode;
  const pattern = patterns[known];
  const match = pattern.message.exec(message);
  if (match === null) return undefined;
  return {
    code: known,
    values: { ...match.groups },
    advice: 'advice' in pattern ? pattern.advice : undefined,
  };
}
