import { alternatives, type JsonSchema, normalise } from './json-schema.ts'

/** Values that make a sample readable where they fit; the first that a field's rules allow is taken. */
const BY_NAME: Record<string, unknown> = {
  title: '水体联保共治专题协商',
  name: '青吴嘉联动协商机制',
  'file.name': '协商意见.pdf',
  documentNumber: '吴委办〔2022〕12号',
  meeting: '十六届区政协第3次主席会议',
  place: '区政协机关三楼会议室',
  reason: '会期与区人代会冲突',
  topic: '推进太浦河沿线水环境协同治理',
  url: 'tls://hub.example.org:4222',
  mediaType: 'application/pdf',
  startsAt: '2022-05-18T01:30:00.000Z',
  endsAt: '2022-05-18T04:00:00.000Z',
  startedAt: '2022-05-18T01:30:00.000Z',
  endedAt: '2022-05-18T04:00:00.000Z',
  draftedBy: '017f4200-0002-7000-8000-000000000001',
  decidedBy: '017f4200-0002-7000-8000-000000000002',
  code: 'start',
  zh: '会前十个工作日',
  en: 'Ten working days before the session.',
  month: 5,
  year: 2022,
  unknownYears: 2027,
  open: 'true',
  covered: 'true',
}

const HASH = '5f1d7a84db00d2fce00b31a7fc73224f'
const TEXTS = [
  '太浦河沿线水体联保共治',
  '2022-05-18',
  '2022-05-10T08:00:00.000Z',
  'wujiang-cppcc',
  HASH.repeat(2),
  '320509',
  '2022-05',
  'PARTY',
  '09:30',
  '021-00000000',
  'office@example.org',
  '32050919700101001X',
  `age1${'q'.repeat(58)}`,
  `U${'A'.repeat(55)}`,
  '6IGU5Y2P',
  'application/pdf',
  'sample.pdf',
  'wss://hub.example.org',
  'Zq3-pE9xV_0tLw8a',
  'q7Zp0v_K3mXw-T9sLdYb2A',
  'proposals:read',
  '482913',
]

/** Which shape a sample has where there is a choice. */
export interface SampleOptions {
  /** `all` gives every optional field, `required` none of them. */
  fields?: 'all' | 'required'
}

/**
 * A valid value of a JSON Schema, the same on every run; lists hold one element of each alternative.
 * Throws with the path and the rules when it knows no fitting value.
 */
export function sampleOf(schema: JsonSchema, { fields = 'all' }: SampleOptions = {}): unknown {
  let ids = 0
  const nextId = () => `017f4200-0000-7000-8000-${(++ids).toString().padStart(12, '0')}`
  return value(schema, '')

  function value(part: unknown, path: string): unknown {
    const options = alternatives(part, schema)
    return single(options.find((one) => one['type'] !== 'null') ?? options[0]!, path)
  }

  function single(one: JsonSchema, path: string): unknown {
    if (one['const'] !== undefined) return one['const']
    const byName = BY_NAME[path.split('.').slice(-2).join('.')] ?? BY_NAME[path.split('.').at(-1)!]
    if (Array.isArray(one['enum'])) return one['enum'][0]
    switch (one['type']) {
      case 'string':
        if (one['format'] === 'uuid') return nextId()
        return text(one, byName, path)
      case 'integer':
      case 'number':
        return [byName, 1, one['minimum'], one['maximum']].find((candidate) => isWithin(one, candidate)) ?? 0
      case 'boolean':
        return true
      case 'null':
        return null
      case 'array':
        return array(one, path)
      case 'object':
        return object(one, path)
      default:
        return 'any value'
    }
  }

  function array(one: JsonSchema, path: string): unknown[] {
    if (Array.isArray(one['prefixItems'])) return one['prefixItems'].map((item, i) => value(item, `${path}.${i}`))
    const each = alternatives(one['items'], schema).map((item) => single(item, path))
    while (each.length < ((one['minItems'] as number | undefined) ?? 0)) each.push(value(one['items'], path))
    return each.slice(0, (one['maxItems'] as number | undefined) ?? each.length)
  }

  function object(one: JsonSchema, path: string): unknown {
    const required = (one['required'] ?? []) as string[]
    const known = Object.entries((one['properties'] ?? {}) as Record<string, unknown>)
      .filter(([name]) => fields === 'all' || required.includes(name))
      .map(([name, field]) => [name, value(field, path === '' ? name : `${path}.${name}`)])
    const further = one['additionalProperties']
    if (typeof further !== 'object' || known.length > 0) return Object.fromEntries(known)
    const names = normalise(one['propertyNames'], schema)
    const name = names['patterns'] || names['enum'] ? String(value(names, `${path}.(name)`)) : 'sample'
    return { [name]: value(further, `${path}.*`) }
  }
}

function text(one: JsonSchema, byName: unknown, path: string): string {
  const { minLength = 0, maxLength = Infinity } = one as { minLength?: number; maxLength?: number }
  const patterns = ((one['patterns'] ?? []) as string[]).map((pattern) => new RegExp(pattern, 'u'))
  const found = [byName, ...TEXTS]
    .filter((candidate) => typeof candidate === 'string')
    .map((candidate) => (patterns.length > 0 ? candidate : candidate.slice(0, maxLength)))
    .find(
      (candidate) =>
        candidate.length >= minLength &&
        candidate.length <= maxLength &&
        patterns.every((pattern) => pattern.test(candidate)),
    )
  if (found === undefined) throw new Error(`no sample fits ${path}: ${JSON.stringify(one)}; add one to sample.ts`)
  return found
}

function isWithin(one: JsonSchema, candidate: unknown): candidate is number {
  if (typeof candidate !== 'number') return false
  const { minimum = -Infinity, maximum = Infinity } = one as { minimum?: number; maximum?: number }
  const { exclusiveMinimum: above = -Infinity, exclusiveMaximum: below = Infinity } = one as Record<string, number>
  return candidate >= minimum && candidate <= maximum && candidate > above && candidate < below
}
