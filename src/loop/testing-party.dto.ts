import { Matches } from 'class-validator';
import { MAX_ID_LENGTH, optionalText } from './optional.fields.ts';

/** One side of a message in the testing shape. */
export class TestingPartyDto {
  @optionalText(MAX_ID_LENGTH) readonly channel?: string | null;
  @Matches(/^(?=.*\S).{1,512}$/, { message: 'address must be a text of 1 to 512 characters' })
  readonly address!: string;
}
