import { scanBrackets } from '../../model/scan-json.ts';
import { MillraceError } from '../../shared/errors.ts';
import { isJsonObject } from '../../shared/json.ts';
import { schemaFor } from './event-schema.ts';
import { flightFormat, flightVersion } from './flight-line.ts';
import type { FlightHeader, FlightItem } from './flight-line.ts';

/** What a file may ask of who reads it. */
export interface FlightLimits {
  /** Events; 20 million by default. */
  readonly mostEvents?: number;
  /** Characters of one entry, put together from its parts; 64 million by default. */
  readonly longestItem?: number;
}

const mostValues = 1_000_000;
/** Those of the run's input, which are held until the run comes. */
const mostEarlyValues = 16;
/** Deeper than any value of the record. */
const mostDepth = 1_200;

/** Reads a flight-recorder file line by line. Whatever it is given, it throws `flight_invalid` with the line or `flight_newer`. */
export class FlightReader {
  readonly #mostEvents: number;
  readonly #longestItem: number;
  #line = 0;
  #header: FlightHeader | undefined;
  #parts: string[] = [];
  #partsLength = 0;
  #events = 0;
  #values = 0;
  #seen = new Set<FlightItem['type']>();

  constructor({ mostEvents = 20_000_000, longestItem = 64_000_000 }: FlightLimits = {}) {
    this.#mostEvents = mostEvents;
    this.#longestItem = longestItem;
  }

  /** The first line; absent before it was read. */
  get header(): FlightHeader | undefined {
    return this.#header;
  }

  /** Takes the next line, without its end; gives the entry that is complete with it. */
  take(line: string): FlightItem | undefined {
    this.#line += 1;
    if (line.trim() === '') return undefined;
    if (this.#seen.has('end')) throw this.#fault('it stands behind the end');
    const value = this.#parse(line);
    if (this.#header === undefined) {
      this.#header = this.#readHeader(value);
      return undefined;
    }
    if (value['type'] !== 'part') {
      if (this.#parts.length > 0) throw this.#fault('the entry before it is not complete');
      return this.#check(value);
    }
    return this.#takePart(value);
  }

  /** To be called behind the last line: a file that was cut off is refused. */
  finish(): void {
    if (this.#header === undefined) throw this.#fault('the file is empty');
    if (!this.#seen.has('end')) throw this.#fault('the file is cut off; its end is missing');
  }

  #takePart(value: Readonly<Record<string, unknown>>): FlightItem | undefined {
    const { text, last } = value;
    if (typeof text !== 'string') throw this.#fault('a part holds no text');
    this.#partsLength += text.length;
    if (this.#partsLength > this.#longestItem) throw this.#fault('the entry is too long');
    this.#parts.push(text);
    if (last !== true) return undefined;
    const whole = this.#parts.join('');
    this.#parts = [];
    this.#partsLength = 0;
    return this.#check(this.#parse(whole));
  }

  #parse(text: string): Readonly<Record<string, unknown>> {
    if (scanBrackets(text).depth > mostDepth) throw this.#fault('it nests too deeply');
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw this.#fault('it is no JSON');
    }
    if (!isJsonObject(value)) throw this.#fault('it is no JSON object');
    return value;
  }

  #readHeader(value: Readonly<Record<string, unknown>>): FlightHeader {
    const { format, formatVersion, contents } = value;
    if (format !== flightFormat) throw this.#fault(`its format is not ${flightFormat}`);
    if (typeof formatVersion === 'number' && formatVersion > flightVersion) {
      throw new MillraceError(
        'flight_newer',
        'This run was saved by a newer version of Millrace.',
        {
          action: 'Update Millrace to open it.',
        },
      );
    }
    if (formatVersion !== flightVersion) throw this.#fault('its version is unknown');
    return {
      format,
      formatVersion,
      writtenBy: typeof value['writtenBy'] === 'string' ? value['writtenBy'] : '',
      contents: contents === 'left-out' ? 'left-out' : 'whole',
    };
  }

  #check(value: Readonly<Record<string, unknown>>): FlightItem {
    const parsed = schemaFor(value).safeParse(value);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const place = issue?.path.join('.') ?? '';
      throw this.#fault(`${place === '' ? '' : `${place}: `}${issue?.message ?? 'not understood'}`);
    }
    const item = value as unknown as FlightItem;
    this.#checkOrder(item);
    this.#seen.add(item.type);
    return item;
  }

  #checkOrder(item: FlightItem): void {
    const { type } = item;
    const seen = this.#seen;
    if ((type === 'flow' || type === 'run') && seen.has(type))
      throw this.#fault(`there is a second entry of type ${type}`);
    if (type === 'run' && !seen.has('flow')) throw this.#fault('the flow must come before the run');
    if ((type === 'event' || type === 'traffic' || type === 'end') && !seen.has('run'))
      throw this.#fault('the run must come first');
    if (type === 'event') this.#events += 1;
    if (type === 'value') this.#values += 1;
    if (this.#values > (seen.has('run') ? mostValues : mostEarlyValues))
      throw this.#fault('the file holds too many values');
    if (this.#events > this.#mostEvents) throw this.#fault('the file holds too many events');
    if (type === 'end' && item.events !== this.#events)
      throw this.#fault(`it tells of ${item.events} events, but there are ${this.#events}`);
  }

  #fault(why: string): MillraceError {
    const line = Math.max(1, this.#line);
    return new MillraceError('flight_invalid', `Line ${line} of the file: ${why}.`, {
      action: 'Choose a file that Millrace exported as a flight recording.',
      details: { line },
    });
  }
}
