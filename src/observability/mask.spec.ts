import { describe, expect, it } from '@jest/globals';
import { mask } from './mask.ts';

describe('masking a log line', () => {
  it.each([
    '+12055550123',
    '+1 205 555 0123',
    '+1 (205) 555-0123',
    '%2B12055550123',
    '12055550123',
    '2055550123',
    '(205) 555-0123',
    '205-555-0123',
    '205.555.0123',
    '+442079460123',
    'sms:+12055550123',
    'path=/x/12055550123/y',
  ])('hides the number in %j', (text) => {
    const masked = mask(`{"a":"${text}"}`);
    expect(masked).toContain('[phone]');
    expect(masked.replace(/\D/g, '')).not.toContain('5550123');
  });

  it.each(['ann@example.com', 'ann.b+c@mail.example.co.uk', 'ann%40example.com'])(
    'hides the address %j',
    (text) => {
      expect(mask(`{"a":"${text}"}`)).toBe('{"a":"[email]"}');
    },
  );

  it.each([
    '{"time":1764030000000,"ms":12}',
    '{"id":"6a1f0c52-3e7d-4c5e-9b0a-205555012399"}',
    '{"id":"20555501-2399-4c5e-9b0a-2d6a3f1e8c44"}',
    '{"promptTokens":1234567}',
    '{"url":"http://127.0.0.1:8000"}',
    '{"stack":"at f (file:///app/dist/a.js:120:3440)"}',
  ])('leaves %s alone', (line) => {
    expect(mask(line)).toBe(line);
  });
});
