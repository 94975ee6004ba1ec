import { Controller, Get, Header } from '@nestjs/common';
import { HealthCheckService, type HealthCheckResult } from '@nestjs/terminus';
import { StoreIndicator } from './store.indicator.ts';
import { WorkersIndicator } from './workers.indicator.ts';

@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly store: StoreIndicator,
    private readonly workers: WorkersIndicator,
  ) {}

  /** The process answers. */
  @Get('healthz')
  @Header('cache-control', 'no-store')
  healthz(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Whether the process should go on living. Looks at nothing outside it: a restart mends no database. */
  @Get('health/live')
  @Header('cache-control', 'no-store')
  live(): Promise<HealthCheckResult> {
    return this.health.check([]);
  }

  /** Whether traffic should come here: 503 while the store is away or the workers hang. */
  @Get('health/ready')
  @Header('cache-control', 'no-store')
  ready(): Promise<HealthCheckResult> {
    return this.health.check([() => this.store.check(), () => this.workers.check()]);
  }
}
