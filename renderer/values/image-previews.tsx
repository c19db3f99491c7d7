import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isJsonObject, type JsonValue } from '../../core/shared/json.ts';
import { classNames } from '../ui/class-names.ts';

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

/** The images that a value holds with their content, over a grid that shows where they are clear; nothing for a value without any. */
export function ImagePreviews({ value }: { readonly value: JsonValue }): ReactNode {
  const images = useMemo(() => findImages(value), [value]);
  if (images.length === 0) return undefined;
  return (
    <ul className="my-1 flex flex-wrap gap-2">
      {images.map((image) => (
        <Preview key={image.number} image={image} />
      ))}
    </ul>
  );
}

function Preview({ image }: { readonly image: FoundImage }): ReactNode {
  const { t } = useTranslation('values');
  const { number, mediaType, data, name } = image;
  const [isFull, setFull] = useState(false);
  const [size, setSize] = useState<string>();
  return (
    <li className="max-w-full">
      <div
        {...(isFull ? { tabIndex: 0, role: 'group', 'aria-label': name } : {})}
        className={classNames(
          'alpha-grid rounded border border-line-strong',
          isFull && 'max-h-[60vh] overflow-auto',
        )}
      >
        <img
          src={`data:${mediaType};base64,${data}`}
          alt={name === '' ? t('imageNumber', { number }) : name}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setSize(`${naturalWidth} × ${naturalHeight}`)
          }
          className={isFull ? 'max-w-none' : 'max-h-48 max-w-full object-contain'}
        />
      </div>
      <p className="flex items-center gap-2 text-tiny text-muted">
        {size}
        <button
          type="button"
          aria-pressed={isFull}
          onClick={() => setFull(!isFull)}
          className="rounded text-accent hover:underline"
        >
          {t(isFull ? 'imageFit' : 'imageFull')}
        </button>
      </p>
    </li>
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
