import { describe, expect, it } from '@jest/globals';
import { TimeLimitError } from '../conversation/time-limit.ts';
import { describeError } from './error.serializer.ts';

const BODY = 'what a member wrote';

describe('an error in the log', () => {
  it('has type, code, status and frames, and not the message of somebody else', () => {
    const error = Object.assign(new SyntaxError(`Unexpected token in "${BODY}"`), {
      code: 'E_BAD',
      status: 422,
    });
    const described = describeError(error);
    expect(described).toMatchObject({ type: 'SyntaxError', code: 'E_BAD', status: 422 });
    expect(described.stack).toContain('error.serializer.spec');
    expect(JSON.stringify(described)).not.toContain(BODY);
  });

  it('shows no message that spans lines through the stack', () => {
    const error = new Error(`first\n    at ${BODY}`);
    expect(JSON.stringify(describeError(error))).not.toContain(BODY);
  });

  it('keeps the messages that we write ourselves', () => {
    expect(describeError(new TimeLimitError('not done within 5 ms'))).toMatchObject({
      message: 'not done within 5 ms',
    });
  });

  it('says only the type of what is not an error', () => {
    expect(describeError(BODY)).toEqual({ type: 'string' });
  });
});
