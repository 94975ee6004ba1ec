import { describeError } from './error.serializer.ts';

/** What whoever runs Chip reads when it ends by itself: the way to mend it where it is known, else type and place. */
export function explainFailure(error: unknown): string {
  const { type, message, code, stack } = describeError(error);
  if (code === 'EADDRINUSE')
    return 'The port is in use; set PORT to another one or stop what listens there.\n';
  if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL') return 'HOST is no address of this machine.\n';
  if (code === 'EACCES')
    return 'No permission to listen there or to write the database; check PORT and DATABASE_PATH.\n';
  return message ? `${message}\n` : `Chip ended: ${type} ${code ?? ''}\n${stack ?? ''}\n`;
}
