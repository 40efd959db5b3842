import type { CommitteeId } from '@lianxie/contracts'
import type { CommitteeUrls } from '@lianxie/local/demo'

/** Where the containers of the demo find a committee's: `http://qingpu-directory:8080` and its neighbours. */
export function demoUrls(committee: CommitteeId): CommitteeUrls {
  const name = committee.replace(/-cppcc$/, '')
  const url = (part: string) => `http://${name}-${part}:8080`
  return {
    issuer: url('issuer'),
    directory: url('directory'),
    consultations: url('consultations'),
    proposals: url('proposals'),
    supervision: url('supervision'),
    joint: url('joint'),
  }
}
