import { expect, test } from 'vitest';
import { FilePlaces, createPlaceKey } from '../../../core/node/host/file-places.ts';

const key = createPlaceKey();
const places = new FilePlaces(key);
const path = '/home/ada/Flüsse/main.flow.json';

test('what one side seals, the other opens with the same key, and nobody else', () => {
  const place = places.seal(path);
  const other = new FilePlaces(createPlaceKey());
  expect({
    shared: new FilePlaces(key).open(place),
    other: other.open(place),
    forged: places.open(other.seal('/etc/passwd')),
    tellsNothing: Buffer.from(place, 'base64url').includes('main.flow.json'),
    sealedAgain: places.seal(path) === place,
  }).toEqual({
    shared: path,
    other: undefined,
    forged: undefined,
    tellsNothing: false,
    sealedAgain: false,
  });
});

test('a place that was changed anywhere, cut short, or is none opens nothing', () => {
  const bytes = Buffer.from(places.seal(path), 'base64url');
  const changed = Array.from(bytes, (_, at) => {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ 1;
    return copy.toString('base64url');
  });
  const cut = Array.from(bytes, (_, length) => bytes.subarray(0, length).toString('base64url'));
  const wrong = [...changed, ...cut, path, '', '{}', 'ü'];
  expect(wrong.filter((place) => places.open(place) !== undefined)).toEqual([]);
});
