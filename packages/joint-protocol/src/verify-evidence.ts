import type { ResultClass } from './bodies/after-record.ts'
import type { BodyOf } from './bodies/index.ts'
import { sha256 } from './encoding.ts'
import type { EvidenceReport, EvidenceStep } from './evidence-report.ts'
import { type Evidence, readEvidence } from './evidence.ts'
import { readEntry } from './entry.ts'
import { type FoundingFault, readFounding, type ReadFounding } from './founding.ts'
import type {
  ForkProof,
  KeptEntry,
  LedgerView,
  ProposalResultView,
  SupervisionLevelView,
  SupervisionTemplateView,
  Verdict,
  VersionView,
} from './ledger/views.ts'
import { openLedger } from './ledger/open-ledger.ts'
import type { CommitteeId, FileHash } from './primitives.ts'
import { reasonText } from './reason.ts'

export type { EvidenceReport } from './evidence-report.ts'

/** Files that lie beside the evidence, by name; each is checked against what was signed. */
export type EvidenceFiles = ReadonlyMap<string, Uint8Array>

/**
 * Checks an evidence file with nothing but the file: who founded the compact, every signature by the key history,
 * that nothing is missing, the rules, every signer, the closing. Any bytes give a report; the first broken step is
 * the last one in it.
 */
export function verifyEvidence(bytes: Uint8Array, files: EvidenceFiles = new Map()): EvidenceReport {
  const report: EvidenceReport = {
    ok: false,
    steps: [],
    compact: null,
    compactName: null,
    sides: [],
    decision: null,
    version: null,
    title: null,
    effectiveAt: null,
    signedBy: [],
  }
  const evidence = readEvidence(bytes)
  if (
    !pass(
      report,
      'format',
      evidence !== undefined,
      ['文件格式正确', 'The file is an evidence file.'],
      ['文件不是有效的证据文件', 'The file is no evidence file.'],
    )
  )
    return report
  const founding = checkFounding(report, evidence!)
  if (!founding) return report
  const ledger = openLedger(evidence!.founding)
  const verdicts = judgeAll(ledger, evidence!)
  nameSides(report, founding, ledger.view)
  if (!checkSignatures(report, evidence!, verdicts, founding)) return report
  if (!checkComplete(report, ledger.view)) return report
  if (!checkRules(report, verdicts)) return report
  const subject = ledger.view.entry(evidence!.version)
  if (subject?.entry.kind === 'outcome') checkResult(report, subject, ledger.view)
  else checkVersion(report, evidence!, ledger.view)
  if (report.steps.every((s) => s.ok) && files.size > 0)
    checkFiles(report, ledger.view.version(evidence!.version)?.body.files ?? [], files)
  report.ok = report.steps.every((s) => s.ok)
  return report
}

type Words = [zh: string, en: string]

function pass(
  report: EvidenceReport,
  name: EvidenceStep['name'],
  ok: boolean,
  good: Words,
  bad: Words,
  party: CommitteeId | null = null,
): boolean {
  const [zh, en] = ok ? good : bad
  report.steps.push({ name, ok, zh, en, party: ok ? null : party })
  return ok
}

function checkFounding(report: EvidenceReport, { founding }: Evidence): ReadFounding | undefined {
  const read = readFounding(founding)
  const faults: FoundingFault[] = 'faults' in read ? [...read.faults] : [...read.founding.faults]
  if ('founding' in read)
    faults.push(...read.founding.missing.map((party) => ({ code: 'founding.missing_signature' as const, party })))
  const fault = faults[0]
  const party = fault && 'party' in fault ? fault.party : null
  const names = 'founding' in read ? read.founding.signed.map((s) => s.committee).join('、') : ''
  const sound = pass(
    report,
    'founding',
    !fault,
    [`成立文件由各方签署：${names}`, `The founding is signed by every side: ${names.replaceAll('、', ', ')}.`],
    [
      `成立文件有误（${fault?.code}）${party ? `：${party}` : ''}`,
      `The founding is broken (${fault?.code})${party ? `: ${party}` : ''}.`,
    ],
    party,
  )
  return sound && 'founding' in read ? read.founding : undefined
}

/** As the text in force names the sides, and those of the founding who are no longer in it. */
function nameSides(report: EvidenceReport, { compact, text, fingerprints }: ReadFounding, view: LedgerView): void {
  const inForce = view.compactView().text
  const names = new Map([...text.members, ...inForce.members].map(({ committee, name }) => [committee, name]))
  report.compact = compact
  report.compactName = inForce.name
  report.sides = [...names].map(([committee, name]) => ({
    committee,
    name,
    founded: fingerprints.find((side) => side.committee === committee)?.signing ?? null,
  }))
}

