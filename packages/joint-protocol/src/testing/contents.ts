import type { BodyOf, DecisionKind } from '../bodies/index.ts'
import type { VersionPart } from '../bodies/version-part.ts'

type Own<K extends DecisionKind> = Omit<BodyOf<K>, keyof VersionPart>

/** Contents for versions where a test does not care what they say. */
export const topicContent = (title = '水体联保共治'): Own<'topic'> => ({
  title,
  summary: '三地共同商议水体联保共治。',
  form: '联动协商',
  year: 2022,
})

export const recordContent = (title = '联动协商纪要', more: Partial<Own<'record'>> = {}): Own<'record'> => ({
  title,
  text: '各方一致同意。',
  topic: null,
  session: null,
  corrects: null,
  undertakings: [],
  ...more,
})
