/** E.164 allows 15 digits; nothing shorter than 8 is a number that can be texted with its country code. */
const PHONE_DIGITS = /^\d{8,15}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const CONTACT_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The contact as Loop writes it back, or the code of what is wrong with it. */
export function normalizeContact(contact: string): string | { code: number } {
  const value = contact.trim();
  if (isContactId(value)) return value;
  if (value.includes('@')) return EMAIL.test(value) ? value.toLowerCase() : { code: 170 };
  if (!/^\+?[\d\s()-]+$/.test(value)) return { code: 160 };
  const digits = value.replaceAll(/\D/g, '');
  return PHONE_DIGITS.test(digits) ? `+${digits}` : { code: 180 };
}

/** Contact ids and sender ids look alike. */
export function isContactId(value: string): boolean {
  return CONTACT_ID.test(value);
}
