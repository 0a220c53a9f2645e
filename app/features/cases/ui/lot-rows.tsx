import { Plus, X } from 'lucide-react'
import { useFieldArray } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { CaseKind } from '../case.model.ts'
import type { CaseFormState } from './case-form.tsx'

const CODES = 'case-lot-codes'

/** The lots that a case is about, by code; of a return also how much of each goes back. */
export function LotRows({
	form,
	kind,
	lotCodes,
}: {
	form: CaseFormState
	kind: CaseKind
	lotCodes: readonly string[]
}) {
	const { t } = useTranslation('cases')
	const rows = useFieldArray({ control: form.control, name: 'lots' })
	const counted = kind === 'return'
	return (
		<Card
			title={t('new.lots')}
			sub={t(counted ? 'new.lotsCounted' : 'new.lotsHint')}
			actions={
				<Button size="sm" variant="ghost" icon={Plus} onClick={() => rows.append({ code: '', quantity: '' })}>
					{t('new.addLot')}
				</Button>
			}
		>
			<datalist id={CODES}>
				{lotCodes.map((code) => (
					<option key={code} value={code} />
				))}
			</datalist>
			{rows.fields.length === 0 && <p className="text-text-3">{t('new.noLots')}</p>}
			<ul className="flex flex-col gap-3">
				{rows.fields.map((row, index) => (
					<li key={row.id} className="flex flex-wrap items-end gap-3">
						<Field
							{...form.field(`lots.${index}.code`)}
							label={t('new.lotCode', { number: index + 1 })}
							required={counted}
							className="min-w-40 flex-1"
						>
							<TextInput mono list={CODES} autoComplete="off" {...form.register(`lots.${index}.code`)} />
						</Field>
						{counted && (
							<Field
								{...form.field(`lots.${index}.quantity`)}
								label={t('new.quantity', { number: index + 1 })}
								required
								className="w-40"
							>
								<TextInput inputMode="decimal" autoComplete="off" {...form.register(`lots.${index}.quantity`)} />
							</Field>
						)}
						<IconButton
							icon={X}
							variant="ghost"
							label={t('new.removeLot', { number: index + 1 })}
							onClick={() => rows.remove(index)}
						/>
					</li>
				))}
			</ul>
		</Card>
	)
}
