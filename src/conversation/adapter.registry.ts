import { Inject, Injectable } from '@nestjs/common';
import { MessagingAdapter } from './messaging.adapter.ts';

/** Provider token under which every channel's adapter is collected. */
export const MESSAGING_ADAPTERS = Symbol('MESSAGING_ADAPTERS');

/** Serves channels by name. */
@Injectable()
export class AdapterRegistry {
  private readonly adapters = new Map<string, MessagingAdapter>();

  constructor(@Inject(MESSAGING_ADAPTERS) adapters: MessagingAdapter[]) {
    for (const adapter of adapters) this.register(adapter);
  }

  /** Adds a channel. Throws if the name is taken: two adapters for one path would steal each other's webhooks. */
  register(adapter: MessagingAdapter): void {
    if (this.adapters.has(adapter.channel)) {
      throw new Error(`channel "${adapter.channel}" is registered twice; give one of them another name`);
    }
    this.adapters.set(adapter.channel, adapter);
  }

  /** The adapter of a channel, or undefined. */
  find(channel: string): MessagingAdapter | undefined {
    return this.adapters.get(channel);
  }

  /** The adapter of a channel that must exist. Throws with the known names otherwise. */
  get(channel: string): MessagingAdapter {
    const adapter = this.find(channel);
    if (!adapter)
      throw new Error(`unknown channel "${channel}"; known: ${this.channels().join(', ') || 'none'}`);
    return adapter;
  }

  channels(): string[] {
    return [...this.adapters.keys()];
  }
}
