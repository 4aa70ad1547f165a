import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  Length,
  ValidateNested,
} from 'class-validator';
import { IsLocalDate } from '#http';
import { services, type Service } from '#nrm/codes';

export class AssistanceGoalRequest {
  /** A label, unique in the plan. */
  @IsString() @Length(1, 64) goalId: string;
  @IsIn(services) service: Service;
  /** In words; sealed. */
  @IsString() @Length(1, 2000) description: string;
}

/** What help is planned. A later plan replaces an earlier one. */
export class PlanAssistanceRequest {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(16) @IsIn(services, { each: true }) needs: Service[];
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => AssistanceGoalRequest)
  goals?: AssistanceGoalRequest[];
}

export class DeliverServiceRequest {
  @IsIn(services) service: Service;
  @IsLocalDate() deliveredOn: string;
  /** In words; sealed, and seen by your organisation only. */
  @IsOptional() @IsString() @Length(1, 4000) note?: string;
}
