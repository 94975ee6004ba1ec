import { describe, expect, it } from '@jest/globals';
import { factsIn } from './facts.ts';
import { nothingInvented } from './invented.check.ts';

describe('factsIn', () => {
  it.each([
    ['phone number', 'Call 205-555-0123.', '205-555-0123'],
    ['phone number', 'Call +1 (205) 555 0123 now', '+1 (205) 555 0123'],
    ['phone number', 'Dial 2055550123', '2055550123'],
    ['e-mail address', 'Write to ann.b@club.example.', 'ann.b@club.example'],
    ['link', 'See https://club.example/a?b=1.', 'https://club.example/a?b=1'],
    ['link', 'See www.club.example', 'www.club.example'],
    ['link', 'Go to bham-py.org today', 'bham-py.org'],
    ['link', 'Go to meetup.com/bham-py', 'meetup.com/bham-py'],
    ['date', 'on March 3rd', 'March 3rd'],
    ['date', 'on the 3rd of March', '3rd of March'],
    ['date', 'el 12 de mayo', '12 de mayo'],
    ['date', 'le 5 février', '5 février'],
    ['date', 'am 3. Mai', '3. Mai'],
    ['date', 'dia 7 de março', '7 de março'],
    ['date', 'on 5/12/2025', '5/12/2025'],
    ['date', 'on 2025-05-12', '2025-05-12'],
    ['date', 'founded in 2019', '2019'],
    ['date', 'They meet every Tuesday', 'every Tuesday'],
    ['date', 'They meet on Tuesdays', 'Tuesdays'],
    ['date', 'the first Thursday of the month', 'first Thursday'],
    ['date', 'todos los jueves', 'todos los jueves'],
    ['time', 'at 6 pm', '6 pm'],
    ['time', 'at 6:30', '6:30'],
    ['time', 'um 18 Uhr', '18 Uhr'],
    ['time', 'à 18h30', '18h30'],
    ['time', 'a las 7', 'a las 7'],
    ['time', 'às 10', 'às 10'],
    ['price', 'It costs $25.', '$25'],
    ['price', 'about $60k', '$60k'],
    ['price', 'for 20 dollars', '20 dollars'],
    ['price', 'son 15 dólares', '15 dólares'],
  ])('finds a %s in "%s"', (kind, text, found) => {
    expect(factsIn(text)).toEqual([{ kind, text: found }]);
  });

  it.each([
    'Call 911, or 988 in a crisis.',
    'Search meetup.com, LinkedIn.com and freecodecamp.org.',
    'ASP.NET and Node.js and socket.io',
    'Bring 40 business cards and 2 laptops, it takes 20-30 minutes, 24/7.',
    'Python 3.12, ES2023, port 8080 and 192.168.10.20',
    'It may take 10 people. March on! Set 3 goals by Friday, or out of 5 try 2.',
    'The event is on Friday, as far as I know.',
    'It is free, $0.',
    'Compare 10,000 lines with 2000 lines',
    'You code 12h a day',
    'Read README.md and main.py.',
  ])('finds nothing in "%s"', (text) => {
    expect(factsIn(text)).toEqual([]);
  });
});

describe('nothingInvented', () => {
  const check = (reply: string, user_message: string, may_mention?: string[]) =>
    nothingInvented(reply, { user_message, history: [], expect: { may_mention }, instructions: '' });

  it.each([
    ['Is 6:30 pm fine?', 'it starts 6.30 in the evening, pm'],
    ['On May 6th then.', 'see you 6 May'],
    ['Every Tuesday, right.', 'they meet on tuesday'],
    ['Before you spend $12,000.', 'is it worth 12,000'],
    ['club.example/join is right', 'saw it on https://www.club.example'],
    ['+1 205 555 0123 it is', 'i have 205-555-0123, 1205 555 0123'],
  ])('takes "%s" from what was said', (reply, said) => {
    expect(check(reply, said)).toBeUndefined();
  });

  it('takes what the example allows', () => {
    expect(check('Set it to 8 am.', 'remind me', ['8 am'])).toBeUndefined();
    expect(check('Set it to 9 am.', 'remind me', ['8 am'])?.feedback).toContain('"9 am"');
  });

  it('names every kind that was made up', () => {
    const { feedback } = check('On March 3 at 6 pm, $20, call 205-555-0199.', 'when is it')!;
    for (const part of ['price', 'date', 'time', 'phone number', '"March 3"', '"$20"', '"205-555-0199"'])
      expect(feedback).toContain(part);
  });
});
