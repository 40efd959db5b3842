import { useState } from 'react'
import { Refused } from '../../data/problem.ts'
import { ConflictDialog } from '../../elements/conflict-dialog.tsx'
import { Field } from '../../elements/field.tsx'
import { StepUpDialog } from '../../elements/step-up-dialog.tsx'

const REFUSAL = new Refused({
  status: 400,
  code: 'request.invalid',
  zh: '提交的内容有误，请按提示修改。',
  en: 'A field is wrong.',
  errors: [{ field: 'subject', zh: '案由 52 字，最多 50 字，请删去 2 字。', en: '52 characters; 50 at most.' }],
})

/** What asks: the second factor, a conflict, a refused field. */
export function Dialogs() {
  const [open, setOpen] = useState<'sign' | 'conflict'>()
  const close = () => setOpen(undefined)
  return (
    <section className="card pad stack">
      <div className="row wrap">
        <button type="button" className="btn sign" onClick={() => setOpen('sign')}>
          签署
        </button>
        <button type="button" className="btn" onClick={() => setOpen('conflict')}>
          字段冲突
        </button>
      </div>
      <Field name="subject" label="案由" error={REFUSAL} used={52} limit={50}>
        {(props) => (
          <input {...props} className="input" defaultValue="关于进一步完善全区老旧小区停车设施建设管理的建议" />
        )}
      </Field>
      <StepUpDialog
        open={open === 'sign'}
        post="吴兴区政协主席"
        thing="环太湖五区大型科研仪器共享互认 · 第 3 版"
        fingerprint="9f3c51ab07de4410"
        consequence="签署后不能撤回。其余 4 方均已签署，您签署后记录即生效。"
        closing
        onSign={close}
        onClose={close}
      />
      <ConflictDialog
        open={open === 'conflict'}
        mine="各区于 2026年6月30日前明确牵头单位"
        theirs="各区于 2026年5月31日前明确牵头单位"
        label="办理意见"
        canMerge
        onResolve={close}
        onClose={close}
      />
    </section>
  )
}
