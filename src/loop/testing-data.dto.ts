import { Type } from 'class-transformer';
import { IsObject, Matches, ValidateNested } from 'class-validator';
import { TestingMessageDto } from './testing-message.dto.ts';

export class TestingDataDto {
  @Matches(/^(?=.*\S).{1,256}$/, { message: 'conversationId must be a text of 1 to 256 characters' })
  readonly conversationId!: string;

  @IsObject()
  @ValidateNested()
  @Type(() => TestingMessageDto)
  readonly message!: TestingMessageDto;
}
