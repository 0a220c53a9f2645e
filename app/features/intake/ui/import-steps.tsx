import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { type WizardStep, WizardSteps } from '#app/ui/data/wizard-steps.tsx'
import type { ImportStatus } from '../import.model.ts'
import type { ImportView } from '../intake.queries.server.ts'
import { toConfirm } from './column-choices.ts'

/** Which of the four steps each state is at; 4 is behind the last. */
const STEP_OF: Record<ImportStatus, number> = {
	queued: 0,
	mapping: 1,
	'dry-run': 2,
	ready: 2,
	running: 3,
	done: 4,
	failed: 3,
	cancelled: 3,
}

/** Where an import is on its way: file, columns, dry run, import. */
export function ImportSteps({ view }: { view: ImportView }) {
	const { t } = useTranslation('intake')
	const { number } = useReader()
	const now = view.status === 'failed' && !view.inspection ? 0 : STEP_OF[view.status]
	const { inspection } = view
	const sheets = inspection?.sheets.length ?? 0
	const confirm = inspection ? toConfirm(inspection.proposal) : 0
	const columns = inspection?.columns.length ?? 0
	const columnWords =
		confirm > 0 ? t('steps.columnsToConfirm', { columns, confirm }) : t('steps.columnsSure', { columns })
	const trialWords =
		view.bad > 0 ? t('steps.errors', { count: view.bad, formatted: number(view.bad) }) : t('steps.noErrors')
	const details = [
		now === 0 ? t('steps.reading') : sheets > 0 ? t('steps.sheets', { count: sheets }) : inspection?.kind.toUpperCase(),
		inspection && columnWords,
		view.status === 'dry-run' ? t('steps.trying') : now >= 2 && inspection?.trial && trialWords,
		view.status === 'done' || view.created > 0
			? t('steps.created', { count: view.created })
			: now >= 2 && view.good > 0 && t('steps.rows', { count: view.good }),
	]
	const steps: WizardStep[] = (['file', 'columns', 'trial', 'import'] as const).map((key, index) => ({
		key,
		label: t(`steps.${key}`),
		detail: details[index] || undefined,
		state: index < now ? 'done' : index === now ? 'now' : 'next',
	}))
	return <WizardSteps label={t('steps.label')} steps={steps} />
}
