import { z } from 'zod'
import type { EventDefinition } from './define.ts'

/** Names of fields that hold what identifies or reaches a person. Institutions have names too: a bare name is none. */
const PERSONAL_NAME =
  /phone|mobile|telephone|^tel$|wechat|weixin|e?-?mail|address(?!ee)|birth|gender|^sex$|ethnic|nationality|passport|id-?number|id-?card|identity-?(card|number)|contact|portrait|photo|(family|given|first|last|person|member|staff|leader)-?name|pinyin/i

/** The fields of an event that are marked `personal()` or named like personal data, at any depth; there may be none. */
export const personalFields = (event: Pick<EventDefinition, 'schema'>): string[] =>
  search(z.toJSONSchema(event.schema), '$')

function search(schema: unknown, path: string): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const marked = (schema as { personal?: unknown }).personal === true ? [path] : []
  return [...marked, ...Object.entries(schema).flatMap(([keyword, part]) => within(keyword, part, path))]
}

function within(keyword: string, part: unknown, path: string): string[] {
  if (keyword !== 'properties' && keyword !== '$defs') return search(part, path)
  const place = keyword === '$defs' ? `${path}.$defs` : path
  return Object.entries(part as object).flatMap(([name, field]) => [
    ...(keyword === 'properties' && PERSONAL_NAME.test(name) ? [`${path}.${name}`] : []),
    ...search(field, `${place}.${name}`),
  ])
}
