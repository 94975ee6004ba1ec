import { isJson, isText, type Json } from '../http.ts';
import type { Model } from './models.ts';

const MAX_IMAGES = 3;
const DATA_URL = /^data:image\/[\w.+-]+;base64,[A-Za-z0-9+/]+={0,2}$/;

/** What Groq would refuse about the pictures of a call with a 400. */
export function findImageRefusal(model: Model, messages: Json[]): string | undefined {
  const images = messages.flatMap((message) => imagesOf(message));
  if (images.length === 0) return undefined;
  if (model.takes !== 'images') return `${model.id} takes no images: message content must be a string`;
  if (images.length > MAX_IMAGES) return `too many images: at most ${MAX_IMAGES} in a request`;
  return images.every((url) => isText(url) && (DATA_URL.test(url) || url.startsWith('https://')))
    ? undefined
    : 'image_url.url must be an https or a base64 data URL of an image';
}

/** The URL of each picture of a message, or what stands in its place. */
export function imagesOf(message: Json): unknown[] {
  if (!Array.isArray(message.content)) return [];
  return message.content
    .filter((part) => isJson(part) && part.type === 'image_url')
    .map(({ image_url: image }: Json) => (isJson(image) ? image.url : image));
}

/** The messages without the bytes of their pictures, which would fill a journal and count as text. */
export function withoutImageBytes(messages: unknown): unknown {
  if (!Array.isArray(messages)) return messages;
  return messages.map((message: unknown) =>
    isJson(message) && imagesOf(message).length > 0
      ? { ...message, content: (message.content as unknown[]).map(shorten) }
      : message,
  );
}

function shorten(part: unknown): unknown {
  if (!isJson(part) || !isJson(part.image_url) || !isText(part.image_url.url)) return part;
  const [start, base64] = part.image_url.url.split(',', 2);
  if (!start?.startsWith('data:') || base64 === undefined) return part;
  const bytes = Buffer.byteLength(base64, 'base64');
  return { ...part, image_url: { ...part.image_url, url: `${start},[${bytes} bytes]` } };
}
