import { Faults } from './faults.ts';
import type { Json } from './http.ts';
import { Journal } from './journal.ts';
import { Audience } from './loop/audience.ts';
import { Directory } from './loop/directory.ts';
import { hear } from './loop/hear.ts';
import { Player } from './scenarios/player.ts';
import type { Settings } from './settings.ts';
import { Twilio } from './twilio/twilio.ts';
import { WebhookSender } from './webhooks/webhook-sender.ts';

/** Everything the request handlers share. One per process, so state is lost on a restart, on purpose. */
export class Emulator {
  readonly settings: Settings;
  readonly faults = new Faults();
  readonly journal = new Journal();
  readonly directory = new Directory();
  readonly audience = new Audience();
  readonly webhooks: WebhookSender;
  readonly twilio: Twilio;
  readonly player: Player;

  constructor(settings: Settings) {
    this.settings = settings;
    const learn = (webhook: Json): void => {
      this.directory.learn(webhook);
      hear(this.audience, webhook);
    };
    this.webhooks = new WebhookSender(settings, this.faults, this.journal, learn);
    this.twilio = new Twilio(settings, this.journal);
    this.player = new Player(this);
  }
}
