import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { EventDefinition } from '#kernel';

const ajv = new Ajv2020({ allErrors: true, keywords: ['personal'] });
formats.default(ajv);

/** A check of event data against the schema of its type. */
export const checkOf = ({ schema }: EventDefinition): ValidateFunction => ajv.compile(schema);
