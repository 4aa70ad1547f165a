import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { Problem, type FieldProblem } from '#kernel';
import { firstUnfitParts, pointerStep } from './unfit-parts.js';

/** A request can be wrong in as many places as it has bytes; an answer names so many. */
const mostFields = 50;

/** Each wrong field once, by JSON pointer, with the first rule that it breaks, never its value. */
export function fieldProblems(errors: readonly ValidationError[], parent = ''): FieldProblem[] {
  return errors.flatMap((error) => {
    const pointer = parent + pointerStep(error.property);
    const [detail] = reasons(error);
    return [...(detail ? [{ pointer, detail }] : []), ...fieldProblems(error.children ?? [], pointer)];
  });
}

/**
 * The same few sentences for all fields: class-validator's texts without the name of the field, which the pointer has.
 * In the order of the decorators, which is not that in which they were applied: what kind of value comes before its size.
 */
function reasons({ constraints = {}, value }: ValidationError): string[] {
  if ('whitelistValidation' in constraints) return ['is not a field of this request'];
  if (value === undefined && Object.keys(constraints).length > 0) return ['is required'];
  const texts = Object.values(constraints).reverse();
  return texts.map((text) => text.replace(/^(each value )?(in )?(nested property )?\w+ (?=must |should )/, '$1'));
}

function malformed(fields: readonly FieldProblem[]): Problem {
  const named = fields.slice(0, mostFields);
  const more = named.length < fields.length ? ['and more'] : [];
  const names = [...named.map(({ pointer }) => pointer.slice(1) || 'the body'), ...more].join(', ');
  return new Problem('malformed-request', `Wrong: ${names}.`, named);
}

/** Validates bodies and queries by their request classes; unknown fields are refused, and so is what fits no field at all. */
class RequestValidation extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      stopAtFirstError: false,
      // the value tells whether a field is missing, and goes no further
      validationError: { target: false, value: true },
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
