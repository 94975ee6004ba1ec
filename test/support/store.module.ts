import { Global, Module } from '@nestjs/common';
import { PersistenceModule } from '../../src/persistence/persistence.module.ts';

/** The store for modules that are tested without the core, which else hands it to all. */
@Global()
@Module({ imports: [PersistenceModule], exports: [PersistenceModule] })
export class StoreModule {}
