import type { FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';
import { refusalsOf } from '../../contract/schemas/index.ts';
import { refuse, type Refusal } from '../../domain/refusal.ts';
import { Refused } from '../refused.ts';

/** A body of nothing but mistakes is answered with the first of them, not with an answer larger than itself. */
const MOST_NAMED = 50;

/** Checks a part of a request by its zod schema and refuses in our words; all wrong fields at once. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  return input => {
    const { data, error } = schema.safeParse(input);
    if (!error) return { value: data };
    const refusals = refusalsOf(error, input).slice(0, MOST_NAMED);
    return { error: new Refused(refusals.map(refusal => placed(refusal, httpPart))) };
  };
};

/** Where a refusal without a field belongs; headers are called as people write them. */
function placed(refusal: Refusal, part: string | undefined): Refusal {
  if (part === 'headers') {
    const field = refusal.field === 'idempotency-key' ? 'Idempotency-Key' : refusal.field;
    return refusal.code === 'required' ? refuse('keyMissing', field, null) : { ...refusal, field };
  }
  if (refusal.field !== '') return refusal;
  const place = { ...refusal, field: part === 'querystring' ? 'query' : (part ?? 'body') };
  // An absent body reaches the schema as null.
  return place.field === 'body' && place.value === null ? refuse('required', 'body', null) : place;
}
