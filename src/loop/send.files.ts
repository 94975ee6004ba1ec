/** Longest URL that Loop takes for a file, in characters. */
const MAX_URL_LENGTH = 256;

/** What a phone shows as a picture in an MMS. */
const PICTURES = new Set(['jpg', 'jpeg', 'png', 'gif', 'webp', 'heic', 'heif', 'bmp']);
const VOICES = new Set(['mp3', 'wav', 'm4a', 'caf', 'aac']);

/** True for a URL from which Loop fetches a file. */
export function isSendable(url: string): boolean {
  return url.length <= MAX_URL_LENGTH && URL.canParse(url) && new URL(url).protocol === 'https:';
}

export function isPicture(url: string): boolean {
  return PICTURES.has(extensionOf(url));
}

/** True unless the name of the file says that it is no voice message; a signed URL often says nothing. */
export function isVoice(url: string): boolean {
  const extension = extensionOf(url);
  return extension === '' || VOICES.has(extension);
}

/** Lower case, without the dot; empty where there is none. */
function extensionOf(url: string): string {
  const { pathname } = new URL(url);
  return /\.([a-z\d]{1,8})$/i.exec(pathname)?.[1]?.toLowerCase() ?? '';
}
