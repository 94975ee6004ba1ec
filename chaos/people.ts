import { CANARY, phone } from '../test/support/canary.ts';
import type { Random } from '../emulator/random.ts';
import type { Conversation, Text } from './record.ts';

/** Numbers from here on write in groups only, so that what goes to a person is never about a group. */
const FIRST_MEMBER = 90;
export const MOST_CONVERSATIONS = FIRST_MEMBER;
/** One conversation in so many is a group; one in so many is stopped in the middle and started again. */
const GROUP_EVERY = 4;
const STOP_EVERY = 5;
/** Fewer texts than this leave no room for a before and an after. */
const LEAST_FOR_STOP = 8;

export interface PlannedText extends Text {
  /** Since the start of the writing. */
  atMs: number;
  /** Not before the text of this id has been acknowledged. */
  after?: string;
}

export interface PeoplePlan {
  conversations: Conversation[];
  /** Of each conversation, in the order in which it is said. */
  texts: PlannedText[][];
}

/** Who writes what when, all drawn from the seed. */
export function planPeople(
  random: Random,
  { messages, conversations, seconds }: { messages: number; conversations: number; seconds: number },
): PeoplePlan {
  const list = Array.from({ length: conversations }, (_, index) => conversation(random, index));
  const texts = list.map((who, index) => {
    const count = Math.floor(messages / conversations) + (index < messages % conversations ? 1 : 0);
    return speak(random, who, count, index % STOP_EVERY === 1, seconds * 1000);
  });
  return { conversations: list, texts };
}

function conversation(random: Random, index: number): Conversation {
  const name = `c${String(index).padStart(2, '0')}`;
  if (index % GROUP_EVERY !== GROUP_EVERY - 1) {
    return { name, kind: 'person', to: phone(index), members: [phone(index)] };
  }
  const first = random.whole(FIRST_MEMBER, 96);
  const members = [first, first + 1, first + 2].map(phone);
  return { name, kind: 'group', to: `group-${name}`, members };
}

/** Bursts of one to five texts, a few ms apart, spread over the time. */
function speak(
  random: Random,
  who: Conversation,
  count: number,
  stops: boolean,
  spanMs: number,
): PlannedText[] {
  const times: number[] = [];
  const bursts = Math.max(1, Math.round(count / 3));
  for (let burst = 0; times.length < count; burst = (burst + 1) % bursts) {
    let at = ((burst + random.next()) / bursts) * spanMs;
    for (let size = random.whole(1, 5); size > 0 && times.length < count; size--) {
      times.push(at);
      at += random.between(2, 60);
    }
  }
  const texts = times.toSorted((a, b) => a - b).map((atMs, n) => ordinary(random, who, n, atMs));
  if (stops && count >= LEAST_FOR_STOP) addConsent(texts, who);
  return texts;
}

function ordinary(random: Random, who: Conversation, n: number, atMs: number): PlannedText {
  const token = `${who.name}n${String(n).padStart(4, '0')}`;
  const talk = who.kind === 'group' && random.hits(0.3);
  const address = who.kind === 'group' && !talk ? 'Chip, ' : '';
  return {
    id: `message-${token}`,
    conversation: who.name,
    kind: talk ? 'talk' : 'text',
    contact: random.pick(who.members),
    token,
    text: `${address}note ${token} ${CANARY}`,
    atMs,
  };
}

/** STOP at two fifths, said twice; START at three fifths, but only when the STOP has been heard. */
function addConsent(texts: PlannedText[], { name, members }: Conversation): void {
  const [stop, again, start] = [0.4, 0.5, 0.6].map((share) => Math.floor(texts.length * share)) as [
    number,
    number,
    number,
  ];
  const say = (index: number, kind: 'stop' | 'start', after?: string): void => {
    const { atMs } = texts[index] as PlannedText;
    const id = `message-${name}-${kind}-${index}`;
    const text = kind.toUpperCase();
    texts[index] = {
      id,
      conversation: name,
      kind,
      contact: members[0] as string,
      token: null,
      text,
      atMs,
      after,
    };
  };
  say(stop, 'stop');
  say(again, 'stop');
  say(start, 'start', texts[stop]?.id);
}
