import { Type } from 'class-transformer';
import { IsObject, IsOptional, Matches, ValidateNested } from 'class-validator';
import { TestingDataDto } from './testing-data.dto.ts';

/** The shape that people and scripts post by hand. No machine repeats it, so a mistake in it is answered with a 400. */
export class TestingEventDto {
  @IsOptional()
  @Matches(/^message\.created$/i, { message: 'event must be message.created' })
  readonly event?: string | null;

  @IsObject()
  @ValidateNested()
  @Type(() => TestingDataDto)
  readonly data!: TestingDataDto;
}
