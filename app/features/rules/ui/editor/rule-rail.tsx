import { Link2, Plus, Settings2 } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { cx } from '#app/ui/cx.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { rulesOf, wordsOf } from '../../edit/rule-commands.ts'
import { sharedOf } from '../../edit/shared-conditions.ts'
import { valueAt } from '../json-values.ts'
import { useRuleEditor } from './editor-context.ts'
import { LINE, OPEN } from './rule-line.tsx'
import { RuleList } from './rule-list.tsx'
import type { RuleActions } from './rule-panel.tsx'

/** What is open in the builder. */
export type Opened = { kind: 'rule'; index: number } | { kind: 'shared'; name: string } | { kind: 'set' }

type Props = {
	opened: Opened | null
	fired: Readonly<Record<string, number>>
	changed: ReadonlySet<string>
	actions: RuleActions
	onOpen: (opened: Opened) => void
	onAddRule: () => void
	onAddShared: () => void
}

/** Every rule with its outcome and how often it led somewhere, then the shared conditions, then the set itself. */
export function RuleRail({ opened, fired, changed, actions, onOpen, onAddRule, onAddShared }: Props) {
	const { t } = useTranslation('rules')
	const { content, readOnly } = useRuleEditor()
	const rules = rulesOf(content)
	const shared = Object.entries(sharedOf(content))
	const latest = useRef({ actions, onOpen })
	latest.current = { actions, onOpen }
	const open = useRef((index: number) => latest.current.onOpen({ kind: 'rule', index })).current
	const move = useRef((from: number, to: number) => latest.current.actions.move(from, to)).current
	return (
		<Card
			title={t('page.rules')}
			sub={String(rules.length)}
			padding="flush"
			actions={
				!readOnly && (
					<IconButton icon={Plus} size="sm" variant="ghost" label={t('editor.addRule')} onClick={onAddRule} />
				)
			}
			footer={t(valueAt(content, '/hitPolicy') === 'first' ? 'page.first' : 'page.collect')}
		>
			<RuleList
				rules={rules}
				opened={opened?.kind === 'rule' ? opened.index : null}
				fired={fired}
				changed={changed}
				readOnly={readOnly}
				onOpen={open}
				onMove={move}
			/>
			<div className="flex items-center gap-2 border-t border-line py-1 pr-3 pl-4">
				<h3 className="flex-1 text-12 font-medium text-text-2">{t('editor.sharedConditions')}</h3>
				{!readOnly && (
					<IconButton icon={Plus} size="sm" variant="ghost" label={t('editor.addShared')} onClick={onAddShared} />
				)}
			</div>
			{shared.length > 0 && (
				<ul aria-label={t('editor.sharedConditions')}>
					{shared.map(([name, condition]) => (
						<SideLine
							key={name}
							icon={<Link2 aria-hidden="true" className="text-text-3" />}
							isOpen={opened?.kind === 'shared' && opened.name === name}
							onOpen={() => onOpen({ kind: 'shared', name })}
						>
							<SharedTitle name={name} condition={condition} />
						</SideLine>
					))}
				</ul>
			)}
			<ul className="border-t border-line">
				<SideLine
					icon={<Settings2 aria-hidden="true" className="text-text-3" />}
					isOpen={opened?.kind === 'set'}
					onOpen={() => onOpen({ kind: 'set' })}
				>
					{t('editor.wholeSet')}
				</SideLine>
			</ul>
		</Card>
	)
}

function SharedTitle({ name, condition }: { name: string; condition: unknown }) {
	const { say } = useReader()
	const title = wordsOf((condition as { title?: unknown } | null)?.title)
	return <>{title ? say(title) : name}</>
}

function SideLine(props: { icon: ReactNode; isOpen: boolean; onOpen: () => void; children: ReactNode }) {
	return (
		<li className="not-first:border-t not-first:border-line">
			<button
				type="button"
				aria-current={props.isOpen ? 'true' : undefined}
				className={cx(LINE, props.isOpen && OPEN)}
				onClick={props.onOpen}
			>
				{props.icon}
				<span className="min-w-0">{props.children}</span>
			</button>
		</li>
	)
}
