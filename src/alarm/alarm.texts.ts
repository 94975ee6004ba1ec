/** What is wrong and what to do, by the part of an alarm's kind before the colon. `of`: the part behind it. */
const TEXTS: Readonly<Record<string, (of: string) => [wrong: string, todo: string]>> = {
  halted: (of) => [
    `Nothing is sent on the channel ${of}: it refuses our key, our bill or our sender.`,
    `Look for "channel-halted" in the log for its code, then at the channel's dashboard. Replies are kept and leave by themselves within a minute of the mending; after a day they are too old.`,
  ],
  breaker: (of) => [
    `The channel ${of} does not answer; sends are held back.`,
    `Look at the channel's status page. Replies are kept and leave by themselves when it is back.`,
  ],
  'model-refused': () => [
    'The model refuses our key or our bill, so nobody gets an answer.',
    'Look at GROQ_API_KEY and at the account behind it. Texts are kept and answered for up to an hour after they came.',
  ],
  backlog: () => [
    'Somebody has waited for more than a minute for an answer.',
    'Look whether the model answers (log lines "model call failed") and whether the machine is busy. Texts are kept.',
  ],
  'dead-letters': () => [
    'Texts have gone dead: they got no answer, or could not be delivered.',
    'Look at them (docs/monitoring.md), mend the cause, and have them sent again.',
  ],
  budget: () => [
    'The budget of the day is used up. Members are told once that Chip rests until tomorrow.',
    'Raise LIMIT_USD_PER_DAY or LIMIT_ALL_TOKENS_PER_DAY and start again, or let it be.',
  ],
  'bot-loop': () => [
    'Somebody answers like a machine. Chip is silent to them for an hour.',
    'Nothing has to be done. Look for "bot-loop" in the log if it happens often.',
  ],
};

/** For a human; holds nobody's address and no text. */
export function alarmText(kind: string): string {
  const [name = '', of = ''] = kind.split(/:(.*)/);
  const [wrong, todo] = TEXTS[name]?.(of) ?? [`Something is wrong (${kind}).`, 'Look at the log.'];
  return `Chip: ${wrong} ${todo}`;
}

export function allClearText(kind: string): string {
  const [name = '', of = ''] = kind.split(/:(.*)/);
  const [wrong] = TEXTS[name]?.(of) ?? [`Something was wrong (${kind}).`];
  return `Chip: all clear. It is over that: ${wrong}`;
}
