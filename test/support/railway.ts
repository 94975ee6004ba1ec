import { readFileSync } from 'node:fs';

export interface Railway {
  build: { buildCommand: string };
  deploy: {
    startCommand: string;
    healthcheckPath: string;
    restartPolicyType: string;
  };
}

/** railway.json, as Railway reads it. */
export const railway = JSON.parse(
  readFileSync(new URL('../../railway.json', import.meta.url), 'utf8'),
) as Railway;
