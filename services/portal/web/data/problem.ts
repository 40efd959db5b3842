import { language } from '../look/preferences.ts'

interface FieldError {
  field: string
  zh: string
  en: string
}

/** A refusal as every service words it: problem+json of RFC 9457. */
export interface Problem {
  status: number
  code: string
  zh: string
  en: string
  field?: string
  errors?: readonly FieldError[]
  detail?: Readonly<Record<string, unknown>>
  requestId?: string
}

/** 拒绝: the rules turned something down. What was typed stays as it is. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.code)
    this.problem = problem
  }
}

const STALE: readonly string[] = ['common.version', 'version.not_open']

/** 已被他人更新: the command named a version, and there is a newer one. */
export const isStale = (error: unknown): boolean => error instanceof Refused && STALE.includes(error.problem.code)

/** Nobody answered: the connection, the gateway or the service is away. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

const inLanguage = ({ zh, en }: Pick<Problem, 'zh' | 'en'>) => (language() === 'en' ? en : zh)

/** What stands under a field: its own error, or the refusal when it names that field. */
export function refusalAt(error: unknown, field: string): string | undefined {
  if (!(error instanceof Refused)) return undefined
  const { problem } = error
  const own = problem.errors?.find((one) => one.field === field || one.field.startsWith(`${field}.`))
  if (own) return inLanguage(own)
  return problem.field === field ? inLanguage(problem) : undefined
}

/** What stands above the buttons: everything that belongs to none of the fields that are shown. */
export function refusalElsewhere(error: unknown, fields: readonly string[]): string | undefined {
  if (!(error instanceof Refused)) return undefined
  const { problem } = error
  const shown = fields.some((field) => refusalAt(error, field) !== undefined)
  if (shown) return undefined
  const texts = problem.errors?.map((one) => `${one.field}：${inLanguage(one)}`) ?? []
  return [inLanguage(problem), ...texts].join(' ')
}
