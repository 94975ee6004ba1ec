import { Faults } from './faults.ts';
import { Journal } from './journal.ts';
import { Directory } from './loop/directory.ts';
import type { Settings } from './settings.ts';
import { WebhookSender } from './webhooks/webhook-sender.ts';

/** Everything the request handlers share. One per process, so state is lost on a restart, on purpose. */
export class Emulator {
  readonly settings: Settings;
  readonly faults = new Faults();
  readonly journal = new Journal();
  readonly directory = new Directory();
  readonly webhooks: WebhookSender;

  constructor(settings: Settings) {
    this.settings = settings;
    this.webhooks = new WebhookSender(settings, this.faults, this.journal, this.directory);
  }
}
