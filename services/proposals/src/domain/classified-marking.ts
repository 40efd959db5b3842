import { Refusal } from '@lianxie/contracts'

// 保密法实施条例: marks are 绝密、机密、秘密, with a star and a term (★10年), alone on a line, after 密级, or in brackets.
const MARKS = [
  /(绝密|机密|秘密)\s*[★☆✩⭐]/u,
  /密\s*级\s*[:：为]?\s*[【[(（《]?\s*(绝密|机密|秘密)/u,
  /[【[(（〔]\s*(绝密|机密|秘密)\s*([★☆]|\d+\s*年|长期)?\s*[】\])）〕]/u,
  /^\s*(绝\s*密|机\s*密|秘\s*密)\s*(\d+\s*年|长期)?\s*$/mu,
]

/** Refuses text that carries a mark of secrecy 密级: such proposals go on paper (`domain.md` §3.2). */
export function refuseClassified(texts: Readonly<Record<string, string | undefined>>): void {
  for (const [field, text] of Object.entries(texts)) {
    const plain = text?.normalize('NFKC').replaceAll('絕', '绝').replaceAll('機', '机').replaceAll('級', '级')
    if (plain !== undefined && MARKS.some((mark) => mark.test(plain))) {
      throw new Refusal('proposal.classified_text', { field })
    }
  }
}
