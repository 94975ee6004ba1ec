const WHERE =
  'take the connection string from Supabase: Connect, "Session pooler" or "Direct connection" (postgresql://...)';

const BY_CODE: Record<string, string> = {
  ENOTFOUND: `its host does not exist; ${WHERE}`,
  EAI_AGAIN: `its host cannot be looked up; is there a network?`,
  ECONNREFUSED: 'nothing listens at its host and port; is the database running, is the port right?',
  ENETUNREACH:
    'its host cannot be reached from here; a direct connection is IPv6 only, use the session pooler',
  ETIMEDOUT: 'its host does not answer; a direct connection is IPv6 only, use the session pooler',
  '28P01':
    'the password is wrong (percent-encode what is not a letter or a digit); reset it in Supabase: Database, Settings',
  '28000': 'the server refuses this user',
  '3D000': 'there is no database of that name; on Supabase it is "postgres"',
  '42501': 'this user may not create tables; use the user "postgres"',
  '42704': 'this is no Supabase database: the roles anon, authenticated and service_role are missing',
  '55P03': 'the tables are in use; run it again when there is less traffic',
};

/** What is wrong with a connection string before anybody has tried it; undefined: nothing. */
export function problemOfUrl(url: string | undefined): string | undefined {
  if (!url) return `DATABASE_URL is not set; ${WHERE} and set it in .env or in front of the command`;
  return /^postgres(?:ql)?:\/\//.test(url) ? undefined : `DATABASE_URL is no connection string; ${WHERE}`;
}

/** What went wrong with a migration and how to mend it, without a word of the connection string. */
export function explainMigration(error: unknown, url: string): string {
  const { code = '', message = '', hint } = error as { code?: string; message?: string; hint?: string };
  const known = BY_CODE[code] ?? (/timeout/i.test(message) ? BY_CODE.ETIMEDOUT : undefined);
  if (known) return `DATABASE_URL: ${known}`;
  // The server's own words name tables and columns. A secret is in none of them, and if it is, they are not shown.
  const said = [message, hint].filter(Boolean).join('. ');
  const secret = passwordIn(url);
  const shown = secret && said.includes(secret) ? '' : said;
  return `the database was not changed: ${shown} ${code && `(${code})`}`;
}

function passwordIn(url: string): string | undefined {
  const { password } = URL.parse(url) ?? {};
  return password && decodeURIComponent(password);
}
