/**
 * Part of `npm run build`: describes the routes of the built server in dist/openapi.json and, for people, in
 * dist/docs.html. At build and not at run time, because loading Swagger costs the server 25 MB and 120 ms.
 */
import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { docsPage } from './openapi/docs-page.ts';
import { healthPaths } from './openapi/health.ts';
import { webhookPath } from './openapi/webhook.ts';

const dist = new URL('../dist/', import.meta.url);
// The environment of the build must not decide whether the build works.
process.env.NODE_ENV = 'test';
const { AppModule } = (await import(new URL('app.module.js', dist).href)) as { AppModule: new () => object };
const { httpAdapter } = (await import(new URL('server.js', dist).href)) as typeof import('../src/server.ts');

// Preview: routes are read, nothing is created, no database is opened.
const app = await NestFactory.create(AppModule, httpAdapter(), { preview: true, logger: ['error'] });
const { name, version, description } = (await import('../package.json', { with: { type: 'json' } })).default;
const document = SwaggerModule.createDocument(
  app,
  new DocumentBuilder().setTitle(name).setVersion(version).setDescription(description).build(),
);

const described = { ...healthPaths, '/webhooks/{channel}': webhookPath };
for (const [path, operations] of Object.entries(described)) {
  const route = document.paths[path];
  // A description of a route that is gone is worse than none.
  if (!route) throw new Error(`scripts/openapi describes ${path}, which the server does not have`);
  for (const [method, details] of Object.entries(operations)) {
    Object.assign(route[method as 'get' | 'post'] ?? {}, details);
  }
}
for (const path of Object.keys(document.paths)) {
  if (!Object.hasOwn(described, path))
    throw new Error(`${path} is not described; add it in scripts/openapi/`);
}

writeFileSync(new URL('openapi.json', dist), `${JSON.stringify(document, null, 2)}\n`);
writeFileSync(new URL('docs.html', dist), docsPage(document));
process.exit(0);
