import { useTranslation } from 'react-i18next'
import { cx } from '#app/ui/cx.ts'
import { Note } from '#app/ui/feedback/note.tsx'
import { Card, CardSection } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { PatternPart } from '../pattern.model.ts'
import { type CodeValues, renderCode } from '../render-code.ts'
import { LABEL_LENGTH, type PatternVerdict } from '../validate-pattern.ts'

type Props = { parts: readonly PatternPart[]; values: CodeValues; number: number; verdict: PatternVerdict }

/** The next codes, how they fit a GS1 label, and what speaks against the pattern. */
export function PatternPreview({ parts, values, number, verdict }: Props) {
	const { t } = useTranslation('lot-codes')
	const { problems, notes, length } = verdict
	const fits = length <= LABEL_LENGTH && !notes.includes('not-in-label-set') && !problems.includes('not-for-label')
	return (
		<Card title={t('preview.title')} sub={t('preview.sub')} padding="flush">
			<CardSection>
				<ol aria-live="polite" className="flex flex-col gap-1">
					{[0, 1, 2].map((more) => (
						<li key={more} className={cx('mono break-all', more === 0 ? 'text-16' : 'text-text-3')}>
							{renderCode(parts, values, number + more) || '–'}
						</li>
					))}
				</ol>
			</CardSection>
			<CardSection title={t('preview.label')}>
				<div className="flex flex-col gap-2">
					<StatusText
						tone={fits ? 'pass' : problems.length > 0 ? 'block' : 'warn'}
						label={t('preview.length', { length, most: LABEL_LENGTH })}
					/>
					<div className="h-1.5 overflow-hidden rounded-full bg-surface-3" aria-hidden="true">
						<div
							className={cx('h-full', fits ? 'bg-released-solid' : 'bg-quarantine-solid')}
							style={{ width: `${Math.min(100, (length / LABEL_LENGTH) * 100)}%` }}
						/>
					</div>
				</div>
			</CardSection>
			{(problems.length > 0 || notes.length > 0) && (
				<CardSection>
					<div className="flex flex-col gap-2">
						{problems.map((problem) => (
							<Note key={problem} tone="block" role="status">
								{t(`problem.${problem}`)}
							</Note>
						))}
						{notes.map((note) => (
							<Note key={note} tone={note.startsWith('needs') ? 'accent' : 'warn'}>
								{t(`note.${note}`)}
							</Note>
						))}
					</div>
				</CardSection>
			)}
		</Card>
	)
}
