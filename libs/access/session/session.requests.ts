import { Transform } from 'class-transformer';
import { IsOptional, IsUUID, Matches, MaxLength } from 'class-validator';

/** A page of this installation: a path, and never another host (`//host` and `/\host` are). */
const localPath = /^\/(?:[\w.~!$&'()*+,;=:@%?#-][\w.~!$&'()*+,;=:@%?#/-]*)?$/;

export class SignInRequest {
  /** Where to go afterwards: a path of this installation. */
  @IsOptional()
  @MaxLength(1000)
  @Matches(localPath, { message: 'return must be a path of this installation, like /cases' })
  return?: string;
}

export class DeviceRequest {
  /** What the browser calls itself: a UUID that it made. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value))
  @IsUUID()
  deviceId: string;
}
