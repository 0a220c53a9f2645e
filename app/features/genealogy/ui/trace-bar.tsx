import { Form, useSearchParams, useSubmit } from '@remix-run/react'
import { ChevronLeft, ChevronRight, ChevronsLeftRight, ScanBarcode } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { Segmented } from '#app/ui/actions/segmented.tsx'
import { listAddress } from '#app/ui/data/list-address.ts'
import { Tag } from '#app/ui/status/tag.tsx'
import type { TraceParams } from '../trace.schema.ts'
import { ScanByCamera } from './scan-by-camera.tsx'

type Props = { params: TraceParams; root: { code: string; name: string } | null }

const WAYS = [
	['backward', ChevronLeft],
	['forward', ChevronRight],
	['both', ChevronsLeftRight],
] as const

/** The lot to start from and which way. Both stand in the address. */
export function TraceBar({ params, root }: Props) {
	const { t } = useTranslation('genealogy')
	const [search] = useSearchParams()
	const submit = useSubmit()
	const form = useRef<HTMLFormElement>(null)
	const box = useRef<HTMLInputElement>(null)
	return (
		<div className="no-print flex flex-wrap items-center gap-3 rounded-3 border border-line bg-surface px-3 py-2.5">
			<Form ref={form} method="get" role="search" className="flex min-w-0 flex-1 basis-72 items-center gap-2">
				<input type="hidden" name="direction" value={params.direction} />
				<input type="hidden" name="view" value={params.view} />
				<div className="flex h-9 min-w-0 flex-1 items-center gap-2 rounded-2 border border-control-line bg-surface pr-1 pl-2.5 focus-within:border-accent focus-within:shadow-(--focus) pointer-coarse:h-11">
					<ScanBarcode aria-hidden="true" className="text-text-3" />
					<input
						ref={box}
						key={root?.code ?? params.q ?? ''}
						name="q"
						type="search"
						defaultValue={root?.code ?? params.q ?? ''}
						aria-label={t('bar.search')}
						placeholder={t('bar.search')}
						autoComplete="off"
						spellCheck={false}
						maxLength={2_000}
						className="mono min-w-0 flex-1 bg-transparent shadow-none! outline-none max-desk:text-16"
					/>
					{root && (
						<span className="max-desk:hidden">
							<Tag>{root.name}</Tag>
						</span>
					)}
					<ScanByCamera
						onRead={(code) => {
							if (box.current) box.current.value = code
							submit(form.current)
						}}
					/>
				</div>
				<Button type="submit">{t('bar.go')}</Button>
			</Form>
			<Segmented
				label={t('bar.direction')}
				value={params.direction}
				segments={WAYS.map(([value, icon]) => ({
					value,
					label: t(`bar.${value}`),
					icon,
					to: listAddress(search, { direction: value, open: null }),
				}))}
			/>
		</div>
	)
}
