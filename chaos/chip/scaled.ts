import { builtStore, wrap } from './built.ts';

/**
 * The one wait that hangs on Loop's clock and is no setting: how far apart Loop's later attempts of a status webhook
 * are. Scaled like everything else, from CHAOS_CLOCK_SCALE.
 */
const scale = Number(process.env.CHAOS_CLOCK_SCALE ?? 1);

wrap(await builtStore(), 'claimSend', (claimSend, input) => {
  const redelivery = Object.entries(input.redelivery).map(([channel, steps]) => [
    channel,
    steps.map(({ afterAgeMs, intervalMs }) => ({
      afterAgeMs: afterAgeMs / scale,
      intervalMs: intervalMs / scale,
    })),
  ]);
  return claimSend({ ...input, redelivery: Object.fromEntries(redelivery) });
});
