import { completeFounding } from '../founding.ts'
import { JointMember } from './joint-member.ts'
import type { Member, MemberOptions } from './member-api.ts'
import { memberMeans } from './memory.ts'

/** Opens one committee's side of one compact over its store and journal. */
export const openMember = <Tx extends object>(options: MemberOptions<Tx>): Promise<Member<Tx>> =>
  new JointMember(options, completeFounding(options.founding), memberMeans).start()
