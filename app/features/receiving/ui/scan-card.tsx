import { Form, useSubmit } from '@remix-run/react'
import { Camera, CameraOff, ScanBarcode } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { DeliveryLine } from '../delivery.queries.server.ts'
import type { ScanReading } from '../match-scan.model.ts'
import { CameraScan } from './camera-scan.tsx'
import { canScanByCamera } from './can-scan.ts'

/** Where labels come in: a hand scanner types into the field, a phone reads with its camera, a person types. */
export function ScanCard({
	reading,
	line,
	scannable,
}: {
	reading: ScanReading | null
	line: DeliveryLine | null
	scannable: boolean
}) {
	const { t } = useTranslation('receiving')
	const submit = useSubmit()
	const input = useRef<HTMLInputElement>(null)
	const [camera, setCamera] = useState(false)
	const [hasCamera, setHasCamera] = useState(false)
	useEffect(() => setHasCamera(canScanByCamera()), [])
	// A hand scanner types wherever the cursor is: it belongs here when the page opens and after each scan.
	useEffect(() => {
		if (scannable && window.matchMedia('(pointer: fine)').matches) input.current?.select()
	}, [scannable])
	const read = (scan: string) => {
		setCamera(false)
		submit({ scan }, { method: 'get', preventScrollReset: true })
	}
	return (
		<Card
			title={t('scan.title')}
			sub={t('scan.sub')}
			padding="flush"
			actions={
				hasCamera && (
					<Button variant="ghost" size="sm" icon={camera ? CameraOff : Camera} onClick={() => setCamera(!camera)}>
						{camera ? t('scan.cameraStop') : t('scan.camera')}
					</Button>
				)
			}
		>
			{camera && <CameraScan onRead={read} onFailed={() => setCamera(false)} />}
			<div className="p-4">
				<Form method="get" preventScrollReset>
					<Field label={t('scan.label')} name="scan">
						<TextInput
							key={reading?.text ?? ''}
							ref={input}
							name="scan"
							mono
							className="min-h-10!"
							enterKeyHint="search"
							defaultValue={reading?.text ?? ''}
							onFocus={(event) => event.currentTarget.select()}
							trailingIcon={ScanBarcode}
						/>
					</Field>
					<button type="submit" className="sr-only">
						{t('scan.submit')}
					</button>
				</Form>
				<div aria-live="polite">{reading && <Reading reading={reading} line={line} />}</div>
			</div>
		</Card>
	)
}

function Reading({ reading, line }: { reading: ScanReading; line: DeliveryLine | null }) {
	const { t } = useTranslation('receiving')
	const { say, quantity } = useReader()
	if (reading.problem === 'empty') return null
	if (reading.problem === 'too-long')
		return <Note tone="warn" title={t('scan.tooLong')} role="alert" className="mt-3" />
	const kind = t(`scan.${reading.readAs}`)
	const readAs =
		reading.checkDigitsRight === null
			? kind
			: t(reading.checkDigitsRight ? 'scan.checkRight' : 'scan.checkWrong', { kind })
	const lot = reading.lot ?? line?.lotCode
	const found = line && reading.lineId === line.id
	return (
		<>
			<KeyValue
				className="mt-3 grid-cols-[76px_minmax(0,1fr)]!"
				entries={[
					{ label: t('scan.readAs'), value: readAs },
					...(found ? [{ label: t('scan.item'), value: say(line.itemName) }] : []),
					...(lot
						? [
								{
									label: t('scan.lot'),
									value: (
										<>
											<span className="mono">{lot}</span>
											{reading.quantity && `, ${quantity(reading.quantity)}`}
										</>
									),
								},
							]
						: []),
					...(found && line.supplierLot
						? [{ label: t('scan.supplierLot'), value: <span className="mono">{line.supplierLot}</span> }]
						: []),
				]}
			/>
			{reading.problem && (
				<Note
					tone={reading.problem === 'several-lines' ? 'warn' : 'block'}
					role="alert"
					className="mt-3"
					title={t(reading.problem === 'several-lines' ? 'scan.severalLines' : 'scan.notInDelivery')}
				>
					{t(reading.problem === 'several-lines' ? 'scan.severalLinesNext' : 'scan.notInDeliveryNext')}
				</Note>
			)}
		</>
	)
}
