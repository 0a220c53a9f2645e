import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog } from '#app/ui/actions/dialog.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import type { BuilderRule } from '../../edit/builder-query.ts'
import { wordsOf } from '../../edit/rule-commands.ts'

type Props = { rule: BuilderRule; onChange: (rule: BuilderRule) => void; onClose: () => void }

/** Names the value of a comparison: for people who adjust it, and for messages that quote it. */
export function ValueNameDialog({ rule, onChange, onClose }: Props) {
	const { t } = useTranslation(['rules', 'common'])
	const given = wordsOf(rule.meta?.title) ?? { en: '', 'zh-CN': '' }
	const [title, setTitle] = useState(given)
	const [name, setName] = useState(typeof rule.meta?.name === 'string' ? rule.meta.name : '')
	const isHalf = (title.en === '') !== (title['zh-CN'] === '')
	const isWrongName = name !== '' && !/^[a-z][a-z0-9_]{0,62}$/.test(name)
	const done = () => {
		const { title: _title, name: _name, ...rest } = rule.meta ?? { keys: [] }
		const meta = { ...rest, ...(title.en ? { title } : {}), ...(name ? { name } : {}) }
		onChange({ ...rule, meta })
		onClose()
	}
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t('editor.nameValue')}
			description={t('editor.nameValueText')}
			footer={
				<>
					<Button onClick={onClose}>{t('common:cancel')}</Button>
					<Button
						variant="primary"
						refusedBecause={isHalf ? t('editor.bothLanguages') : isWrongName ? t('editor.keyForm') : undefined}
						onClick={done}
					>
						{t('editor.apply')}
					</Button>
				</>
			}
		>
			<Field label={`${t('editor.valueTitle')} · English`}>
				<TextInput value={title.en} onChange={(event) => setTitle({ ...title, en: event.target.value })} />
			</Field>
			<Field label={`${t('editor.valueTitle')} · 中文`}>
				<TextInput value={title['zh-CN']} onChange={(event) => setTitle({ ...title, 'zh-CN': event.target.value })} />
			</Field>
			<Field
				label={t('editor.valueName')}
				hint={t('editor.valueNameHint', { name: name || 'minimum_days', open: '{{', close: '}}' })}
			>
				<TextInput mono value={name} onChange={(event) => setName(event.target.value)} />
			</Field>
		</Dialog>
	)
}
