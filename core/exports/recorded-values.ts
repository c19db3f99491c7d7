import { isStatusEvent, isTraceEvent } from '../contracts/events.ts';
import type { RecordedValue, RunEvent } from '../contracts/events.ts';
import { isJsonObject } from '../shared/json.ts';

/** The values that an event of the engine carries or refers to, whatever kind of event it is. */
export function recordedValuesOf(event: RunEvent): readonly RecordedValue[] {
  const values: RecordedValue[] = [];
  mapRecordedValues(event, (value) => {
    values.push(value);
    return value;
  });
  return values;
}

/** The event with each of its values replaced; itself where there is none. */
export function mapRecordedValues(
  event: RunEvent,
  map: (value: RecordedValue) => RecordedValue,
): RunEvent {
  if (!isTraceEvent(event) && !isStatusEvent(event)) return event;
  const body = mapMembers(event.body, map);
  return body === event.body ? event : { ...event, body };
}

/** Values are members of a body, or of the question in it. */
function mapMembers(holder: object, map: (value: RecordedValue) => RecordedValue): object {
  let isChanged = false;
  const entries = Object.entries(holder).map(([key, member]: [string, unknown]) => {
    const mapped = isRecordedValue(member)
      ? map(member)
      : key === 'question' && isJsonObject(member)
        ? mapMembers(member, map)
        : member;
    isChanged ||= mapped !== member;
    return [key, mapped] as const;
  });
  return isChanged ? Object.fromEntries(entries) : holder;
}

function isRecordedValue(member: unknown): member is RecordedValue {
  if (!isJsonObject(member)) return false;
  if (typeof member['hash'] === 'string') return typeof member['preview'] === 'string';
  return Object.hasOwn(member, 'value') && Object.keys(member).length === 1;
}
