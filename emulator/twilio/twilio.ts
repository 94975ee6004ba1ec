import type { Journal } from '../journal.ts';
import type { Settings } from '../settings.ts';
import type { TwilioFaults } from './faults.ts';
import { Messages } from './messages.ts';
import { OptOuts } from './opt-out.ts';
import { TWILIO_DEFAULTS, type TwilioSettings } from './settings.ts';
import { TwilioWebhooks } from './webhooks.ts';

/** One account at Twilio. Shares the journal and the clock with the rest of the emulator. */
export class Twilio {
  readonly settings: TwilioSettings = { ...TWILIO_DEFAULTS };
  faults: TwilioFaults = {};
  readonly messages = new Messages();
  readonly journal: Journal;
  readonly shared: Settings;
  readonly optOuts: OptOuts;
  readonly webhooks: TwilioWebhooks;

  constructor(shared: Settings, journal: Journal) {
    this.shared = shared;
    this.journal = journal;
    this.optOuts = new OptOuts(this.settings, journal);
    this.webhooks = new TwilioWebhooks(this.settings, shared, journal);
  }
}
