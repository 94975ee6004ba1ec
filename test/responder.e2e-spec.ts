import { expect, it } from '@jest/globals';
import { Responder } from '../src/conversation/responder.ts';
import type { ClaimedTurn } from '../src/conversation/turn.ts';
import { phone, said } from './support/canary.ts';
import { FarEnd, until } from './support/far-end.ts';
import { House } from './support/house.ts';
import { v1 } from './support/payloads.ts';

it('whoever answers and sums up is given nobody to send to (P6)', async () => {
  const far = await FarEnd.start();
  try {
    await House.during(far.env(), async (house) => {
      const responder = house.app.get(Responder, { strict: false });
      const given: [what: string, turn: ClaimedTurn][] = [];
      for (const what of ['respond', 'summarize'] as const) {
        const method = responder[what].bind(responder) as (...args: unknown[]) => Promise<never>;
        responder[what] = (turn: ClaimedTurn, options: unknown) => {
          given.push([what, turn]);
          return method(turn, options);
        };
      }
      await house.post(v1(phone(95), said('Hello'))).expect(200);
      expect(await far.sent(phone(95))).toEqual([`Heard: ${said('Hello')}`]);
      await until(() => given.length === 2);
      expect(given.map(([what, { target }]) => [what, target])).toEqual([
        ['respond', null],
        ['summarize', null],
      ]);
    });
  } finally {
    await far.stop();
  }
});
