import { z } from 'zod'

/**
 * A schema as consumers read with it: at every depth, fields that it does not know are left out instead of refused, so
 * that an event of a later publisher can be read. Everything else is checked as before.
 *
 * @example loose(PlanAdopted.schema).parse(envelope.data)
 */
export function loose<S extends z.ZodType>(schema: S): S {
  const known = loosened.get(schema)
  if (known) return known as S
  const result = loosen(schema)
  loosened.set(schema, result)
  return result as S
}

const loosened = new WeakMap<z.ZodType, z.ZodType>()

function loosen(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodLazy) return z.lazy(() => loose(schema.unwrap() as z.ZodType))
  const def = schema.def as unknown as Record<string, unknown>
  const inner = Object.fromEntries(
    Object.entries(def)
      .filter(([name]) => !(schema instanceof z.ZodObject && name === 'catchall'))
      .map(([name, part]) => [name, name === 'shape' ? looseShape(part as z.ZodRawShape) : loosePart(part)]),
  )
  const isClosed = schema instanceof z.ZodObject && schema.def.catchall instanceof z.ZodNever
  if (schema instanceof z.ZodObject && !isClosed) inner['catchall'] = loosePart(def['catchall'])
  return schema.clone(inner as unknown as typeof schema.def)
}

function loosePart(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(loosePart)
  return part instanceof z.ZodType ? loose(part) : part
}

const looseShape = (shape: z.ZodRawShape) =>
  Object.fromEntries(Object.entries(shape).map(([name, field]) => [name, loosePart(field) as z.ZodType]))
