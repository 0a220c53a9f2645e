import { useFetcher } from '@remix-run/react'
import { Plus, ScanLine, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import type { SeedLot } from '../find-seeds.queries.server.ts'
import { ScopePreviewPanel } from './scope-preview-panel.tsx'

type Found = { lots: SeedLot[] }

/** Lots by code: typed, pasted or scanned, one after another; below, what they would take in. */
export function SeedPicker({
	chosen,
	onChange,
	error,
	initial = [],
	preview,
}: {
	chosen: readonly string[]
	onChange: (ids: string[]) => void
	error?: string | undefined
	initial?: readonly SeedLot[]
	preview?: boolean
}) {
	const { t } = useTranslation('recall')
	const [known, setKnown] = useState(() => new Map(initial.map((lot) => [lot.id, lot])))
	const [code, setCode] = useState('')
	const search = useFetcher<Found>()
	const restore = useFetcher<Found>()
	const add = (lot: SeedLot) => {
		setKnown((before) => new Map(before).set(lot.id, lot))
		if (!chosen.includes(lot.id)) onChange([...chosen, lot.id])
		setCode('')
	}
	const look = () => code.trim() && search.load(`/recalls/seeds?code=${encodeURIComponent(code.trim())}`)
	const onKey = (event: KeyboardEvent) => {
		if (event.key !== 'Enter') return
		event.preventDefault()
		look()
	}
	useOnlyHit(search.data, code, chosen, add)
	// What a restored draft names is known by id alone.
	const unknown = chosen.filter((id) => !known.has(id)).join(',')
	useEffect(() => {
		if (unknown && restore.state === 'idle' && !restore.data) restore.load(`/recalls/seeds?ids=${unknown}`)
		const found = restore.data?.lots ?? []
		if (found.length > 0) setKnown((before) => new Map([...before, ...found.map((lot) => [lot.id, lot] as const)]))
	}, [unknown, restore.state, restore.data, restore.load])
	return (
		<div className="flex flex-col gap-3">
			<Field name="seedLotIds" label={t('seeds.label')} hint={t('seeds.hint')} error={error} required>
				<TextInput
					mono
					value={code}
					onChange={(event) => setCode(event.target.value)}
					onKeyDown={onKey}
					trailingIcon={ScanLine}
					autoComplete="off"
					spellCheck={false}
				/>
			</Field>
			<div>
				<Button size="sm" icon={Plus} onClick={look} busy={search.state !== 'idle'}>
					{t('seeds.add')}
				</Button>
			</div>
			{code && search.data && <Hits lots={search.data.lots} chosen={chosen} onAdd={add} />}
			{chosen.length > 0 && (
				<Chosen
					lots={chosen.map((id) => known.get(id)).filter((lot) => lot !== undefined)}
					onRemove={(id) => onChange(chosen.filter((other) => other !== id))}
				/>
			)}
			{preview && <ScopePreviewPanel lotIds={chosen} />}
		</div>
	)
}

/** A scan that names one lot adds it at once. */
function useOnlyHit(
	data: Found | undefined,
	code: string,
	chosen: readonly string[],
	add: (lot: SeedLot) => void,
): void {
	const taken = useRef<Found | null>(null)
	useEffect(() => {
		const [only, ...others] = data?.lots ?? []
		if (!data || taken.current === data || !only || others.length > 0 || !code) return
		taken.current = data
		if (!chosen.includes(only.id)) add(only)
	}, [data, code, chosen, add])
}

function Hits({
	lots,
	chosen,
	onAdd,
}: {
	lots: readonly SeedLot[]
	chosen: readonly string[]
	onAdd: (lot: SeedLot) => void
}) {
	const { t } = useTranslation('recall')
	const detailOf = useDescription()
	if (lots.length === 0)
		return (
			<p role="status" className="text-text-2">
				{t('seeds.none')}
			</p>
		)
	return (
		<div className="rounded-2 border border-line">
			<ListRows
				label={t('seeds.hits')}
				rows={lots.map((lot) => ({
					key: lot.id,
					title: <span className="mono">{lot.code}</span>,
					detail: detailOf(lot),
					aside: chosen.includes(lot.id) ? (
						<span className="text-12 text-text-3">{t('seeds.chosen')}</span>
					) : (
						<Button size="sm" icon={Plus} onClick={() => onAdd(lot)}>
							{t('seeds.take')}
						</Button>
					),
				}))}
			/>
		</div>
	)
}

function Chosen({ lots, onRemove }: { lots: readonly SeedLot[]; onRemove: (id: string) => void }) {
	const { t } = useTranslation('recall')
	const detailOf = useDescription()
	return (
		<div className="rounded-2 border border-line">
			<ListRows
				label={t('seeds.label')}
				rows={lots.map((lot) => ({
					key: lot.id,
					title: <span className="mono font-medium">{lot.code}</span>,
					detail: detailOf(lot),
					aside: (
						<IconButton
							icon={X}
							size="sm"
							variant="ghost"
							label={t('seeds.remove', { code: lot.code })}
							onClick={() => onRemove(lot.id)}
						/>
					),
				}))}
			/>
		</div>
	)
}

function useDescription(): (lot: SeedLot) => string {
	const { say, quantity } = useReader()
	return (lot) =>
		[
			say(lot.item),
			lot.supplier ? say(lot.supplier) : null,
			lot.supplierLot,
			quantity({ value: lot.onHand, unit: lot.unit }),
		]
			.filter(Boolean)
			.join(' · ')
}
