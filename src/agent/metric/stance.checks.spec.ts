import { describe, expect, it } from '@jest/globals';
import type { Expectations } from './expectations.ts';
import type { Check } from './reply.check.ts';
import { admitsNotKnowing, apologises, asksToType, declines } from './stance.checks.ts';

const fails = (check: Check, asked: Expectations, reply: string): boolean =>
  check(reply, { user_message: 'x', history: [], expect: asked, instructions: '' }) !== undefined;

describe('stances in five languages', () => {
  it.each([
    ["I can't book that, but here is how.", 'Sure, which day?'],
    ['I won’t do that.', 'I will think about which day.'],
    ['No puedo apuntarte.', 'Puedo ayudarte con eso.'],
    ['Je ne peux pas te rappeler.', 'Je peux le faire.'],
    ['Não posso lembrar você.', 'Posso, sim.'],
    ['Das kann ich leider nicht.', 'Das kann ich gern.'],
    ['Ich kann dich dort nicht anmelden.', 'Ich kann dir mehr erzählen.'],
  ])('tells declining from agreeing: %s / %s', (good, bad) => {
    expect(fails(declines, { declines: true }, good)).toBe(false);
    expect(fails(declines, { declines: true }, bad)).toBe(true);
    expect(fails(declines, {}, bad)).toBe(false);
  });

  it.each([
    ["I don't know which groups are active.", 'There are three groups.'],
    ["I can't look that up.", 'You can look that up.'],
    ['No sé los precios de ahora.', 'Se paga al entrar.'],
    ['Je ne sais pas lesquels sont actifs.', 'Il y en a trois.'],
    ['Não sei quais estão ativos.', 'São três.'],
    ['Das weiß ich nicht.', 'Das weiß ich gut.'],
  ])('tells not knowing from knowing: %s / %s', (good, bad) => {
    expect(fails(admitsNotKnowing, { admits_unknown: true }, good)).toBe(false);
    expect(fails(admitsNotKnowing, { admits_unknown: true }, bad)).toBe(true);
    expect(fails(admitsNotKnowing, {}, bad)).toBe(false);
  });

  it.each([
    ["I couldn't hear it. Could you type it?", 'Could you type more?'],
    ['No pude escuchar el audio, ¿me lo escribes?', 'Escribe más.'],
    ["Je n'ai pas pu écouter ton message, écris-le ?", 'Écris-moi.'],
    ['Não consegui ouvir o áudio. Pode escrever?', 'Pode escrever.'],
    ['Ich konnte die Nachricht nicht hören, schreib sie mir bitte.', 'Schreib mir bitte.'],
  ])('tells a voice message that was not heard: %s / %s', (good, bad) => {
    expect(fails(asksToType, { asks_to_type: true }, good)).toBe(false);
    expect(fails(asksToType, { asks_to_type: true }, bad)).toBe(true);
    expect(fails(asksToType, {}, bad)).toBe(false);
  });

  it.each([
    'Sorry it took so long.',
    'Perdón por la tardanza.',
    'Désolé du retard.',
    'Desculpe!',
    'Tut mir leid.',
  ])('hears an apology: %s', (reply) => {
    expect(fails(apologises, { apologises: true }, reply)).toBe(false);
  });

  it('misses one that is not there', () => {
    expect(fails(apologises, { apologises: true }, 'Here you go.')).toBe(true);
    expect(fails(apologises, {}, 'Here you go.')).toBe(false);
  });
});
