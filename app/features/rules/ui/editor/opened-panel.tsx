import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import type { Edit } from '../../edit/change-document.ts'
import { addRule, duplicateRule, rulesOf, summaryOf, wordsOf } from '../../edit/rule-commands.ts'
import { addShared, sharedOf } from '../../edit/shared-conditions.ts'
import { type RuleActions, RulePanel } from './rule-panel.tsx'
import type { Opened } from './rule-rail.tsx'
import { SetPanel } from './set-panel.tsx'
import { SharedPanel } from './shared-panel.tsx'

/** What is open, and the ways to open, add, move, copy and take away. */
export type Opening = {
	opened: Opened
	title: string
	open: (opened: Opened) => void
	/** Opens what holds a place of the document. */
	openPlace: (place: string) => void
	addRule: (conditions?: Record<string, unknown>) => void
	addShared: () => void
	actions: RuleActions
}

type EditNow = (edits: readonly Edit[]) => void

/** Where the rule at one place is after another was moved. */
function movedIndex(index: number, from: number, to: number): number {
	if (index === from) return to
	if (from < index && to >= index) return index - 1
	return from > index && to <= index ? index + 1 : index
}

function existing(opened: Opened, content: unknown): Opened {
	if (opened.kind === 'rule') {
		const last = rulesOf(content).length - 1
		return last < 0 ? { kind: 'set' } : { kind: 'rule', index: Math.min(opened.index, last) }
	}
	return opened.kind === 'shared' && !(opened.name in sharedOf(content)) ? { kind: 'set' } : opened
}

function useActions(
	content: unknown,
	edit: EditNow,
	setOpened: (change: (opened: Opened) => Opened) => void,
): RuleActions {
	const count = rulesOf(content).length
	return {
		move: (from, to) => {
			if (to < 0 || to >= count || from === to) return
			edit([{ type: 'move', at: '/rules', from, to }])
			setOpened((now) => (now.kind === 'rule' ? { ...now, index: movedIndex(now.index, from, to) } : now))
		},
		duplicate: (index) => {
			const copied = duplicateRule(content, index)
			edit(copied.edits)
			setOpened(() => ({ kind: 'rule', index: copied.index }))
		},
		remove: (index) => {
			edit([{ type: 'remove', at: `/rules/${index}` }])
			setOpened(() => ({ kind: 'rule', index: Math.max(0, index - 1) }))
		},
	}
}

/** What is open in the builder. `onOpen` shows the builder. */
export function useOpened(content: unknown, edit: EditNow, onOpen: () => void): Opening {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const [wanted, setOpened] = useState<Opened>({ kind: 'rule', index: 0 })
	const opened = existing(wanted, content)
	const open = (next: Opened) => {
		setOpened(next)
		onOpen()
	}
	const actions = useActions(content, edit, setOpened)
	const openPlace = useCallback(
		(place: string) => {
			const [, list, step] = place.split('/')
			if (list === 'rules' && step !== undefined) setOpened({ kind: 'rule', index: Number(step) })
			else if (list === 'conditions' && step !== undefined) setOpened({ kind: 'shared', name: step })
			else setOpened({ kind: 'set' })
			onOpen()
		},
		[onOpen],
	)
	const titleOf = (): string => {
		if (opened.kind === 'set') return t('editor.wholeSet')
		if (opened.kind === 'rule') return say(summaryOf(rulesOf(content)[opened.index], opened.index).title)
		const title = wordsOf((sharedOf(content)[opened.name] as { title?: unknown } | null)?.title)
		return title ? say(title) : opened.name
	}
	return {
		opened,
		title: titleOf(),
		open,
		openPlace,
		addRule: (conditions) => {
			const added = addRule(content, conditions)
			edit(added.edits)
			open({ kind: 'rule', index: added.index })
		},
		addShared: () => {
			const added = addShared(content)
			edit(added.edits)
			open({ kind: 'shared', name: added.name })
		},
		actions,
	}
}

/** The rule, the shared condition or the set that is open. */
export function OpenedPanel({ opening }: { opening: Opening }) {
	const { opened, open, actions } = opening
	if (opened.kind === 'rule') return <RulePanel index={opened.index} actions={actions} />
	if (opened.kind === 'set') return <SetPanel />
	return (
		<SharedPanel
			name={opened.name}
			onRenamed={(name) => open({ kind: 'shared', name })}
			onRemoved={() => open({ kind: 'set' })}
		/>
	)
}
