import { useBlocker } from '@remix-run/react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '#app/ui/actions/confirm-dialog.tsx'

/** Asks before a page with unsaved changes is left, by a link or by closing the tab. Returns the blocker to answer. */
export function useUnsavedWarning(unsaved: boolean) {
	const blocker = useBlocker(
		({ currentLocation, nextLocation }) => unsaved && currentLocation.pathname !== nextLocation.pathname,
	)
	useEffect(() => {
		if (!unsaved) return
		const warn = (event: BeforeUnloadEvent) => event.preventDefault()
		addEventListener('beforeunload', warn)
		return () => removeEventListener('beforeunload', warn)
	}, [unsaved])
	return blocker
}

/** The warning with its dialog: `<UnsavedWarning when={form.unsaved} />` anywhere in the form's page. */
export function UnsavedWarning({ when }: { when: boolean }) {
	const { t } = useTranslation('common')
	const blocker = useUnsavedWarning(when)
	return (
		<ConfirmDialog
			open={blocker.state === 'blocked'}
			onOpenChange={(open) => {
				if (!open) blocker.reset?.()
			}}
			title={t('unsavedTitle')}
			confirmLabel={t('unsavedLeave')}
			cancelLabel={t('unsavedStay')}
			variant="danger"
			onConfirm={() => blocker.proceed?.()}
		>
			{t('unsavedText')}
		</ConfirmDialog>
	)
}
