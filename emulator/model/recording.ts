import type { IncomingMessage } from 'node:http';
import { BodyTooLargeError, isText, readBody, type Json } from '../http.ts';

/** What a client asks to have transcribed. */
export type Recording = {
  model: unknown;
  file?: File;
  format: string;
  granularities: string[];
  /** The fields that are neither the file nor the model. */
  params: Json;
};

const MAX_FILE_BYTES = 25 * 1024 * 1024;
/** The other fields and the borders of the parts. */
const OVERHEAD_BYTES = 64 * 1024;
const FORMATS = ['json', 'text', 'verbose_json'];
/** Told by the name of the file alone; the recordings of phones in `caf`, `aac` and `oga` are not among them. */
const FILE_TYPES = 'flac mp3 mp4 mpeg mpga m4a ogg opus wav webm'.split(' ');
const GRANULARITIES = ['word', 'segment'];

/** Reads the form, or answers the status to refuse it with. */
export async function readRecording(req: IncomingMessage): Promise<Recording | 400 | 413> {
  const type = req.headers['content-type'] ?? '';
  let form: FormData;
  try {
    const bytes = await readBody(req, MAX_FILE_BYTES + OVERHEAD_BYTES);
    // Node's own reader of forms, which takes url-encoded ones as well.
    if (!type.startsWith('multipart/form-data')) return 400;
    form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  } catch (error) {
    return error instanceof BodyTooLargeError ? 413 : 400;
  }
  const file = form.get('file');
  if (file instanceof File && file.size > MAX_FILE_BYTES) return 413;
  const params: Json = {};
  for (const [name, value] of form) if (typeof value === 'string' && name !== 'model') params[name] = value;
  return {
    model: form.get('model'),
    file: file instanceof File ? file : undefined,
    format: isText(params.response_format) ? params.response_format : 'json',
    granularities: [
      ...form.getAll('timestamp_granularities[]'),
      ...form.getAll('timestamp_granularities'),
    ].map(String),
    params,
  };
}

/** What is wrong with it, as an error of Groq's. */
export function findRecordingRefusal({ file, format, granularities }: Recording): string | Json | undefined {
  if (!file) return 'file is required';
  if (file.size === 0) return 'file is empty';
  const extension = /\.(\w+)$/.exec(file.name)?.[1]?.toLowerCase() ?? '';
  if (!FILE_TYPES.includes(extension))
    return {
      message: `file must be one of the following types: [${FILE_TYPES.join(' ')}]`,
      code: 'unsupported_audio_format',
    };
  if (!FORMATS.includes(format)) return `response_format must be one of ${FORMATS.join(', ')}`;
  if (granularities.length === 0) return undefined;
  if (format !== 'verbose_json') return 'timestamp_granularities needs response_format verbose_json';
  return granularities.every((unit) => GRANULARITIES.includes(unit))
    ? undefined
    : 'timestamp_granularities are word and segment';
}
