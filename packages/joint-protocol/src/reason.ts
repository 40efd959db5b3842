/** Why an entry, an envelope or an operation is turned down: stable code, and the sentence for people. */
export const reasons = {
  // bytes and envelopes
  'entry.bad_bytes': ['内容不是有效的条目', 'The bytes are no valid entry.'],
  'entry.too_large': ['条目过大', 'The entry is too large.'],
  'entry.bad_body': ['条目内容不符合该类条目的格式', 'The body does not fit the kind of entry.'],
  'entry.other_compact': ['条目属于另一个机制', 'The entry belongs to another compact.'],
  'entry.bad_signature': ['签名与作者的密钥不符', "The signature is not by the author's key."],
  'envelope.bad_packet': ['信封内容无法识别', 'The envelope holds nothing that can be read.'],
  'envelope.wrong_carrier': [
    '信封标注的携带方与封装内容不符',
    'The envelope names another carrier than what is sealed in it.',
  ],
  'envelope.wrong_author': ['信封标注的作者与条目不符', 'The envelope names another author than the entry.'],
  'envelope.unknown_carrier': ['携带方不是本机制成员', 'The carrier is not a member of the compact.'],
  'notice.bad_signature': ['通告签名无效', 'The notice is not signed by its sender.'],
  'file.bad_chunk': ['文件分块与签名的摘要不符', 'The chunk of the file is not the one that was signed.'],
  // chain
  'chain.bad_prev': [
    '前一条目不属于该作者的链或序号不连续',
    "The previous entry is not the author's last at the number before.",
  ],
  'chain.bad_generation': ['密钥代次不正确', 'The generation of keys is not right here.'],
  'chain.prev_dropped': ['前一条目已被拒绝', 'The entry before it was dropped.'],
  'chain.head_dropped': ['引用了已被拒绝的条目', 'It builds on an entry that was dropped.'],
  'chain.bad_heads': ['所列最新条目与其作者不符', 'The listed heads do not belong to the members they stand for.'],
  'chain.not_a_member': ['作者不是本机制成员', 'The author is not a member of the compact.'],
  'chain.left': ['作者已退出本机制', 'The author has left the compact.'],
  'chain.old_key': ['使用了已作废的密钥', 'The key was given up before this entry.'],
  'chain.ended': ['机制已终止', 'The compact has ended.'],
  // references
  'ref.unknown': ['引用的条目不存在于作者所见范围', 'It refers to an entry that its author cannot have seen.'],
  'ref.wrong_kind': ['引用的条目类型不符', 'It refers to an entry of another kind.'],
  'ref.not_yours': ['只能由发起的一方更新', 'Only the side that began it may go on with it.'],
  'ref.bad_step': ['当前状态下不能进行该步骤', 'This step does not follow the present state.'],
  'ref.wrong_audience': ['引用的条目阅读范围不同', 'It refers to an entry with another audience.'],
  'class.not_listed': [
    '机制文本未列明此类内容可以跨区域传递',
    'The text of the compact does not list this class of data to cross.',
  ],
  // decisions
  'version.bad_base': ['所依据的版本未生效或不属于同一事项', 'The base is not an effective version of this decision.'],
  'version.base_superseded': ['所依据的版本已被新版本取代', 'Another version on this base is effective already.'],
  'version.bad_parents': [
    '所修改的版本不属于同一事项或依据不同',
    'A parent is not a rival on the same base of this decision.',
  ],
  'version.wrong_signers': ['应签方与成员不符', 'The signers are not the members who must sign.'],
  'version.wrong_convenor': ['召集方必须是应签方之一', 'The convenor must be one of the signers.'],
  'version.too_few_signers': ['至少需要两方签署', 'A decision needs two sides at least.'],
  'version.amends_own_countersignature': [
    '已会签的版本不能再提出修改',
    'Its author has countersigned the version that it amends.',
  ],
  'version.removes_too_many': ['一次只能移除一个成员', 'One version may remove one member.'],
  'version.changes_keys': ['不能在文本中更换现有成员的密钥', 'A text may not change the keys of a present member.'],
  'version.restricted': ['该事项必须由全体成员商定', 'This matter is for all members.'],
  'answer.not_a_signer': ['不是该版本的应签方', 'Its author is not a signer of the version.'],
  'answer.not_convenor': ['只有召集方可宣布逾期失效', 'Only the convenor can declare a lapse.'],
  'answer.deadline_open': ['期限未到', 'The deadline has not passed.'],
  'answer.already_given': ['已对该版本作出答复', 'This version was answered already; only the first answer counts.'],
  'answer.rival_open': [
    '本方会签过的另一版本尚未被任何应签方拒绝',
    'A rival that this side countersigned has not been refused by any of its signers.',
  ],
  'answer.others_missing': ['召集方最后会签：其他各方尚未全部会签', 'The convenor signs last: others are missing.'],
  'answer.files_missing': ['附件尚未全部到达，不能会签', 'The bytes of a file are not here yet.'],
  'answer.holds_more': ['本方持有该链更后面的条目', 'This side holds later entries of that chain.'],
  'key.bad_proof': ['新密钥的证明无效', 'The proof by the new key is not valid.'],
  'key.same_key': ['新密钥与旧密钥相同', 'The new key is a key that was used before.'],
  'key.two_people': ['须由两人下令', 'Two different people must order it.'],
  'template.not_upper': ['模板只能由上级方发布', 'Only the upper side issues templates.'],
  'level.not_lower': ['层级监督报告由纵向机制的下级方报送', 'A lower side of a vertical compact reports on its level.'],
  'level.unknown_indicator': ['模板中没有该指标', 'The template has no such indicator.'],
  'rotation.not_host': ['不是该年度的轮值方', 'Its author is not the host of that year.'],
  // signing
  'signing.recovery': ['本方链处于恢复状态，暂不能签署', 'This chain is in recovery and does not sign yet.'],
  'signing.catching_up': ['本方条目尚未补齐，暂不能签署', "The chain's own entries are not all here yet."],
  'signing.wrong_key': ['签名密钥不是链上现行密钥', 'The signing key is not the one in force on the chain.'],
} as const satisfies Record<string, readonly [zh: string, en: string]>

export type Reason = keyof typeof reasons

export const reasonText = (reason: Reason): { zh: string; en: string } => {
  const [zh, en] = reasons[reason]
  return { zh, en }
}

/** An operation of the own side that the rules turn down. Nothing was signed. */
export class ProtocolRefusal extends Error {
  readonly code: Reason
  readonly zh: string
  readonly en: string
  readonly detail: Record<string, unknown>
  constructor(code: Reason, detail: Record<string, unknown> = {}) {
    super(`${code}: ${reasons[code][1]}`)
    this.name = 'ProtocolRefusal'
    this.code = code
    this.zh = reasons[code][0]
    this.en = reasons[code][1]
    this.detail = detail
  }
}
