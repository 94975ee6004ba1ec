import { describe, expect, it } from '@jest/globals';
import { hostProblem } from './check-hosts.ts';

const ALLOWED = ['example.org', '*.library.example'];

describe('addresses in arguments', () => {
  it.each([
    ['the host', 'https://example.org/page?q=1'],
    ['the host with a port', 'http://example.org:8080/'],
    ['the host in capitals', 'HTTPS://EXAMPLE.ORG/'],
    ['the host with a dot behind it', 'https://example.org./'],
    ['a host below', 'https://catalogue.library.example/book'],
    ['a sentence with the host', 'please read https://example.org/a and tell me'],
    ['no address', 'Reminder: bring pizza at 10:30, and/or drinks'],
    ['a note with a colon', 'note: call the library'],
    ['a word that is no scheme', 'data: five items'],
  ])('at %s are let through', (_what, text) => {
    expect(hostProblem({ text }, ALLOWED)).toBeUndefined();
  });

  it.each([
    ['another host', 'https://evil.example/'],
    ['the host as a beginning', 'https://example.org.evil.example/'],
    ['the host as an end', 'https://notexample.org/'],
    ['the name above a wildcard', 'https://library.example/'],
    ['the end of a wildcard', 'https://evil-library.example/'],
    ['the host as a user', 'https://example.org@evil.example/'],
    ['the host in the path', 'https://evil.example/example.org'],
    ['slashes the wrong way', 'https:\\\\evil.example\\'],
    ['one slash', 'https:/evil.example/'],
    ['no slash', 'https:evil.example'],
    ['no scheme', '//evil.example/x'],
    ['no scheme in a sentence', 'look at //evil.example/x'],
    ['a tab inside', 'ht\ttps://evil.example/'],
    ['a line end inside', 'https:/\n/evil.example/'],
    ['a line end inside, in a sentence', 'look at https:/\n/evil.example/'],
    ['a blank before it', ' \u0001https:evil.example'],
    ['percent signs', 'https%3A%2F%2Fevil.example%2F'],
    ['an address of the machine', 'http://127.0.0.1:8000/metrics'],
    ['a number for it', 'http://2130706433/'],
    ['the cloud it runs in', 'http://169.254.169.254/latest/meta-data'],
    ['a file', 'file:///etc/passwd'],
    ['a file without slashes', 'file:/etc/passwd'],
    ['a document in itself', 'data:text/html,hello'],
    ['a script', 'javascript:alert(1)'],
    ['another scheme', 'gopher://example.org/'],
    ['the second of two', 'https://example.org/ https://evil.example/'],
  ])('at or as %s are refused', (_what, text) => {
    expect(hostProblem({ text }, ALLOWED)).toMatch(
      'an address in it is not allowed; only addresses at example.org',
    );
  });

  it('are looked for at every depth, in lists and in names', () => {
    const evil = 'https://evil.example/';
    expect(hostProblem({ a: { b: [{ c: evil }] } }, ALLOWED)).toBeDefined();
    expect(hostProblem([evil], ALLOWED)).toBeDefined();
    expect(hostProblem({ [evil]: 1 }, ALLOWED)).toBeDefined();
  });

  it('need no scheme where an argument is by its name an address', () => {
    for (const name of ['url', 'page_url', 'URLs', 'host', 'hostname', 'link']) {
      expect(hostProblem({ [name]: 'evil.example' }, ALLOWED)).toBeDefined();
      expect(hostProblem({ [name]: ['evil.example/a'] }, ALLOWED)).toBeDefined();
      expect(hostProblem({ [name]: 'example.org/a' }, ALLOWED)).toBeUndefined();
    }
    expect(hostProblem({ host: 'localhost' }, ALLOWED)).toBeDefined();
    expect(hostProblem({ host: 'Ada' }, ALLOWED)).toBeUndefined();
    expect(hostProblem({ version: '1.2.3' }, ALLOWED)).toBeUndefined();
  });

  it('are all refused where no host is allowed', () => {
    expect(hostProblem({ text: 'https://example.org/' }, [])).toBe(
      'an address in it is not allowed; none is',
    );
  });
});