function judgeAll(ledger: ReturnType<typeof openLedger>, { entries, opened }: Evidence): Verdict[] {
  return entries.flatMap((signed) => {
    const read = readEntry(signed.raw)
    // Each entry answers for itself here: nobody carried it, so its own author stands where the carrier would.
    const author = 'reason' in read ? '' : read.entry.committee
    const plain = 'reason' in read ? undefined : opened.get(read.id)
    return ledger.add(signed, author, plain)
  })
}

const dropped = (verdicts: Verdict[]) => verdicts.filter((v) => v.status === 'dropped')

function checkSignatures(
  report: EvidenceReport,
  { entries }: Evidence,
  verdicts: Verdict[],
  founding: ReadFounding,
): boolean {
  const byHand = dropped(verdicts).find(
    (v) =>
      v.id === null || v.blame.as === 'carrier' || v.reason === 'chain.old_key' || v.reason === 'entry.other_compact',
  )
  const party = byHand?.blame.party || null
  const why = byHand ? reasonText(byHand.reason) : { zh: '', en: '' }
  return pass(
    report,
    'signatures',
    !byHand,
    [
      `${entries.length} 个条目的签名与 ${founding.text.members.length} 方的密钥相符`,
      `The signatures of ${entries.length} entries are by the keys of ${founding.text.members.length} sides.`,
    ],
    [
      `条目 ${short(byHand?.id)}（${party ?? '?'}）：${why.zh}`,
      `Entry ${short(byHand?.id)} (${party ?? '?'}): ${why.en}`,
    ],
    party,
  )
}

function checkComplete(report: EvidenceReport, view: LedgerView): boolean {
  const [gap] = view.waiting()
  return pass(
    report,
    'complete',
    !gap,
    ['所依据的条目齐全', 'Every entry that others build on is in the file.'],
    [
      `缺少条目 ${short(gap?.missing[0])}，${gap?.committee} 的条目 ${short(gap?.id)} 以其为依据`,
      `Entry ${short(gap?.missing[0])} is missing; entry ${short(gap?.id)} of ${gap?.committee} builds on it.`,
    ],
    gap?.committee ?? null,
  )
}

function checkRules(report: EvidenceReport, verdicts: Verdict[]): boolean {
  const broken = dropped(verdicts)[0]
  const why = broken ? reasonText(broken.reason) : { zh: '', en: '' }
  const party = broken?.blame.party ?? null
  return pass(
    report,
    'rules',
    !broken,
    ['各条目按其所见历史判定均符合规则', 'Every entry holds by the rules, judged by its own past.'],
    [`条目 ${short(broken?.id)}（${party}）：${why.zh}`, `Entry ${short(broken?.id)} (${party}): ${why.en}`],
    party,
  )
}

function checkVersion(report: EvidenceReport, evidence: Evidence, view: LedgerView): void {
  const version = view.version(evidence.version)
  if (!version) {
    const words: Words = ['文件中没有该版本', 'The version is not in the file.']
    pass(report, 'signers', false, words, words)
    return
  }
  report.version = version.id
  report.decision = version.decision
  report.title = titleOf(version)
  const { signers, convenor } = version.body
  const signed = version.answers.filter((a) => a.answer === 'countersign' && a.counts)
  const missing = signers.filter((s) => !signed.some((a) => a.committee === s))
  const others = missing.filter((s) => s !== convenor)
  report.signedBy = signed.map(({ committee, entry, at }) => ({
    committee,
    entry,
    at,
    key: view.entry(entry)!.signed.key,
  }))
  if (
    !pass(
      report,
      'signers',
      others.length === 0,
      [`各方均会签了同一版本 ${short(version.id)}`, `Every side countersigned this same version ${short(version.id)}.`],
      [`缺少有效会签：${others.join('、')}`, `A countersignature that counts is missing: ${others.join(', ')}.`],
      others[0],
    )
  )
    return
  const closed = pass(
    report,
    'closing',
    version.closing !== null,
    [`召集方 ${convenor} 在其他各方之后会签`, `The convenor ${convenor} countersigned after all others.`],
    [`召集方 ${convenor} 尚未有效会签`, `The convenor ${convenor} has not closed it.`],
    convenor,
  )
  if (!closed) return
  report.effectiveAt = view.entry(version.closing!)!.entry.at
  pass(
    report,
    'effective',
    version.state === 'EFFECTIVE',
    ['该版本已生效', 'The version is effective.'],
    ['该版本未生效', 'The version is not effective.'],
  )
  checkUndisputed(report, view.decision(version.decision)?.disputed[0])
}

