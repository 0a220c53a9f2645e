import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Note } from '#app/ui/feedback/note.tsx'
import type { CodeReader } from './code-reader.ts'

const EVERY_MS = 180

/** The camera picture with a frame; reads the first code it sees and stops. */
export function CameraScan({ onRead, onFailed }: { onRead: (code: string) => void; onFailed: () => void }) {
	const { t } = useTranslation('receiving')
	const video = useRef<HTMLVideoElement>(null)
	const [failed, setFailed] = useState(false)
	const read = useRef(onRead)
	read.current = onRead
	useEffect(() => {
		let stream: MediaStream | null = null
		let timer: ReturnType<typeof setTimeout> | undefined
		let over = false
		const look = async (reader: CodeReader) => {
			if (over || !video.current) return
			// A frame that cannot be read is followed by another.
			const code = await reader(video.current).catch(() => null)
			if (over) return
			if (code) read.current(code)
			else timer = setTimeout(() => look(reader), EVERY_MS)
		}
		const begin = async () => {
			stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false })
			if (over || !video.current) return stop()
			video.current.srcObject = stream
			await video.current.play()
			// Large, and wanted by few: fetched when a camera is really on.
			const { openReader } = await import('./code-reader.ts')
			await look(await openReader())
		}
		const stop = () => {
			for (const track of stream?.getTracks() ?? []) track.stop()
		}
		begin().catch(() => setFailed(true))
		return () => {
			over = true
			clearTimeout(timer)
			stop()
		}
	}, [])
	if (failed) {
		return (
			<Note tone="warn" role="alert" className="m-4 mb-0">
				{t('scan.cameraFailed')}{' '}
				<button type="button" className="underline" onClick={onFailed}>
					{t('scan.cameraType')}
				</button>
			</Note>
		)
	}
	return (
		<div className="relative aspect-[336/176] overflow-hidden border-b border-line bg-surface-3">
			<video ref={video} muted playsInline aria-label={t('scan.cameraView')} className="size-full object-cover" />
			<svg
				viewBox="0 0 336 176"
				aria-hidden="true"
				className="pointer-events-none absolute inset-0 size-full fill-none stroke-white stroke-3"
			>
				<path
					d="M46 34V14H66M270 14H290V34M290 142V162H270M66 162H46V142"
					strokeLinecap="round"
					strokeLinejoin="round"
				/>
			</svg>
		</div>
	)
}
