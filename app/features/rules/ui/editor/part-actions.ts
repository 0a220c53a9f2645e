import { ArrowDown, ArrowUp, Copy, Share2, Trash2, Ungroup } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RuleGroupProps, RuleProps } from 'react-querybuilder'
import type { MenuEntry } from '#app/ui/actions/menu.tsx'
import { type BuilderPart, conditionOf, isBuilderGroup, SHARED_FIELD } from '../../edit/builder-query.ts'
import { addShared } from '../../edit/shared-conditions.ts'
import { usePlace, useSiblings } from './builder-context.ts'
import { useRuleEditor } from './editor-context.ts'

type Part = Pick<RuleProps | RuleGroupProps, 'path' | 'actions'>

/** What can be done with any part of a condition: move, copy, make shared, take away. */
export function usePartEntries({ path, actions }: Part, part: BuilderPart): MenuEntry[] {
	const { t } = useTranslation('rules')
	const { content, edit } = useRuleEditor()
	const place = usePlace(path)
	const index = path.at(-1) ?? 0
	const last = useSiblings(path) - 1
	const copyTo = [...path.slice(0, -1), index + 1]
	const share = () => {
		const added = addShared(content, conditionOf(isBuilderGroup(part) ? part : { combinator: 'all', rules: [part] }))
		edit([...added.edits, { type: 'set', at: place, value: { condition: added.name } }])
	}
	const isReference = !isBuilderGroup(part) && part.field === SHARED_FIELD
	return [
		{
			label: t('editor.moveUp'),
			icon: ArrowUp,
			...(index === 0 ? { refusedBecause: t('editor.isFirst') } : {}),
			onSelect: () => actions.moveRule(path, 'up'),
		},
		{
			label: t('editor.moveDown'),
			icon: ArrowDown,
			...(index >= last ? { refusedBecause: t('editor.isLast') } : {}),
			onSelect: () => actions.moveRule(path, 'down'),
		},
		{ label: t('editor.duplicate'), icon: Copy, onSelect: () => actions.moveRule(path, copyTo, true) },
		...(isBuilderGroup(part)
			? [{ label: t('editor.ungroup'), icon: Ungroup, onSelect: () => actions.ungroupRuleGroup(path) }]
			: []),
		...(isReference ? [] : [{ label: t('editor.makeShared'), icon: Share2, onSelect: share }]),
		{ divider: true as const },
		{
			label: t('editor.remove'),
			icon: Trash2,
			danger: true,
			onSelect: () => (isBuilderGroup(part) ? actions.onGroupRemove(path) : actions.onRuleRemove(path)),
		},
	]
}