/** 联合提案办理结果、监督方案模板、层级监督报告: one side's own word, which nobody else signs. */
function checkResult(
  report: EvidenceReport,
  { id, entry, content, inert, signed, standing }: KeptEntry,
  view: LedgerView,
) {
  const { committee, at } = entry
  const result = content?.kind === 'outcome' && isOwnWord(content.body) ? content.body : undefined
  const fault: Words | undefined = !result
    ? [`条目 ${short(id)} 的明文不在文件中`, `The plain text of entry ${short(id)} is not in the file.`]
    : inert
      ? [`条目 ${short(id)}：${reasonText(inert).zh}`, `Entry ${short(id)}: ${reasonText(inert).en}`]
      : standing !== 'live'
        ? [`条目 ${short(id)} 因密钥恢复而无效`, `Entry ${short(id)} has no effect after a recovery of keys.`]
        : undefined
  const words = result && !fault ? wordsOf(committee, result) : NOTHING
  if (!pass(report, 'result', fault === undefined, words, fault ?? NOTHING, committee)) return
  report.version = id
  report.title = titles[result!.act]
  report.signedBy = [{ committee, entry: id, at, key: signed.key }]
  checkUndisputed(
    report,
    view.forks().find((fork) => fork.committee === committee),
  )
}

const NOTHING: Words = ['', '']

/** What one side says for its readers alone. */
type OwnWord = ProposalResultView['body'] | SupervisionTemplateView['body'] | SupervisionLevelView['body']

const titles: Record<OwnWord['act'], string> = {
  'proposal-result': '联合提案办理结果',
  'supervision-template': '监督方案模板',
  'supervision-level': '层级监督报告',
}

const isOwnWord = (body: BodyOf<'outcome'>): body is OwnWord => body.act in titles

function wordsOf(committee: CommitteeId, body: OwnWord): Words {
  switch (body.act) {
    case 'proposal-result':
      return resultWords(committee, body)
    case 'supervision-template':
      return [
        `${committee} 发布监督方案模板“${body.topic}”（${body.startsOn} 至 ${body.endsOn}），指标 ${body.indicators.length} 项`,
        `${committee} published the template of supervision “${body.topic}” (${body.startsOn} to ${body.endsOn}) with ${body.indicators.length} indicators.`,
      ]
    case 'supervision-level':
      return [
        `${committee} 于 ${body.approvedOn} 报送模板 ${short(body.template)} 的层级监督报告（第 ${body.revision} 版）：走访 ${body.visits} 次，问题 ${body.findings} 个，列入清单 ${body.listed} 个，销号 ${body.verified} 个`,
        `${committee} reported on template ${short(body.template)} on ${body.approvedOn} (revision ${body.revision}): ${body.visits} visits, ${body.findings} findings, ${body.listed} listed, ${body.verified} verified.`,
      ]
  }
}

function resultWords(
  committee: CommitteeId,
  { jointKey, resultClass, repliedOn, round }: ProposalResultView['body'],
): Words {
  const [zh, en] = classWords[resultClass]
  return [
    `${committee} 于 ${repliedOn} 答复联合提案 ${jointKey}（第 ${round} 次），办理结果：${zh}`,
    `${committee} replied to the joint proposal ${jointKey} on ${repliedOn} (round ${round}) with the result: ${en}.`,
  ]
}

const classWords: Record<ResultClass, Words> = {
  A: ['A 类', 'class A'],
  B: ['B 类', 'class B'],
  C: ['C 类', 'class C'],
  D: ['D 类', 'class D'],
  SOLVED: ['已解决采纳', 'solved or adopted'],
  PLANNED: ['列入计划', 'planned'],
  REFERENCE: ['留作参考', 'kept for reference'],
}

function checkUndisputed(report: EvidenceReport, fork: ForkProof | undefined): void {
  pass(
    report,
    'undisputed',
    !fork,
    ['没有一方签署过相互矛盾的条目', 'No side signed two different entries at one place of its chain.'],
    [
      `有争议：${fork?.committee} 在序号 ${fork?.seq} 签署了不同的条目 ${fork?.entries.map(short).join('、')}`,
      `Disputed: ${fork?.committee} signed different entries at number ${fork?.seq}: ${fork?.entries.map(short).join(', ')}.`,
    ],
    fork?.committee,
  )
}

function checkFiles(report: EvidenceReport, attached: VersionView['body']['files'], files: EvidenceFiles): void {
  const given = new Map<FileHash, string>()
  for (const [name, bytes] of files) given.set(sha256(bytes), name)
  const signed = attached.map((f) => f.sha256)
  const foreign = [...given].filter(([hash]) => !signed.includes(hash)).map(([, name]) => name)
  const lacking = attached.filter((f) => !given.has(f.sha256)).map((f) => f.name)
  pass(
    report,
    'files',
    foreign.length === 0 && lacking.length === 0,
    [`${signed.length} 个附件与签署的摘要相符`, `${signed.length} files are the ones that were signed.`],
    [
      `附件不符：${[...foreign, ...lacking].join('、')}`,
      `Files that were not signed, or are missing: ${[...foreign, ...lacking].join(', ')}.`,
    ],
  )
}

function titleOf({ body }: VersionView): string {
  return 'text' in body && typeof body.text === 'object' ? body.text.name : 'title' in body ? body.title : ''
}

const short = (id: string | null | undefined): string => (id ? id.slice(0, 12) : '?')
