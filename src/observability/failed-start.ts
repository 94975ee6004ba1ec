import { describeError } from './error.serializer.ts';

/** What whoever starts Chip reads when it does not start: the way to mend it where it is known, else type and place. */
export function explainFailedStart(error: unknown): string {
  const { type, message, code, stack } = describeError(error);
  if (code === 'EADDRINUSE')
    return 'The port is in use; set PORT to another one or stop what listens there.\n';
  if (code === 'EACCES')
    return 'No permission to listen there or to write the database; check PORT and DATABASE_PATH.\n';
  return message ? `${message}\n` : `Chip could not start: ${type} ${code ?? ''}\n${stack ?? ''}\n`;
}
