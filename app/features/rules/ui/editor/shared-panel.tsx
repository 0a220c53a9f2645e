import { Trash2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { SkeletonRows } from '#app/ui/feedback/skeleton.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { sharedPlace } from '../../edit/rule-commands.ts'
import { removeShared, renameShared, sharedOf, usesOf } from '../../edit/shared-conditions.ts'
import { BilingualField } from './bilingual-field.tsx'
import { useRuleEditor } from './editor-context.ts'
import { ProblemsHere } from './problems-here.tsx'
import { SentencePreview } from './sentence-preview.tsx'

const ConditionsBuilder = lazy(() => import('./conditions-builder.tsx'))

type Props = { name: string; onRenamed: (name: string) => void; onRemoved: () => void }

/** A condition that several rules use by its name. */
export function SharedPanel({ name, onRenamed, onRemoved }: Props) {
	const { t } = useTranslation('rules')
	const { content, edit, readOnly } = useRuleEditor()
	const condition = sharedOf(content)[name]
	const place = sharedPlace(name)
	const uses = usesOf(content, name)
	const remove = () => {
		const edits = removeShared(content, name)
		if (!edits) return
		edit(edits)
		onRemoved()
	}
	return (
		<div data-place={place} className="flex flex-col gap-4 p-4">
			<div className="flex flex-wrap items-start gap-3">
				<RenameField key={name} name={name} onRenamed={onRenamed} />
				<span className="mt-6 flex-1 pt-1 text-12 text-text-3">{t('editor.usedIn', { count: uses })}</span>
				{!readOnly && (
					<Button
						className="mt-6"
						variant="danger"
						icon={Trash2}
						refusedBecause={uses > 0 ? t('editor.stillUsed', { count: uses }) : undefined}
						onClick={remove}
					>
						{t('editor.removeShared')}
					</Button>
				)}
			</div>
			<BilingualField label={t('editor.sharedTitle')} place={`${place}/title`} />
			<Suspense fallback={<SkeletonRows rows={3} />}>
				<ConditionsBuilder key={name} place={place} condition={condition} within={name} />
			</Suspense>
			<ProblemsHere places={[place]} />
			<SentencePreview condition={condition} outcome={null} />
		</div>
	)
}

/** The name, taken over when the field is left: on the way to it, it may be one that is taken. */
function RenameField({ name, onRenamed }: { name: string; onRenamed: (name: string) => void }) {
	const { t } = useTranslation('rules')
	const { content, edit, readOnly } = useRuleEditor()
	const [typed, setTyped] = useState(name)
	const edits = typed === name ? [] : renameShared(content, name, typed)
	const apply = () => {
		if (!edits || edits.length === 0) return
		edit(edits)
		onRenamed(typed)
	}
	return (
		<Field label={t('editor.sharedName')} error={edits === null ? t('editor.nameTaken') : undefined} className="w-64">
			<TextInput
				mono
				readOnly={readOnly}
				value={typed}
				onChange={(event) => setTyped(event.target.value)}
				onBlur={apply}
				onKeyDown={(event) => event.key === 'Enter' && apply()}
			/>
		</Field>
	)
}
