/** Long enough to hold the two status webhooks of a legacy send at the default delay. */
const WINDOW_MS = 150;

type Task = () => Promise<void>;

/**
 * Collects webhooks for a moment and starts them last first, each after the one before it has been answered.
 * Reversed rather than random: a test of reordering must not pass by luck.
 */
export class ReorderBuffer {
  #held: Task[] = [];

  add(task: Task): Promise<void> {
    return new Promise((resolve) => {
      if (this.#held.length === 0) setTimeout(() => void this.#release(), WINDOW_MS);
      this.#held.push(() => task().finally(resolve));
    });
  }

  async #release(): Promise<void> {
    const batch = this.#held.reverse();
    this.#held = [];
    for (const task of batch) await task();
  }
}
