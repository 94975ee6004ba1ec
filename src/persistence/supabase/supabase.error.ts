/** What is known of a call that came to nothing. Nothing of the answer's own words: they quote rows and bodies. */
export interface Failure {
  /** HTTP status, 0 where there was no answer. */
  status: number;
  /** SQLSTATE, PostgREST's own code, or the system's (`ECONNREFUSED`); empty where there is none. */
  code: string;
  /** True for what another try may mend by itself. */
  transient: boolean;
}

/** Thrown when the database did not do what it was asked. It may or may not have happened. */
export class SupabaseError extends Error {
  override readonly name = 'SupabaseError';
  readonly status: number;
  readonly code: string;
  readonly transient: boolean;

  constructor(operation: string, failure: Failure) {
    super(`${operation}: ${explain(failure)}`);
    this.status = failure.status;
    this.code = failure.code;
    this.transient = failure.transient;
  }

  /** The key is refused, and will be until somebody changes it. */
  get refusesKey(): boolean {
    return isRefusal(this);
  }

  /** The project answers and has not got what a migration would make. */
  get lacksSchema(): boolean {
    return MISSING.has(this.code);
  }
}

/** Function or table not known: to PostgREST, to Postgres. */
const MISSING = new Set(['PGRST202', 'PGRST205', '42883', '42P01', '3F000']);
/** JWT not decoded, expired, not allowed; permission denied. */
const REFUSED = new Set(['PGRST300', 'PGRST301', 'PGRST302', 'PGRST303', '42501']);

const isRefusal = ({ status, code }: Failure): boolean =>
  REFUSED.has(code) || status === 401 || status === 403;

function explain(failure: Failure): string {
  const { status, code } = failure;
  if (isRefusal(failure))
    return `SUPABASE_KEY is refused (${code || status}); take the secret key (sb_secret_... or service_role) of the project at SUPABASE_URL`;
  if (MISSING.has(code))
    return `the database lacks what this version of Chip needs (${code}); run npm run db:migrate`;
  if (status === 0) return `no answer from SUPABASE_URL (${code || 'connection lost'})`;
  if (status === 404) return 'SUPABASE_URL does not lead to a Supabase project (404)';
  return failure.transient ? `the database failed (${code || status})` : `refused (${code || status})`;
}
