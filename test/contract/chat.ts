import { randomUUID } from 'node:crypto';
import type { Admission } from '../../src/conversation/admission.ts';
import type { Claim } from '../../src/conversation/conversation.store.ts';
import type { ClaimedSend, ClaimSendInput, RecordSendInput } from '../../src/conversation/delivery.ts';
import { eventually } from './eventually.ts';
import { ADA, CHANNEL } from './people-and-events.ts';
import { TurnPlayer } from './turn.player.ts';

type Outcome = RecordSendInput['outcome'];

interface Sending {
  send: ClaimedSend;
  state: () => Promise<string | null>;
}

/** Plays the whole server against a store: what TurnPlayer does, and the delivery worker. */
export class Chat extends TurnPlayer {
  trySend(over: Partial<ClaimSendInput> = {}): Promise<Claim<ClaimedSend>> {
    const usual = {
      claimId: randomUUID(),
      leaseMs: 30_000,
      channels: [CHANNEL],
      graceMs: 30_000,
      redelivery: {},
    };
    return this.store.claimSend({ ...usual, ...over });
  }

  /** Claims as soon as there is something to send. */
  send(over: Partial<ClaimSendInput> = {}): Promise<ClaimedSend> {
    return eventually('something to send', async () => (await this.trySend(over)).claimed);
  }

  /** A reply that is being sent; `state` reads what has become of it. */
  async sending({ conversation = ADA, replies = ['hello'], leaseMs = 30_000 } = {}): Promise<Sending> {
    const text = await this.text('hi', conversation);
    await this.commit(await this.turn(), replies);
    const send = await this.send({ leaseMs });
    return { send, state: async () => (await this.sendStates(text))[send.part] ?? null };
  }

  record(
    send: ClaimedSend,
    outcome: Outcome | Outcome['kind'],
    over: Partial<RecordSendInput> = {},
  ): Promise<string> {
    const full = typeof outcome === 'string' ? outcomeOf(outcome) : outcome;
    const usual = { id: send.id, claimId: send.claimId, retryInMs: 0, graceMs: 30_000 };
    return this.store.recordSend({ ...usual, outcome: full, ...over });
  }

  /** Sends all that can be sent now, and says what it was. */
  async sendAll(): Promise<string[]> {
    const texts: string[] = [];
    for (;;) {
      const { claimed } = await this.trySend();
      if (!claimed) return texts;
      texts.push(claimed.text);
      await this.record(claimed, 'sent');
    }
  }

  /** State of the text that an admission stored. */
  async stateOf({ messageId }: Admission): Promise<string | undefined> {
    return (await this.store.readOutcome(messageId ?? ''))?.state;
  }

  /** States of the rows that answer the text of an admission. */
  async sendStates({ messageId }: Admission): Promise<(string | null)[]> {
    const outcome = await this.store.readOutcome(messageId ?? '');
    return outcome?.replies.map(({ sendState }) => sendState) ?? [];
  }
}

function outcomeOf(kind: Outcome['kind']): Outcome {
  return kind === 'sent' ? { kind, providerId: randomUUID() } : { kind, code: `code-${kind}` };
}
