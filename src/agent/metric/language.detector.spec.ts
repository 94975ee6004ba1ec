import { describe, expect, it } from '@jest/globals';
import { detectLanguage } from './language.detector.ts';

describe('detectLanguage', () => {
  it.each([
    ['en', 'The library is free, and you can go there today.'],
    ['en', 'Search for the word "fiesta" on the site, then ask who runs it.'],
    ['es', 'La biblioteca es gratis, y puedes ir hoy mismo.'],
    ['es', 'Busca un meetup de Python en Huntsville y pregunta por el horario.'],
    ['fr', 'La bibliothèque est gratuite, et tu peux y aller avec un ami.'],
    ['pt', 'A biblioteca não cobra nada, e você pode ir hoje com um amigo.'],
    ['de', 'Die Bibliothek ist kostenlos, und du kannst auch heute hingehen.'],
  ])('recognises %s: %s', (language, text) => {
    expect(detectLanguage(text)).toBe(language);
  });

  it.each(['', '👍', 'No.', 'OK!', 'Python, Java, Rust', 'git pull --rebase'])(
    'does not guess at %j',
    (text) => {
      expect(detectLanguage(text)).toBeUndefined();
    },
  );
});
