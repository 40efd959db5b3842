import type { CommandType } from '../../../data/contracts.ts'
import type { words } from '../words/zh-cn.ts'

type W = typeof words

/** 一栏: one field of a command as people fill it in. */
export interface FieldSpec {
  /** The field of the command; `subject.mode` is a part of one. */
  name: string
  kind:
    | 'line'
    | 'text'
    | 'day'
    | 'number'
    | 'choice'
    | 'category'
    | 'check'
    | 'unit'
    | 'units'
    | 'members'
    | 'body'
    | 'similar'
    | 'files'
    | 'promises'
    | 'assignment'
    | 'proposers'
  label: keyof W['fields']
  options?: keyof W['options']
  /** A list, each line of the text one of it. */
  lines?: true
  /** Only these of the options. */
  only?: readonly string[]
  most?: number
  optional?: true
  hint?: keyof W['hints']
  /** Shown only while another field has one of these values. */
  when?: readonly [field: string, ...values: (string | boolean)[]]
  /** What stands there at first. */
  initial?: unknown
}

/** 事项: something that can be done about a case: the command and what has to be filled in for it. */
export interface ActionSpec {
  command: CommandType
  fields: readonly FieldSpec[]
  /** Asks for the second factor: the button makes a signature. */
  stepUp?: true
  /** Done at once, without a form: the undo of it is another action. */
  bare?: true
}
export type Values = Readonly<Record<string, unknown>>

const MOST = 2000
export const text = (name: string, label: FieldSpec['label'], more: Partial<FieldSpec> = {}): FieldSpec => ({
  name,
  kind: 'text',
  label,
  most: MOST,
  ...more,
})
export const line = (name: string, label: FieldSpec['label'], more: Partial<FieldSpec> = {}): FieldSpec => ({
  name,
  kind: 'line',
  label,
  ...more,
})
export const day = (name: string, label: FieldSpec['label'], more: Partial<FieldSpec> = {}): FieldSpec => ({
  name,
  kind: 'day',
  label,
  ...more,
})
export const choice = (name: string, options: keyof W['options'], label: FieldSpec['label'], more = {}): FieldSpec => ({
  name,
  kind: 'choice',
  options,
  label,
  ...more,
})
export const optional = { optional: true } as const
/** A day that is most often this one. */
export const today = { initial: 'today' } as const
