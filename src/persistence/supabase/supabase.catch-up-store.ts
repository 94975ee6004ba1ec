import { CatchUpStore } from '../../conversation/catch-up/catch-up.store.ts';
import type {
  CatchUpClaim,
  ClaimCatchUpInput,
  EndCatchUpInput,
} from '../../conversation/catch-up/catch-up.store.ts';
import type { RpcClient } from './rpc.client.ts';

export class SupabaseCatchUpStore extends CatchUpStore {
  private readonly client: RpcClient;

  constructor(client: RpcClient) {
    super();
    this.client = client;
  }

  override claimCatchUp(input: ClaimCatchUpInput): Promise<CatchUpClaim | null> {
    return this.client.call('claim_catch_up', input) as Promise<CatchUpClaim | null>;
  }
  override async endCatchUp(input: EndCatchUpInput): Promise<void> {
    await this.client.call('end_catch_up', input);
  }
}
