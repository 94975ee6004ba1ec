import { describe, expect, it } from '@jest/globals';
import { problemsOf } from '../../test/support/config-problems.ts';
import { readAlertTarget } from './alert-target.variable.ts';

describe('ALERT_TARGET', () => {
  it.each([
    ['https://hooks.example/T1/B2', { kind: 'webhook', url: 'https://hooks.example/T1/B2' }],
    ['http://127.0.0.1:9000/x', { kind: 'webhook', url: 'http://127.0.0.1:9000/x' }],
    ['+12055550123', { kind: 'contact', channel: null, contact: '+12055550123' }],
    ['loop:+12055550123', { kind: 'contact', channel: 'loop', contact: '+12055550123' }],
    ['twilio:+12055550123', { kind: 'contact', channel: 'twilio', contact: '+12055550123' }],
    ['on-call@example.com', { kind: 'contact', channel: null, contact: 'on-call@example.com' }],
  ])('%s is somewhere to go', (text, target) => expect(readAlertTarget(text)).toEqual(target));

  it.each(['http://hooks.example/x', '5550199', 'somebody', 'ftp://a.example', 'loop:+x'])(
    '%s is refused, and not shown',
    (text) => {
      const [problem] = problemsOf({ ALERT_TARGET: text });
      expect(problem).toContain('ALERT_TARGET must be an https:// address');
      expect(problem).not.toContain(text);
    },
  );
});
