import { describe } from '@jest/globals';
import { describeChannel } from './channel-contract.ts';
import { openTwilio } from './twilio-line.ts';

describe('the Twilio channel', () => describeChannel(openTwilio));
