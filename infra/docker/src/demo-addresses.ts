import type { CommitteeId } from '@lianxie/contracts'
import type { CommitteeUrls } from '@lianxie/local/demo'

/** Where the containers of the demo find a committee's: `http://qingpu-directory:8080` and its neighbours. */
export function demoUrls(committee: CommitteeId): CommitteeUrls {
  const name = committee.replace(/-cppcc$/, '')
  const url = (part: string) => `http://${name}-${part}:8080`
  return {
    identity: url('identity'),
    directory: url('directory'),
    consultations: url('consultations'),
    proposals: url('proposals'),
    supervision: url('supervision'),
    joint: url('joint'),
    notices: url('notices'),
  }
}

/** Under which people reach a committee of the demo: `PUBLIC_URL` in `demo.yml`. */
export function publicUrlOf(committee: CommitteeId): string {
  const place = ['qingpu-cppcc', 'wujiang-cppcc', 'jiashan-cppcc'].indexOf(committee)
  return `http://127.0.0.1:${4317 + 10 * place}`
}
