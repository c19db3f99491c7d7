import { isJsonObject } from '../../shared/json.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import type { PlannedCall } from './plan-calls.ts';
import { joinList, splitIdentifier, truncate } from './words.ts';

/** A call together with what its tool returned. */
export interface ToolResult {
  readonly call: PlannedCall;
  /** As the tool message holds it: usually JSON text. */
  readonly content: string;
}

const longestText = 1_000;
const mostItems = 12;

/** A sentence that says what a tool returned, whatever it was. */
export function wordResult({ call, content }: ToolResult): string {
  const value = parseJson(content);
  if (isJsonObject(value)) return wordObject(call, value);
  if (Array.isArray(value)) return `${capitalise(nameResult(call))}: ${wordValue(value)}.`;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text.trim() === '') return `${capitalise(nameResult(call))}: the tool returned nothing.`;
  return `${capitalise(nameResult(call))}: ${withFullStop(truncate(text.trim(), longestText))}`;
}

/** What went wrong in a tool, if its result says so: the words of an `error` field. */
export function readToolError(content: string): string | undefined {
  const value = parseJson(content);
  if (!isJsonObject(value)) return undefined;
  const { error } = value;
  if (error === undefined || error === null || error === false || error === '') return undefined;
  if (!isJsonObject(error)) return typeof error === 'string' ? error : wordValue(error);
  return typeof error.message === 'string' ? error.message : wordValue(error);
}

function parseJson(content: string): JsonValue {
  try {
    return JSON.parse(content) as JsonValue;
  } catch {
    return content;
  }
}

function wordObject(call: PlannedCall, result: JsonObject): string {
  const subject = findSubject(call, result);
  const rest = Object.entries(result).filter(
    ([key, value]) => value !== undefined && key !== subject?.key,
  );
  const temperature = rest.find(([key]) => isTemperature(key));
  if (temperature !== undefined) return wordTemperature(call, subject, temperature, rest);
  if (rest.length === 0)
    return `${capitalise(nameResult(call))}: ${withFullStop(subject?.text ?? 'nothing')}`;
  const facts = joinList(rest.map(([key, value]) => `${nameKey(key)} is ${wordValue(value)}`));
  return `${subject === undefined ? capitalise(facts) : `For ${subject.text}, ${facts}`}.`;
}

interface Subject {
  readonly key: string;
  readonly text: string;
}

const subjectWords = new Set(
  'location city name place title ticker symbol country person query id'.split(' '),
);

/** What a result is about: a text that the call gave, or a field that usually names it. */
function findSubject(call: PlannedCall, result: JsonObject): Subject | undefined {
  const fields = Object.entries(result).filter(
    (field): field is [string, string] => typeof field[1] === 'string' && field[1] !== '',
  );
  const given = new Set(
    Object.values(call.arguments).map((value) => wordValue(value).toLowerCase()),
  );
  const isGiven = ([, value]: readonly [string, string]): boolean => given.has(value.toLowerCase());
  const found =
    fields.find((field) => namesSubject(field) && isGiven(field)) ??
    fields.find(namesSubject) ??
    fields.find(isGiven);
  return found === undefined ? undefined : { key: found[0], text: found[1] };
}

function namesSubject([key]: readonly [string, string]): boolean {
  return splitIdentifier(key).some((word) => subjectWords.has(word));
}

function isTemperature(key: string): boolean {
  return splitIdentifier(key).some((word) => word === 'temperature' || word === 'temp');
}

function wordTemperature(
  call: PlannedCall,
  subject: Subject | undefined,
  [key, value]: readonly [string, JsonValue | undefined],
  fields: readonly (readonly [string, JsonValue | undefined])[],
): string {
  const unit = fields.find(([name]) =>
    splitIdentifier(name).some((word) => /^units?$|^scale$/.test(word)),
  );
  const others = fields.filter(
    ([name]) => name !== key && name !== unit?.[0] && !isSaid(call, name),
  );
  const where = subject === undefined ? '' : ` ${placeWord(call)} ${subject.text}`;
  const degrees = wordDegrees(value, unit?.[1]);
  const more = others.map(([name, other]) => `${nameKey(name)} ${wordValue(other)}`);
  return `The ${temperatureTopic(call)}${where} is ${degrees}${more.length > 0 ? ` (${more.join(', ')})` : ''}.`;
}

function wordDegrees(value: JsonValue | undefined, unit: JsonValue | undefined): string {
  const text = wordValue(value);
  if (!/^-?[\d.]/.test(text)) return text;
  if (typeof unit !== 'string' || unit === '') return `${text} degrees`;
  if (/^°?[CF]$/i.test(unit)) return `${text} °${unit.replace('°', '').toUpperCase()}`;
  return `${text} degrees ${capitalise(unit)}`;
}

/** A number of days is said by "3-day forecast" already. */
function isSaid(call: PlannedCall, key: string): boolean {
  return splitIdentifier(key).includes('days') && /\d+-day/.test(topicOf(call));
}

function placeWord(call: PlannedCall): string {
  return /forecast|outlook/.test(call.name) ? 'for' : 'in';
}

const verbs = new Set(
  'get fetch read lookup look find check query search show load list call request calculate compute retrieve'.split(
    ' ',
  ),
);

/** What a tool is about, from its name: `get_n_day_weather_forecast` with num_days 3 is "3-day weather forecast". */
function topicOf(call: PlannedCall): string {
  const words = splitIdentifier(call.name);
  const nouns = words.filter((word, place) => place > 0 || !verbs.has(word));
  const count = Object.values(call.arguments).find((value) => typeof value === 'number');
  return nouns.join(' ').replace(/\bn (day|hour|week|month)s?\b/, `${count ?? 'n'}-$1`);
}

/** "current weather" says it already, "oven" becomes "oven temperature". */
function temperatureTopic(call: PlannedCall): string {
  const topic = topicOf(call);
  if (/weather|forecast|temperature|outlook|climate/.test(topic)) return topic;
  return `${topic} temperature`.trim();
}

/** Names a result by its tool and the arguments: "time for Tokyo". */
function nameResult(call: PlannedCall): string {
  const values = Object.values(call.arguments).filter((value) => typeof value !== 'object');
  const topic = topicOf(call) || splitIdentifier(call.name).join(' ');
  return values.length === 0 ? topic : `${topic} for ${values.map(String).join(', ')}`;
}

function nameKey(key: string): string {
  return splitIdentifier(key).join(' ') || key;
}

function wordValue(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return 'not given';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return truncate(value, longestText);
  if (typeof value === 'number') return String(value);
  if (isJsonObject(value)) {
    const facts = Object.entries(value).map(([key, item]) => `${nameKey(key)} ${wordValue(item)}`);
    return `(${facts.join(', ')})`;
  }
  if (value.length === 0) return 'none';
  const items = value.slice(0, mostItems).map(wordValue);
  return joinList(
    value.length > mostItems ? [...items, `${value.length - mostItems} more`] : items,
  );
}

function withFullStop(text: string): string {
  return /[.!?…。！？]$/.test(text) ? text : `${text}.`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
