import type { ChipConfig } from '../../config/chip.config.ts';
import { ask } from './ask.ts';
import { fail, ok, warn, type Answered, type Finding } from './finding.ts';

/** The model's key and the models that are set, by the endpoint's own list of models. */
export async function checkModel(config: ChipConfig): Promise<Answered> {
  const { GROQ_API_KEY: key, OPENAI_API_BASE: base } = config;
  if (key === undefined)
    return {
      findings: [
        warn(
          'model: GROQ_API_KEY is not set, the offline model answers',
          'make one at https://console.groq.com/keys',
        ),
      ],
      date: null,
    };
  const { status, body, code, date } = await ask(`${base}/models`, {
    headers: { authorization: `Bearer ${key}` },
  });
  if (status === 401 || status === 403)
    return {
      findings: [
        fail(`model: GROQ_API_KEY is refused (${status})`, 'make a new one at https://console.groq.com/keys'),
      ],
      date,
    };
  if (status !== 200)
    return {
      findings: [
        fail(
          `model: OPENAI_API_BASE does not answer (${code || status})`,
          'check the address, and whether this machine may reach it',
        ),
      ],
      date,
    };
  const listed = new Set(((body as { data?: { id?: string }[] } | null)?.data ?? []).map(({ id }) => id));
  return { findings: [ok('model: the key is taken'), ...missing(config, listed)], date };
}

function missing(config: ChipConfig, listed: ReadonlySet<string | undefined>): Finding[] {
  const wanted: [string, string | undefined][] = [
    ['GROQ_MODEL', config.GROQ_MODEL],
    ...config.GROQ_FALLBACK_MODELS.map((model): [string, string] => ['GROQ_FALLBACK_MODELS', model]),
    ['GROQ_VISION_MODEL', config.GROQ_VISION_MODEL],
  ];
  return wanted.flatMap(([name, model]) => {
    if (model === undefined) return [];
    if (listed.has(model)) return [ok(`model: ${name} is offered`)];
    const words = `model: ${name} is not in the list of models`;
    const mend = `choose one of those that are: ${[...listed].filter(Boolean).slice(0, 8).join(', ') || 'none is listed'}`;
    return [name === 'GROQ_MODEL' ? fail(words, mend) : warn(words, mend)];
  });
}
