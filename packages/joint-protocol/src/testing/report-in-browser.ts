import { verifySignature } from '#signature-suite'
import { verifyEvidence } from '../verify-evidence.ts'
import { verifySignature as byNode } from '../signature-suite.ts'
import type { ReportAsked } from './reports.ts'

if (verifySignature === byNode) throw new Error('expected the suites for browsers, got the ones of Node')

process.once('message', (asked: ReportAsked[]) => {
  process.send!(asked.map(({ bytes, files }) => verifyEvidence(bytes, new Map(files))))
})
