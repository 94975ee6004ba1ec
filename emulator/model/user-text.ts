import { isJson, isText, type Json } from '../http.ts';
import { imagesOf } from './images.ts';

/** The last text of the user, with a count of the pictures, which cannot be echoed. */
export function lastUserText(messages: Json[]): string {
  const message = messages.findLast(({ role }) => role === 'user') ?? {};
  const { content } = message;
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  const text = content.map((part) => (isJson(part) && isText(part.text) ? part.text : '')).join('');
  const images = imagesOf(message).length;
  const count = images === 0 ? '' : `[${images} image${images === 1 ? '' : 's'}]`;
  return [text, count].filter(Boolean).join(' ');
}
