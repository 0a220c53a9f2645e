import { ListPlus, Minus, Pencil, Plus } from 'lucide-react'
import { memo, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Segmented } from '#app/ui/actions/segmented.tsx'
import { cx } from '#app/ui/cx.ts'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { Analysis } from '../analyse-rule-set.server.ts'
import { writeJson } from './json-values.ts'
import { diffLines } from './line-diff.ts'

const ICONS = { added: Plus, removed: Minus, changed: Pencil }

const SHOWN = 50

type Props = {
	analysis: Analysis
	base: { number: number; content: unknown } | null
	content: unknown
	unsaved: boolean
}

/** What changes from another version: in sentences, or line by line. */
export const ChangesCard = memo(function ChangesCard({ analysis, base, content, unsaved }: Props) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const [form, setForm] = useState<'sentences' | 'lines'>('sentences')
	const [all, setAll] = useState(false)
	const { changes, unchangedRules } = analysis
	const shown = all ? changes : changes.slice(0, SHOWN)
	if (!base) return null
	return (
		<Card
			title={t('changes.title', { number: base.number })}
			sub={t('changes.count', { count: changes.length })}
			padding="flush"
			actions={
				<Segmented
					label={t('changes.form')}
					value={form}
					onChange={setForm}
					segments={[
						{ value: 'sentences', label: t('changes.sentences') },
						{ value: 'lines', label: t('changes.lines') },
					]}
				/>
			}
			footer={unsaved && form === 'sentences' ? t('changes.unsaved') : t('changes.same', { count: unchangedRules })}
		>
			{form === 'lines' ? (
				<Lines before={base.content} after={content} />
			) : changes.length === 0 ? (
				<p className="p-4 text-text-3">{t('changes.none')}</p>
			) : (
				<>
					<ListRows
						label={t('changes.title', { number: base.number })}
						rows={shown.map((change, index) => ({
							key: `${index} ${change.sentence.en}`,
							title: say(change.sentence),
							icon: ICONS[change.kind],
						}))}
					/>
					{changes.length > shown.length && (
						<Button variant="ghost" icon={ListPlus} className="w-full" onClick={() => setAll(true)}>
							{t('editor.showAll', { count: changes.length })}
						</Button>
					)}
				</>
			)}
		</Card>
	)
})

function Lines({ before, after }: { before: unknown; after: unknown }) {
	const { t } = useTranslation('rules')
	const hunks = useMemo(() => diffLines(writeJson(before), writeJson(after ?? before)), [before, after])
	if (hunks.length === 0) return <p className="p-4 text-text-3">{t('changes.none')}</p>
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
		<section aria-label={t('changes.lines')} tabIndex={0} className="max-h-[480px] overflow-auto font-mono text-12">
			{hunks.map((hunk) => (
				<div key={`${hunk[0]?.kind}${hunk[0]?.number}`} className="min-w-fit not-first:border-t not-first:border-line">
					{hunk.map((line) => (
						<div
							key={`${line.kind}${line.number}`}
							className={cx(
								'flex whitespace-pre',
								line.kind === 'added' && 'bg-released-bg',
								line.kind === 'removed' && 'bg-rejected-bg',
							)}
						>
							<span className="w-12 flex-none pr-2 text-right text-text-3">{line.number}</span>
							<span className="w-5 flex-none">{line.kind === 'added' ? '+' : line.kind === 'removed' ? '−' : ''}</span>
							<span>{line.text}</span>
						</div>
					))}
				</div>
			))}
		</section>
	)
}
