import { isJsonObject } from '../../shared/json.ts';

/** The texts at one place of the events, one after the other. */
interface Place {
  text: string;
  readonly members: Map<string, Place>;
}

/** The JSON document of each event of a stream, or the whole body where it is one line. */
export const eventDocument = /^(?:data:)?[ \t]*(?=\{)([^\r\n]*)/gm;

/**
 * Whether one of the spellings may stand in a body: as it is, or in the strings of its events, joined by their place in
 * the event. Never misses one; a body that cannot be read may hold anything.
 */
export function mayHold(body: string, spellings: readonly string[]): boolean {
  if (spellings.some((spelling) => body.includes(spelling))) return true;
  const root = createPlace();
  for (const event of body.matchAll(eventDocument)) {
    try {
      collect(JSON.parse(event[1] ?? ''), root);
    } catch {
      return true;
    }
  }
  return holds(root, spellings);
}

function createPlace(): Place {
  return { text: '', members: new Map() };
}

function collect(value: unknown, place: Place): void {
  if (typeof value === 'string') {
    place.text += value;
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, memberOf(place, ''));
  } else if (isJsonObject(value)) {
    for (const key in value) collect(value[key], memberOf(place, key));
  }
}

function memberOf(place: Place, key: string): Place {
  const known = place.members.get(key);
  if (known !== undefined) return known;
  const made = createPlace();
  place.members.set(key, made);
  return made;
}

function holds({ text, members }: Place, spellings: readonly string[]): boolean {
  if (spellings.some((spelling) => text.includes(spelling))) return true;
  return Array.from(members.values()).some((member) => holds(member, spellings));
}
