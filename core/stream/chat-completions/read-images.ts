import type { ChatPart } from '../../contracts/chat.ts';
import { isJsonObject } from '../../shared/json.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';

/** An image that a model gave. */
export type ImagePart = Extract<ChatPart, { readonly type: 'image' }>;

/**
 * The images of a delta or a message: OpenRouter's `images`, and parts of a content that are images, as addresses, data
 * addresses or base64. What is no image is left out.
 */
export function readImages({ images, content }: JsonObject): readonly ImagePart[] {
  const items = [images, content].flatMap((list) =>
    Array.isArray(list) ? (list as readonly JsonValue[]) : [],
  );
  return items.flatMap((item) => {
    const image = isJsonObject(item) ? readImage(item) : undefined;
    return image === undefined ? [] : [image];
  });
}

function readImage(item: JsonObject): ImagePart | undefined {
  const address = item.image_url ?? item.imageUrl;
  const url = isJsonObject(address) ? address.url : address;
  if (typeof url === 'string') return readAddress(url);
  if (typeof item.b64_json === 'string') return imageOf(item.b64_json, 'image/png');
  // Gemini's own form.
  const inline = item.inline_data ?? item.inlineData;
  if (!isJsonObject(inline) || typeof inline.data !== 'string') return undefined;
  const mediaType = inline.mime_type ?? inline.mimeType;
  return imageOf(inline.data, typeof mediaType === 'string' ? mediaType : 'image/png');
}

function readAddress(url: string): ImagePart | undefined {
  const comma = url.indexOf(',');
  const data = /^data:(image\/[\w.+-]+)[^,]*;base64$/i.exec(url.slice(0, Math.max(0, comma)));
  if (data !== null) return imageOf(url.slice(comma + 1), (data[1] ?? '').toLowerCase());
  return /^https?:\/\//i.test(url) ? { type: 'image', mediaType: 'image/*', url } : undefined;
}

function imageOf(data: string, mediaType: string): ImagePart | undefined {
  const isImage = mediaType.startsWith('image/') && data !== '';
  return isImage ? { type: 'image', mediaType, data } : undefined;
}
