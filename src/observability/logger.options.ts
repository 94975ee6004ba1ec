import type { Params } from 'nestjs-pino';
import { destination, stdTimeFunctions } from 'pino';
import type { DestinationStream, LogFn, Logger } from 'pino';
import type { ChipConfig } from '../config/chip.config.ts';
import { describeError } from './error.serializer.ts';
import { MaskedDestination } from './log.destination.ts';

/**
 * JSON lines, one thing a line; a terminal gets them coloured and short.
 * @param target where the lines go instead of stdout
 */
export async function loggerOptions(config: ChipConfig, target?: DestinationStream): Promise<Params> {
  return {
    // nestjs-pino's own default matches nothing on Fastify.
    forRoutes: ['{*splat}'],
    pinoHttp: [
      {
        level: config.LOG_LEVEL,
        base: null,
        timestamp: stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
        hooks: { logMethod: dropNoise },
        quietReqLogger: true,
        // `request-log.ts` does this with what Fastify knows of the route.
        autoLogging: false,
        // Else pino-http hands over errors it has already described in its own way.
        wrapSerializers: false,
        serializers: {
          err: describeError,
        },
        // No line shows a request; this stays true when somebody adds one.
        redact: ['req.headers'],
      },
      new MaskedDestination(target ?? (await standardOutput(config))),
    ],
  };
}

/** Nest tells of each module and route it loads; 25 lines that say the same at each start. */
const NOISE = new Set([
  'InstanceLoader',
  'NestFactory',
  'NestApplication',
  'RouterExplorer',
  'RoutesResolver',
]);
const INFO = 30;

function dropNoise(this: Logger, args: Parameters<LogFn>, method: LogFn, level: number): void {
  const { context } = (args[0] ?? {}) as { context?: string };
  if (level <= INFO && context !== undefined && NOISE.has(context)) return;
  // Without words pino would take the error's message for them, and the serializer would have hidden it in vain.
  if (args.length === 1 && typeof args[0] === 'object') args.push('unexpected error');
  method.apply(this, args);
}

async function standardOutput(config: ChipConfig): Promise<DestinationStream> {
  // Lines that were logged are written: after a kill they are the trace that is left.
  const stdout = destination({ dest: 1, sync: true });
  if (!process.stdout.isTTY || config.production) return stdout;
  try {
    // A development dependency; an installation without it gets JSON.
    const { default: pretty } = await import('pino-pretty');
    return pretty({
      destination: stdout,
      ignore: 'reqId',
      translateTime: 'SYS:HH:MM:ss.l',
      singleLine: true,
    });
  } catch {
    return stdout;
  }
}
