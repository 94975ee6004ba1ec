import { Injectable } from '@nestjs/common';
import { ChipConfig } from '../../config/chip.config.ts';
import { OUTBOX_TTL_MS } from '../admission.service.ts';
import { Responder } from '../responder.ts';
import type { TurnLimits } from './turn.limits.ts';

/** A turn that may take a whole day's limit would be the only one of that day. */
const LEAST_TURNS_A_DAY = 4;
const ECONOMY_FROM = 0.8;

const NOTICES = {
  minute: 'You are faster than I am. Give me a minute, then text me again, and I will read from there on.',
  day: 'That was a lot for one day, so I will rest until tomorrow. Text me again then; I am glad to go on.',
  installation:
    'I have answered as much as I may today, so I will rest until tomorrow. Please text me again then.',
};

/** The limits of the configuration, as claims check them. */
@Injectable()
export class LimitPolicy {
  readonly limits: TurnLimits;

  constructor(config: ChipConfig, responder: Responder) {
    const { LIMIT_TOKENS_PER_DAY: own, LIMIT_ALL_TOKENS_PER_DAY: all } = config;
    const microUsdPerDay = Math.round(config.LIMIT_USD_PER_DAY * 1e6);
    const most = responder.mostPerTurn();
    const share = (limit: number): number => (limit > 0 ? Math.floor(limit / LEAST_TURNS_A_DAY) : Infinity);
    this.limits = {
      turnsPerMinute: config.LIMIT_TURNS_PER_MINUTE,
      turnsPerDay: config.LIMIT_TURNS_PER_DAY,
      tokensPerDay: own,
      installation: { tokensPerDay: all, microUsdPerDay },
      reserve: {
        tokens: Math.min(most.tokens, share(own), share(all)),
        microUsd: Math.min(most.microUsd, share(microUsdPerDay)),
      },
      economyFrom: ECONOMY_FROM,
      notices: NOTICES,
      outboxTtlMs: OUTBOX_TTL_MS,
    };
  }
}
