import { ArrowUp, Link2, MoreHorizontal, Tag as TagIcon } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleProps } from 'react-querybuilder'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Menu } from '#app/ui/actions/menu.tsx'
import { cx } from '#app/ui/cx.ts'
import { Tag } from '#app/ui/status/tag.tsx'
import { type BuilderRule, SHARED_FIELD } from '../../edit/builder-query.ts'
import { wordsOf } from '../../edit/rule-commands.ts'
import { sharedOf } from '../../edit/shared-conditions.ts'
import { replacePart, usePlace } from './builder-context.ts'
import { ComparisonEditor, comparisonWith } from './comparison-editor.tsx'
import { useRuleEditor } from './editor-context.ts'
import { FactPicker } from './fact-picker.tsx'
import { usePartEntries } from './part-actions.ts'
import { PartHandle } from './part-handle.tsx'
import { ProblemsHere } from './problems-here.tsx'
import { ValueNameDialog } from './value-name-dialog.tsx'

/** One comparison, or a reference to a shared condition, with its problems below it. */
export function ConditionRow(props: RuleProps) {
	const { path, schema } = props
	const rule = props.rule as unknown as BuilderRule
	const { readOnly, problemsWithin } = useRuleEditor()
	const place = usePlace(path)
	const isWrong = problemsWithin(place).some(({ severity }) => severity === 'error')
	return (
		<div data-place={place} className={cx('rounded-2 py-1 desk:px-1', isWrong && 'bg-rejected-bg')}>
			<div className="flex items-start gap-2">
				{!readOnly && (
					<span className="mt-2">
						<PartHandle path={path} />
					</span>
				)}
				<div className="flex min-w-0 flex-1 flex-wrap items-center gap-1.5">
					{rule.field === SHARED_FIELD ? (
						<SharedName name={String(rule.value)} />
					) : (
						<Comparison rule={rule} isWrong={isWrong} onChange={(next) => replacePart(schema, path, next)} />
					)}
				</div>
				{!readOnly && <RowActions {...props} />}
			</div>
			<ProblemsHere places={[place]} deep />
		</div>
	)
}

function Comparison({
	rule,
	isWrong,
	onChange,
}: {
	rule: BuilderRule
	isWrong: boolean
	onChange: (rule: BuilderRule) => void
}) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const { catalog, readOnly } = useRuleEditor()
	const title = wordsOf(rule.meta?.title)
	return (
		<>
			<FactPicker
				catalog={catalog}
				label={t('editor.fact')}
				value={rule.field}
				readOnly={readOnly}
				onChoose={(fact) => onChange({ ...comparisonWith(fact), ...(rule.meta ? { meta: rule.meta } : {}) })}
			/>
			<ComparisonEditor rule={rule} catalog={catalog} readOnly={readOnly} invalid={isWrong} onChange={onChange} />
			{title && <Tag icon={TagIcon}>{say(title)}</Tag>}
		</>
	)
}

function SharedName({ name }: { name: string }) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const { content } = useRuleEditor()
	const title = wordsOf((sharedOf(content)[name] as { title?: unknown } | undefined)?.title)
	return (
		<span className="inline-flex min-h-8 items-center gap-1.5 rounded-2 border border-line-2 bg-surface px-2.5">
			<Link2 aria-hidden="true" className="size-3.5! text-text-3" />
			<span className="text-text-2">{t('editor.sharedIs')}</span>
			<span className="font-medium">{title ? say(title) : name}</span>
		</span>
	)
}

function RowActions(props: RuleProps) {
	const { path, actions, schema } = props
	const rule = props.rule as unknown as BuilderRule
	const { t } = useTranslation('rules')
	const [naming, setNaming] = useState(false)
	const entries = usePartEntries(props, rule)
	const isShared = rule.field === SHARED_FIELD
	const nameEntry = { label: t('editor.nameValue'), icon: TagIcon, onSelect: () => setNaming(true) }
	return (
		<span className="flex flex-none items-center">
			<IconButton
				icon={ArrowUp}
				size="sm"
				variant="ghost"
				label={t('editor.moveUp')}
				refusedBecause={path.at(-1) === 0 ? t('editor.isFirst') : undefined}
				className="max-desk:hidden"
				onClick={() => actions.moveRule(path, 'up')}
			/>
			<Menu
				label={t('editor.moreOfCondition')}
				entries={isShared ? entries : [nameEntry, ...entries]}
				trigger={<IconButton icon={MoreHorizontal} size="sm" variant="ghost" label={t('editor.moreOfCondition')} />}
			/>
			{naming && (
				<ValueNameDialog
					rule={rule}
					onClose={() => setNaming(false)}
					onChange={(next) => replacePart(schema, path, next)}
				/>
			)}
		</span>
	)
}
