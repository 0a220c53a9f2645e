import { FolderPlus, Link2, MoreHorizontal, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RuleGroupProps } from 'react-querybuilder'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Menu, type MenuEntry } from '#app/ui/actions/menu.tsx'
import { cx } from '#app/ui/cx.ts'
import { Select } from '#app/ui/forms/select.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import { type BuilderGroup, type BuilderPart, isBuilderGroup, SHARED_FIELD } from '../../edit/builder-query.ts'
import { wordsOf } from '../../edit/rule-commands.ts'
import { sharedOf, wouldLoop } from '../../edit/shared-conditions.ts'
import { asGroup, asRule, usePlace, useWithin } from './builder-context.ts'
import { comparisonWith } from './comparison-editor.tsx'
import { useRuleEditor } from './editor-context.ts'
import { FactPicker } from './fact-picker.tsx'
import { usePartEntries } from './part-actions.ts'
import { DropPlace } from './part-handle.tsx'
import { ProblemsHere } from './problems-here.tsx'

const LOOKS: Readonly<Record<string, string>> = {
	all: 'text-accent bg-accent-soft',
	any: 'text-accent bg-accent-soft',
	none: 'text-rejected-fg bg-rejected-bg',
}

/** A group of conditions: how they are put together, its parts, and the ways to add one. */
export function ConditionGroup(props: RuleGroupProps) {
	const { path, schema, actions, translations } = props
	const group = props.ruleGroup as unknown as BuilderGroup
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const { readOnly } = useRuleEditor()
	const place = usePlace(path)
	const { rule: Row, ruleGroup: Group } = schema.controls
	const title = wordsOf(group.meta?.title)
	const common = { schema, actions, translations, parentDisabled: readOnly, parentMuted: false }
	return (
		<fieldset
			data-place={place}
			aria-label={t(`editor.combinator.${group.combinator as 'all'}`)}
			className={cx(
				'min-w-0 rounded-3 border border-line-2 p-3 max-desk:p-2',
				path.length % 2 === 0 ? 'bg-surface-2' : 'bg-surface',
			)}
		>
			<div className="flex min-h-8 flex-wrap items-center gap-2">
				<Combinator {...props} />
				<span className="text-12 text-text-3">{t('editor.parts', { count: group.rules.length })}</span>
				{title && <Tag>{say(title)}</Tag>}
				<span className="flex-1" />
				{!readOnly && path.length > 0 && <GroupMenu {...props} />}
			</div>
			<ul className="mt-1">
				{group.rules.map((part, index) => {
					const own = [...path, index]
					return (
						<li key={part.id ?? index}>
							<DropPlace path={own} onDrop={(from) => actions.moveRule(from, own)} />
							{isBuilderGroup(part) ? (
								<div className="py-1">
									<Group {...common} path={own} ruleGroup={asGroup(part)} />
								</div>
							) : (
								<Row {...common} path={own} rule={asRule(part)} />
							)}
						</li>
					)
				})}
			</ul>
			{!readOnly && (
				<DropPlace
					path={[...path, group.rules.length]}
					onDrop={(from) => actions.moveRule(from, [...path, group.rules.length])}
				/>
			)}
			<ProblemsHere places={[place, `${place}/all`, `${place}/any`, `${place}/not`, `${place}/not/any`]} />
			{!readOnly && <Adders {...props} />}
		</fieldset>
	)
}

function Combinator({ path, actions, ruleGroup }: RuleGroupProps) {
	const { t } = useTranslation('rules')
	const { readOnly } = useRuleEditor()
	const combinator = String(ruleGroup.combinator)
	const look = LOOKS[combinator] ?? ''
	if (readOnly)
		return (
			<span className={cx('rounded-1 px-2 py-0.5 text-12 font-medium', look)}>
				{t(`editor.combinator.${combinator as 'all'}`)}
			</span>
		)
	return (
		<Select
			compact
			aria-label={t('editor.together')}
			className="w-auto"
			value={combinator}
			options={(['all', 'any', 'none'] as const).map((value) => ({ value, label: t(`editor.combinator.${value}`) }))}
			onChange={(event) => actions.onPropChange('combinator', event.target.value, path)}
		/>
	)
}

function Adders({ path, actions }: RuleGroupProps) {
	const { t } = useTranslation('rules')
	const { catalog } = useRuleEditor()
	const shared = useSharedEntries((name) =>
		actions.onRuleAdd(
			asRule({ field: SHARED_FIELD, operator: 'equal', value: name, valueSource: 'value' } satisfies BuilderPart),
			path,
		),
	)
	return (
		<div className="mt-1 flex flex-wrap gap-1">
			<FactPicker
				catalog={catalog}
				label={t('editor.addCondition')}
				trigger={
					<Button size="sm" variant="ghost" icon={Plus}>
						{t('editor.condition')}
					</Button>
				}
				onChoose={(fact) => actions.onRuleAdd(asRule(comparisonWith(fact)), path)}
			/>
			<Button
				size="sm"
				variant="ghost"
				icon={FolderPlus}
				onClick={() => actions.onGroupAdd(asGroup({ combinator: 'any', rules: [] }), path)}
			>
				{t('editor.group')}
			</Button>
			{shared.length > 0 && (
				<Menu
					align="start"
					label={t('editor.sharedConditions')}
					entries={shared}
					trigger={
						<Button size="sm" variant="ghost" icon={Link2}>
							{t('editor.shared')}
						</Button>
					}
				/>
			)}
		</div>
	)
}

/** Every shared condition to choose; one that would lead back to the one that is edited stays visible and says so. */
function useSharedEntries(onChoose: (name: string) => void): MenuEntry[] {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const { content } = useRuleEditor()
	const within = useWithin()
	return Object.entries(sharedOf(content)).map(([name, condition]) => {
		const title = wordsOf((condition as { title?: unknown } | null)?.title)
		const isLoop = within !== undefined && wouldLoop(content, within, name)
		return {
			key: name,
			label: title ? say(title) : name,
			...(isLoop ? { refusedBecause: t('editor.wouldLoop') } : {}),
			onSelect: () => onChoose(name),
		}
	})
}

function GroupMenu(props: RuleGroupProps) {
	const { t } = useTranslation('rules')
	const entries = usePartEntries(props, props.ruleGroup as unknown as BuilderPart)
	return (
		<Menu
			label={t('editor.moreOfGroup')}
			entries={entries}
			trigger={<IconButton icon={MoreHorizontal} label={t('editor.moreOfGroup')} size="sm" variant="ghost" />}
		/>
	)
}
