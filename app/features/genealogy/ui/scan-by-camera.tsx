import { Camera } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CameraScan } from '#app/features/receiving/ui/camera-scan.tsx'
import { canScanByCamera } from '#app/features/receiving/ui/can-scan.ts'
import { Dialog } from '#app/ui/actions/dialog.tsx'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Note } from '#app/ui/feedback/note.tsx'

/** Reads a code by camera where the browser can; elsewhere it says what works there. */
export function ScanByCamera({ onRead }: { onRead: (code: string) => void }) {
	const { t } = useTranslation('genealogy')
	const [open, setOpen] = useState(false)
	const [able, setAble] = useState(false)
	useEffect(() => setAble(canScanByCamera()), [])
	return (
		<>
			<IconButton icon={Camera} label={t('scan.open')} variant="ghost" size="sm" onClick={() => setOpen(true)} />
			<Dialog
				open={open}
				onOpenChange={setOpen}
				title={t('scan.title')}
				{...(able ? { description: t('scan.text') } : {})}
				width="sm"
			>
				{able ? (
					<CameraScan
						onRead={(code) => {
							setOpen(false)
							onRead(code)
						}}
						onFailed={() => setOpen(false)}
					/>
				) : (
					<Note tone="waiting">{t('scan.unable')}</Note>
				)}
			</Dialog>
		</>
	)
}
