import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { Problem, type FieldProblem } from '#kernel';
import { firstUnfitParts, pointerStep } from './unfit-parts.js';

/** A request can be wrong in as many places as it has bytes; an answer names so many. */
const mostFields = 50;

/** Each wrong field once, by JSON pointer, with every reason. class-validator's own texts name the field, never its value. */
export function fieldProblems(errors: readonly ValidationError[], parent = ''): FieldProblem[] {
  return errors.flatMap((error) => {
    const pointer = parent + pointerStep(error.property);
    const own = Object.entries(error.constraints ?? {}).map(([rule, text]) =>
      rule === 'whitelistValidation' ? 'is not a field of this request' : text,
    );
    return [
      ...(own.length > 0 ? [{ pointer, detail: own.join('; ') }] : []),
      ...fieldProblems(error.children ?? [], pointer),
    ];
  });
}

function malformed(fields: readonly FieldProblem[]): Problem {
  const named = fields.slice(0, mostFields);
  const names = named.map(({ pointer }) => pointer.slice(1) || 'the body').join(', ');
  return new Problem('malformed-request', `Wrong: ${names}${named.length < fields.length ? ', and more' : ''}.`, named);
}

/** Validates bodies and queries by their request classes; unknown fields are refused, and so is what fits no field at all. */
class RequestValidation extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      stopAtFirstError: false,
      validationError: { target: false, value: false },
      exceptionFactory: (errors) => malformed(fieldProblems(errors)),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'custom' || value === undefined) return super.transform(value, metadata);
    if (metadata.type === 'body' && (value === null || typeof value !== 'object' || Array.isArray(value))) {
      throw malformed([{ pointer: '', detail: 'must be a JSON object' }]);
    }
    const parent = metadata.type === 'param' ? `/path/${metadata.data}` : '';
    const unfit = firstUnfitParts(value, parent, mostFields + 1);
    if (unfit.length > 0) throw malformed(unfit);
    return super.transform(value, metadata);
  }
}

export const requestValidation = (): ValidationPipe => new RequestValidation();
