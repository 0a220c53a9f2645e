import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { MatrixCell } from '../training-matrix.queries.server.ts'

/** How one person stands to one procedure: by icon and word, the version with it. */
export function MatrixCellText({ cell }: { cell: MatrixCell }) {
	const { t } = useTranslation('governance')
	const { date } = useReader()
	const { needed, knowledge, version, validUntil } = cell
	const until = validUntil ? date(validUntil) : ''
	if (knowledge === 'known')
		return (
			<StatusText
				tone="pass"
				label={until ? t('matrix.knownUntil', { version, date: until }) : t('matrix.known', { version })}
			/>
		)
	if (!needed)
		return (
			<span className="text-text-3">{version === null ? t('matrix.notNeeded') : t('matrix.earlier', { version })}</span>
		)
	if (knowledge === 'none') return <StatusText tone="block" label={t('matrix.none')} />
	return <StatusText tone="warn" label={t(`matrix.${knowledge}`, { version, date: until })} />
}
