import { Fingerprint } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import type { DeliveryLine } from '../delivery.queries.server.ts'
import { IdentifiersDialog } from './identifiers-dialog.tsx'

/** Says which production identifiers keep a device from being received, and lets them be added. */
export function LackingNote({ line, mayAdd }: { line: DeliveryLine; mayAdd: boolean }) {
	const { t } = useTranslation(['receiving', 'lots'])
	const [open, setOpen] = useState(false)
	if (line.lacks.length === 0 || (line.status !== 'pending' && line.status !== 'held')) return null
	const what = line.lacks.map((one) => t(`lots:identify.what.${one}`)).join(t('line.joinChecks'))
	return (
		<Note tone="block" title={t('identify.lacking', { what })} className="mt-3">
			<p>{t('identify.lackingText')}</p>
			{mayAdd && (
				<Button icon={Fingerprint} onClick={() => setOpen(true)} className="no-print mt-2 max-desk:w-full">
					{t('identify.add')}
				</Button>
			)}
			{open && <IdentifiersDialog line={line} onClose={() => setOpen(false)} />}
		</Note>
	)
}
