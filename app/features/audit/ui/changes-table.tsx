import { useTranslation } from 'react-i18next'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { CardSection } from '#app/ui/layout/card.tsx'

type Values = Record<string, unknown> | null
type Change = { field: string; before: string | null; after: string | null; changed: boolean }

const LONGEST = 400

/** A value as text; null where there is none. */
function written(value: unknown): string | null {
	if (value === null || value === undefined || value === '') return null
	const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
	return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

function changesOf(before: Values, after: Values): Change[] {
	const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
	return fields.map((field) => {
		const [was, is] = [written(before?.[field]), written(after?.[field])]
		return { field, before: was, after: is, changed: was !== is }
	})
}

/** Each field before and after, side by side: what is gone struck through, what is new marked. */
export function ChangesTable({ before, after }: { before: Values; after: Values }) {
	const { t } = useTranslation('audit')
	const changes = changesOf(before, after)
	if (changes.length === 0) {
		return (
			<CardSection>
				<p className="text-text-3">{t('entry.noChange')}</p>
			</CardSection>
		)
	}
	return (
		<div className="border-t border-line">
			<DataTable
				caption={t('entry.changes')}
				rows={changes}
				rowKey={(change) => change.field}
				columns={[
					{
						key: 'field',
						header: t('entry.field'),
						role: 'key',
						className: 'w-1/4',
						cell: ({ field }) => <span className="mono text-12 wrap-anywhere whitespace-normal">{field}</span>,
					},
					{
						key: 'before',
						header: t('entry.before'),
						cell: ({ before: value, changed }) =>
							value === null ? (
								<span className="text-text-3">{t('entry.empty')}</span>
							) : (
								<span
									className={
										changed
											? 'tone-rejected rounded-1 bg-c-bg px-1 wrap-anywhere text-c-fg line-through'
											: 'wrap-anywhere'
									}
								>
									{value}
								</span>
							),
					},
					{
						key: 'after',
						header: t('entry.after'),
						cell: ({ after: value, changed }) =>
							value === null ? (
								<span className="text-text-3">{t('entry.empty')}</span>
							) : (
								<span
									className={changed ? 'tone-released rounded-1 bg-c-bg px-1 wrap-anywhere text-c-fg' : 'wrap-anywhere'}
								>
									{value}
								</span>
							),
					},
				]}
			/>
		</div>
	)
}
