import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isJsonObject, type JsonValue } from '../../core/shared/json.ts';

interface FoundImage {
  /** Its place among the images of the value, from 1. */
  readonly number: number;
  readonly mediaType: string;
  /** Base64. */
  readonly data: string;
  readonly name: string;
}

const shownTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
const mostImages = 8;
const mostDepth = 5;

/** The images that a value holds with their content, small; nothing for a value without any. */
export function ImagePreviews({ value }: { readonly value: JsonValue }): ReactNode {
  const { t } = useTranslation('panels');
  const images = useMemo(() => findImages(value), [value]);
  if (images.length === 0) return undefined;
  return (
    <ul className="my-1 flex flex-wrap gap-2">
      {images.map(({ number, mediaType, data, name }) => (
        <li key={number}>
          <img
            src={`data:${mediaType};base64,${data}`}
            alt={name === '' ? t('imageNumber', { number }) : name}
            className="max-h-48 max-w-full rounded border border-line-strong object-contain"
          />
        </li>
      ))}
    </ul>
  );
}

/** Images by address are not fetched: a recorded value must reach nothing when it is looked at. */
function findImages(root: JsonValue): readonly FoundImage[] {
  const images: FoundImage[] = [];
  const visit = (value: JsonValue, depth: number): void => {
    if (images.length >= mostImages || depth > mostDepth) return;
    if (typeof value !== 'object' || value === null) return;
    if (!isJsonObject(value)) {
      for (const item of value) visit(item, depth + 1);
      return;
    }
    const { mediaType, data, name } = value;
    const isImage = typeof mediaType === 'string' && shownTypes.has(mediaType);
    if (isImage && typeof data === 'string' && data !== '') {
      const number = images.length + 1;
      images.push({ number, mediaType, data, name: typeof name === 'string' ? name : '' });
      return;
    }
    for (const item of Object.values(value)) if (item !== undefined) visit(item, depth + 1);
  };
  visit(root, 0);
  return images;
}
