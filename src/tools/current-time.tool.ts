import { dayAt } from './days.ts';
import { Tool, type ToolContext, type ToolDescription } from './tool.ts';

/** Says what time it is where the person is. Without it a model knows no date at all. */
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

  /** @throws RangeError when there is no such time zone. */
  override invoke({ time_zone }: { time_zone?: string }, { now, timeZone }: ToolContext): Promise<unknown> {
    const zone = time_zone ?? timeZone;
    const said = format(zone, now, { dateStyle: 'full', timeStyle: 'long' });
    // As other tools take it.
    return Promise.resolve({ time_zone: zone, now: said, date: dayAt(now, zone) });
  }
}

function format(timeZone: string, at: number, options: Intl.DateTimeFormatOptions): string {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, ...options }).format(at);
  } catch {
    throw new RangeError('there is no such time zone; use an IANA name such as Europe/Berlin');
  }
}
