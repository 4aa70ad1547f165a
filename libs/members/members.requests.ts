import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional } from 'class-validator';
import { PageRequest } from '#paging';

/** Which members to list. */
export class MembersRequest extends PageRequest {
  /** `true`: those who have left as well. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  left: boolean = false;
}
