import { createHmac, randomBytes } from 'node:crypto';

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The secret of one project and the keys it signs, as hosted Supabase makes them (JWT, HS256). */
export class ApiKeys {
  readonly secret = randomBytes(32).toString('hex');
  readonly service = this.sign('service_role');
  readonly anon = this.sign('anon');
  /** Of somebody who has signed up with the project. */
  readonly authenticated = this.sign('authenticated');

  sign(role: string): string {
    const head = encode({ alg: 'HS256', typ: 'JWT' });
    const body = encode({ iss: 'supabase', role, iat: 1_700_000_000, exp: 4_000_000_000 });
    const signature = createHmac('sha256', this.secret).update(`${head}.${body}`).digest('base64url');
    return `${head}.${body}.${signature}`;
  }
}
