import { Injectable } from '@nestjs/common';
import { Tool, type ToolContext, type ToolDescription } from './tool.ts';

/** Says what time it is where the person is. Without it a model knows no date at all. */
@Injectable()
export class CurrentTimeTool extends Tool {
  readonly name = 'current_time';

  override describe(): ToolDescription {
    return {
      description:
        "Today's date, weekday and the time where the person is. Call it before saying anything about today, tomorrow, this week or how long ago something was.",
      parameters: {
        type: 'object',
        properties: {
          time_zone: {
            type: 'string',
            maxLength: 64,
            description: 'IANA name of another time zone, only if they ask about one, such as Europe/Berlin',
          },
        },
      },
    };
  }

  /** @throws RangeError naming no value when the time zone is unknown. */
  override invoke({ time_zone }: { time_zone?: string }, { now, timeZone }: ToolContext): Promise<unknown> {
    const zone = time_zone ?? timeZone;
    if (!isTimeZone(zone)) throw new RangeError('there is no such time zone; use an IANA name');
    return Promise.resolve({ time_zone: zone, now: format(now, zone) });
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function format(now: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    dateStyle: 'full',
    timeStyle: 'short',
  }).format(now);
}
