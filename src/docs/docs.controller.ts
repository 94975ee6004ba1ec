import { readFileSync } from 'node:fs';
import { Controller, Get, Header, NotFoundException, UseGuards } from '@nestjs/common';
import { DocsGuard } from './docs.guard.ts';

/** Serves what the build has made of the routes (`scripts/openapi.ts`); nothing of it is computed here. */
@Controller()
@UseGuards(DocsGuard)
export class DocsController {
  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
  page(): string {
    return built('docs.html');
  }

  @Get('openapi.json')
  @Header('content-type', 'application/json; charset=utf-8')
  openapi(): string {
    return built('openapi.json');
  }
}

function built(file: string): string {
  try {
    return readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
  } catch {
    throw new NotFoundException('the API description is made by `npm run build`, which has not been run');
  }
}
