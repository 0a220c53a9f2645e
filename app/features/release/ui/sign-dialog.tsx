import { useTranslation } from 'react-i18next'
import type { ChoiceList } from '#app/core/choice.ts'
import type { StepOffer } from '#app/features/workflow/step-offers.model.ts'
import { TransitionDialog } from '#app/features/workflow/ui/transition-dialog.tsx'

type Props = {
	lot: { id: string; code: string; version: number }
	step: StepOffer
	intent: 'release' | 'reject'
	delegators: readonly { id: string; name: string }[]
	documents: ChoiceList
	onClose: () => void
}

/** The dialog of the step that releases or rejects a lot, in the words of its release page. */
export function SignDialog({ lot, step, intent, delegators, documents, onClose }: Props) {
	const { t } = useTranslation('release')
	const { code, version } = lot
	return (
		<TransitionDialog
			record={{ label: code, version, action: `/release/${lot.id}` }}
			step={step}
			delegators={delegators}
			documents={documents}
			words={{
				title: t(`dialog.${intent}.title`, { code }),
				text: t(`dialog.${intent}.text`),
				statement: t(`dialog.${intent}.statement`, { code, version }),
				...(step.signature ? { submit: t(`dialog.${intent}.submit`) } : {}),
				done: t(`dialog.${intent}.done`, { code }),
			}}
			onClose={onClose}
		/>
	)
}
