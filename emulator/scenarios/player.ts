import { setTimeout as delay } from 'node:timers/promises';
import { planInbound, planWebhook, start, type Planned } from '../control/webhook-calls.ts';
import type { Emulator } from '../emulator.ts';
import type { Generation } from '../journal.ts';
import { Answers } from './answers.ts';
import { describeInbound, newLines } from './lines.ts';
import type { Await, Scenario, Step } from './scenario.ts';

export type Progress = {
  name: string | null;
  generation: Generation | null;
  state: 'none' | 'running' | 'done' | 'failed' | 'stopped';
  /** The step that is played, or was the last; the first is 1. */
  step: number;
  steps: number;
  error?: string;
  /** What happened, in words. */
  lines: string[];
};

const TICK_MS = 20;
const AWAIT_MS = 20_000;
/** For statuses and late answers, after the last step. */
const SETTLE_MS = 2_000;

/** Plays one scenario at a time against the webhook URL. */
export class Player {
  progress: Progress = { name: null, generation: null, state: 'none', step: 0, steps: 0, lines: [] };
  readonly #emulator: Emulator;
  #say: (line: string) => void = () => undefined;
  #stop = new AbortController();
  /** Up to where the journal was put into words. */
  #told = 0;
  #answers: Answers;

  constructor(emulator: Emulator) {
    this.#emulator = emulator;
    this.#answers = new Answers(emulator.journal);
  }

  get isRunning(): boolean {
    return this.progress.state === 'running';
  }

  stop(): void {
    this.#stop.abort();
  }

  /** Resolves when it has ended, one way or another; `progress` says which. */
  async play(scenario: Scenario, generation?: Generation, say?: (line: string) => void): Promise<Progress> {
    const { faults, journal, settings, webhooks } = this.#emulator;
    const playing = { ...scenario, generation: generation ?? scenario.generation };
    const { name, about, steps } = playing;
    this.#stop = new AbortController();
    this.#told = journal.seq;
    this.#answers = new Answers(journal);
    const lines: string[] = [];
    this.progress = {
      name,
      generation: playing.generation,
      state: 'running',
      step: 0,
      steps: steps.length,
      lines,
    };
    this.#say = (line) => {
      lines.push(line);
      say?.(line);
    };
    const what = `# ${name} (${playing.generation}) to ${settings.webhookUrl}`;
    this.#say(about ? `${what}: ${about}` : what);
    const before = structuredClone({ loop: faults.loop, model: faults.model });
    const error = await this.#playSteps(playing);
    if (steps.some((step) => step.faults)) faults.replace(before);
    if (!error) await this.#waitUntil(() => webhooks.pending === 0, SETTLE_MS);
    this.#tell();
    this.progress.error = error;
    this.progress.state = error ? 'failed' : this.#stop.signal.aborted ? 'stopped' : 'done';
    this.#say(`# ${this.progress.state}${error ? `: ${error}` : ''}`);
    return this.progress;
  }

  async #playSteps({ generation, steps }: Scenario): Promise<string | undefined> {
    const named = new Map<string, Planned>();
    for (const [index, step] of steps.entries()) {
      if (this.#stop.signal.aborted) return undefined;
      this.progress.step = index + 1;
      if (step.only !== undefined && step.only !== generation) continue;
      const problem = await this.#playStep(step, generation, named);
      this.#tell();
      if (problem) return `step ${index + 1}: ${problem}`;
    }
    return undefined;
  }

  async #playStep(
    step: Step,
    generation: Generation,
    named: Map<string, Planned>,
  ): Promise<string | undefined> {
    if (step.inbound)
      return this.#send(planInbound(this.#emulator, { generation, ...step.inbound }), step, named);
    if (step.webhook) return this.#send(planWebhook(step.webhook), step, named);
    if (step.again !== undefined)
      return this.#send(named.get(step.again) ?? 'it was not played', step, named);
    if (step.faults) return this.#emulator.faults.replace(structuredClone(step.faults));
    if (step.note !== undefined) this.#say(`# ${step.note}`);
    if (step.wait !== undefined) await this.#waitUntil(() => false, step.wait);
    return step.await && this.#await(step.await);
  }

  #send(planned: Planned | string, step: Step, named: Map<string, Planned>): string | undefined {
    if (typeof planned === 'string') return planned;
    if (step.as !== undefined) named.set(step.as, planned);
    for (const body of planned.bodies) {
      this.#say(`> ${describeInbound(body, planned.copies)}`);
      this.#answers.expectAfter(body);
    }
    start(this.#emulator, planned);
    return undefined;
  }

  async #await({ to, sends = 1, ms = AWAIT_MS }: Await): Promise<string | undefined> {
    const count = (): number => this.#answers.count(to);
    await this.#waitUntil(() => (sends === 0 ? count() > 0 : count() >= sends), ms);
    const found = count();
    this.#answers.settle(to);
    if (this.#stop.signal.aborted) return undefined;
    if (sends === 0) return found > 0 ? `expected silence to ${to}, and something was sent` : undefined;
    return found < sends ? `${found} of ${sends} sent to ${to} within ${ms} ms` : undefined;
  }

  /** Says what the bot does while it waits. */
  async #waitUntil(isIt: () => boolean, ms: number): Promise<void> {
    for (const end = Date.now() + ms; Date.now() < end && !isIt() && !this.#stop.signal.aborted;) {
      await delay(Math.min(TICK_MS, Math.max(1, end - Date.now())));
      this.#tell();
    }
  }

  #tell(): void {
    const { journal } = this.#emulator;
    for (const line of newLines(journal, this.#told)) this.#say(line);
    this.#told = journal.seq;
  }
}
