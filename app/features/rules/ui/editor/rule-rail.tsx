import { GripVertical, Link2, Plus, Settings2 } from 'lucide-react'
import { type DragEvent, memo, type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { cx } from '#app/ui/cx.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { TONE_ICONS, toneClass } from '#app/ui/status/tone.ts'
import { rulesOf, summaryOf, wordsOf } from '../../edit/rule-commands.ts'
import { sharedOf } from '../../edit/shared-conditions.ts'
import { valueAt } from '../json-values.ts'
import { outcomeTone } from '../outcome-tone.ts'
import { useRuleEditor } from './editor-context.ts'
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
			<ol aria-label={t('page.rules')} className="max-h-[60vh] overflow-y-auto max-wide:max-h-[320px]">
				{rules.map((rule, index) => {
					const { key } = summaryOf(rule, index)
					return (
						<RuleLine
							key={key}
							rule={rule}
							index={index}
							isOpen={opened?.kind === 'rule' && opened.index === index}
							fired={fired[key] ?? 0}
							isChanged={changed.has(key)}
							readOnly={readOnly}
							onOpen={open}
							onMove={move}
						/>
					)
				})}
			</ol>
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

const LINE = 'flex w-full items-center gap-3 px-4 py-[9px] text-left wrap-anywhere hover:bg-surface-2'
const OPEN = 'bg-accent-soft font-semibold shadow-[inset_2px_0_0_var(--accent)]'

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

const KIND = 'application/x-rule'

type LineProps = {
	rule: unknown
	index: number
	isOpen: boolean
	fired: number
	isChanged: boolean
	readOnly: boolean
	onOpen: (index: number) => void
	onMove: (from: number, to: number) => void
}

const isRule = (event: DragEvent): boolean => event.dataTransfer.types.includes(KIND)

/** One rule of the list. Lines out of sight are not laid out, so that a thousand of them scroll as ten do. */
const RuleLine = memo(function RuleLine({
	rule,
	index,
	isOpen,
	fired,
	isChanged,
	readOnly,
	onOpen,
	onMove,
}: LineProps) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const { title, outcome } = summaryOf(rule, index)
	const tone = outcomeTone(outcome)
	const Icon = TONE_ICONS[tone]
	const often = t(fired === 0 ? 'page.neverFired' : 'page.fired', { count: fired })
	return (
		<li
			className="group flex items-center [contain-intrinsic-size:auto_52px] [content-visibility:auto] not-first:border-t not-first:border-line"
			onDragOver={(event) => isRule(event) && event.preventDefault()}
			onDrop={(event) => {
				if (!isRule(event)) return
				event.preventDefault()
				onMove(Number(event.dataTransfer.getData(KIND)), index)
			}}
		>
			<button
				type="button"
				aria-current={isOpen ? 'true' : undefined}
				aria-keyshortcuts={readOnly ? undefined : 'Alt+ArrowUp Alt+ArrowDown'}
				className={cx(LINE, toneClass(tone), isOpen && OPEN)}
				onClick={() => onOpen(index)}
				onKeyDown={(event) => {
					if (readOnly || !event.altKey || !event.key.startsWith('Arrow')) return
					event.preventDefault()
					onMove(index, event.key === 'ArrowUp' ? index - 1 : index + 1)
				}}
			>
				<Icon aria-hidden="true" className="flex-none text-c-fg" />
				<span className="min-w-0 flex-1">
					{say(title)}
					<small className="block font-normal text-text-3">
						{isChanged ? `${often} · ${t('page.changed')}` : often}
					</small>
				</span>
			</button>
			{!readOnly && (
				<span
					draggable
					aria-hidden="true"
					title={t('editor.drag')}
					className="-ml-4 cursor-grab pr-2 text-text-3 opacity-0 group-hover:opacity-100 max-desk:hidden"
					onDragStart={(event) => {
						event.dataTransfer.effectAllowed = 'move'
						event.dataTransfer.setData(KIND, String(index))
					}}
				>
					<GripVertical aria-hidden="true" />
				</span>
			)}
		</li>
	)
})
