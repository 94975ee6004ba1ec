import { CatchUpStore } from '../../conversation/catch-up/catch-up.store.ts';
import type {
  CatchUpClaim,
  ClaimCatchUpInput,
  EndCatchUpInput,
} from '../../conversation/catch-up/catch-up.store.ts';
import type { Call } from './operations.ts';

export class SqliteCatchUpStore extends CatchUpStore {
  private readonly call: Call;

  constructor(call: Call) {
    super();
    this.call = call;
  }

  override claimCatchUp(input: ClaimCatchUpInput): Promise<CatchUpClaim | null> {
    return this.call('claimCatchUp', input);
  }
  override endCatchUp(input: EndCatchUpInput): Promise<void> {
    return this.call('endCatchUp', input);
  }
}
