import { Global, Module } from '@nestjs/common';
import { Signals } from './signals.ts';

/** Global, since every room may tell what happens in it. */
@Global()
@Module({ providers: [Signals], exports: [Signals] })
export class SignalsModule {}
