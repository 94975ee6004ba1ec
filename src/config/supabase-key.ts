/**
 * Why a key of a Supabase project cannot be the server's, or undefined. The public ones open nothing here, and each looks
 * like the right one to whoever copies it.
 */
export function problemOfKey(key: string): string | undefined {
  const take =
    'take the secret key (sb_secret_..., or the legacy service_role) from Project Settings, API Keys';
  if (key.startsWith('sb_publishable_'))
    return `SUPABASE_KEY is a publishable key, which may read nothing; ${take}`;
  const role = roleIn(key);
  if (role === 'anon' || role === 'authenticated')
    return `SUPABASE_KEY is a key of the role "${role}", which may read nothing; ${take}`;
  return undefined;
}

/** The role that a legacy key is for: it stands in the key, which is a JWT. */
function roleIn(key: string): string | undefined {
  try {
    const claims = JSON.parse(Buffer.from(key.split('.')[1] ?? '', 'base64url').toString()) as {
      role?: string;
    };
    return claims.role;
  } catch {
    return undefined;
  }
}
