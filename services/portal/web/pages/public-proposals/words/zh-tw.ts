import { inChinese } from '../../../look/numbers.ts'
import type { words as chinese } from './zh-cn.ts'

type Words = typeof chinese

export const words: Words = {
  session: (term: number, session: number) => `${inChinese(term)}屆${inChinese(session)}次會議`,
  number: (serial: number) => `第 ${String(serial).padStart(3, '0')} 號`,
  title: '提案公開',
  find: '按案由、內容查找',
  search: '查找',
  count: (total: string) => `共公開 ${total} 件提案。`,
  none: '還沒有公開的提案',
  noneFound: '沒有符合條件的公開提案',
  noneHint: '提案辦結並經複核後，會公開在這裡。',
  showAll: '查看全部公開提案',
  publishedOn: (date: string) => `${date}公開`,
  replied: '已答覆',
  repliedTitle: '承辦單位已答覆',
  classes: {
    A: 'A 類：已經解決，或已採納。',
    B: 'B 類：正在解決，或已列入計劃逐步解決。',
    C: 'C 類：因條件限制，需以後解決。',
    D: 'D 類：留作參考。',
    SOLVED: '已經解決。',
    PLANNED: '正在解決，或已列入計劃。',
    REFERENCE: '留作參考。',
  },
  resultClasses: {
    A: 'A 類',
    B: 'B 類',
    C: 'C 類',
    D: 'D 類',
    SOLVED: '已解決',
    PLANNED: '列入計劃',
    REFERENCE: '留作參考',
  },
  stamp: ['提案', '公開'] as readonly [string, string],
  stampReplied: ['已經', '答覆'] as readonly [string, string],
  content: '提案內容',
  reply: '單位答覆',
  readAll: '閱讀全文',
  readReply: '閱讀答覆',
  rule: '按“公開為常態、不公開為例外”發佈',
  cleared: (date: string) => `已去除聯繫方式 · ${date}`,
  back: '全部公開提案',
}
