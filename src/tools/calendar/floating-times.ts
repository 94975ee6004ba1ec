const TIMED = /^((?:DTSTART|DTEND|RECURRENCE-ID|EXDATE)(?:;[^:]*)?):(\d{8}T\d{6}(?:,\d{8}T\d{6})*)$/i;
const TZID = /;TZID=("?)([^";:]+)\1/i;
/** Names of Windows and offsets, which the library knows. */
const WINDOWS = /Time$|^UTC/i;

/**
 * Gives a time zone to times that are written without one, or with one that nobody knows. The library takes them for the
 * time of the machine it runs on, which for a server is nobody's; and a series in no zone is an hour off for half of the
 * year.
 *
 * The zone is the calendar's own (X-WR-TIMEZONE, or the only VTIMEZONE), else the given one.
 */
export function placeFloatingTimes(text: string, timeZone: string): string {
  // Long lines are folded: a line that begins with a blank goes on the one before it.
  const lines = text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/);
  const blocks = lines.filter((line) => /^TZID:/i.test(line)).map((line) => line.slice(5).trim());
  const own = lines.filter((line) => /^X-WR-TIMEZONE:/i.test(line)).map((line) => line.slice(14).trim());
  const zone = [...own, ...(blocks.length === 1 ? blocks : [])].find(isTimeZone) ?? timeZone;
  let inside = false;
  return lines
    .map((line) => {
      if (/^(?:BEGIN|END):VTIMEZONE/i.test(line)) inside = /^BEGIN/i.test(line);
      if (inside)
        return line.replace(/^TZID:(.*)$/i, (_, name: string) => `TZID:${known(name.trim(), blocks, name)}`);
      const [, property, time] = TIMED.exec(line) ?? [];
      if (property === undefined) return line;
      const named = TZID.exec(property)?.[2];
      return `${property.replace(TZID, '')};TZID=${named === undefined ? zone : known(named, blocks, zone)}:${time}`;
    })
    .join('\n');
}

/** The name of a zone as the library knows it. */
function known(name: string, blocks: readonly string[], otherwise: string): string {
  if (isTimeZone(name) || WINDOWS.test(name)) return name;
  // As of `/freeassociation.sourceforge.net/America/Chicago`.
  const end = name.split('/').slice(-2).join('/');
  if (isTimeZone(end)) return end;
  // By this prefix it looks into the VTIMEZONE of that name.
  const block = blocks.indexOf(name);
  return block === -1 ? otherwise : `Customized Time Zone ${block + 1}`;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
