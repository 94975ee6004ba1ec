import { Type } from 'class-transformer';
import { IsObject, IsOptional, IsString, ValidateNested } from 'class-validator';
import { MAX_ID_LENGTH, optionalText } from './optional.fields.ts';
import { TestingPartyDto } from './testing-party.dto.ts';

export class TestingMessageDto {
  @optionalText(MAX_ID_LENGTH) readonly id?: string | null;
  @IsString() readonly text!: string;

  // `IsObject` beside `ValidateNested`, which takes an empty array for valid.
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => TestingPartyDto)
  readonly from?: TestingPartyDto | null;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => TestingPartyDto)
  readonly to?: TestingPartyDto | null;

  @optionalText(MAX_ID_LENGTH) readonly timestamp?: string | null;
}
