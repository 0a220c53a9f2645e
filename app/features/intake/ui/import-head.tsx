import { useRouteLoaderData } from '@remix-run/react'
import { Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import type { RootData } from '#app/root.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import { ENDED_STATUSES } from '../import.model.ts'
import type { ImportView } from '../intake.queries.server.ts'
import { IMPORT_LOOKS } from './import-status.ts'

interface ImportHeadProps {
	readonly view: ImportView
	readonly mayImport: boolean
	/** The columns were changed after the dry run. */
	readonly changed: boolean
	readonly busy: boolean
	readonly onCancel: () => void
	readonly onCommit: (mode: 'good-rows' | 'all-or-nothing') => void
}

/** The file's name, where it stands, and the one thing to do next. */
export function ImportHead({ view, mayImport, changed, busy, onCancel, onCommit }: ImportHeadProps) {
	const { t } = useTranslation('intake')
	const { status, good, bad } = view
	const isOpen = !ENDED_STATUSES.includes(status)
	const refusedBecause = changed ? t('page.columnsChanged') : good === 0 ? t('page.nothingGood') : undefined
	const allRefused = refusedBecause ?? (bad > 0 ? t('page.allRefused', { count: bad }) : undefined)
	return (
		<PageHead
			crumbs={[{ label: t('list.title'), to: '/imports' }, { label: view.fileName }]}
			title={t('page.title', { name: view.fileName })}
			status={<StatusChip size="lg" {...IMPORT_LOOKS[status]} label={t(`status.${status}`)} />}
			subtitle={useSubtitle(view)}
			actions={
				mayImport &&
				isOpen && (
					<>
						{!view.cancelRequested && <Button onClick={onCancel}>{t('page.cancel')}</Button>}
						{status === 'ready' && (
							<>
								<Button busy={busy} refusedBecause={allRefused} onClick={() => onCommit('all-or-nothing')}>
									{t('page.allOrNothing')}
								</Button>
								<Button
									variant="primary"
									icon={Play}
									busy={busy}
									refusedBecause={refusedBecause}
									onClick={() => onCommit('good-rows')}
								>
									{t('page.import', { count: good })}
								</Button>
							</>
						)}
					</>
				)
			}
		/>
	)
}

function useSubtitle(view: ImportView): string {
	const { t } = useTranslation('intake')
	const { say } = useReader()
	const root = useRouteLoaderData('root') as RootData
	if (root.person?.partyId) return t('page.subtitle', { tenant: root.tenant?.name ?? '' })
	return view.party ? t('page.subtitleSupplier', { supplier: say(view.party.name) }) : t('page.subtitleOwn')
}
