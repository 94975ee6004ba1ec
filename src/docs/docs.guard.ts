import { Injectable, NotFoundException } from '@nestjs/common';
import type { CanActivate } from '@nestjs/common';
import { ChipConfig } from '../config/chip.config.ts';

/** The description is shown in development, and in production only when ENABLE_DOCS asks for it. */
@Injectable()
export class DocsGuard implements CanActivate {
  constructor(private readonly config: ChipConfig) {}

  canActivate(): true {
    if (this.config.docsShown) return true;
    throw new NotFoundException();
  }
}
