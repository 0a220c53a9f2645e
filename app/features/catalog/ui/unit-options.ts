import type { Language } from '#app/core/localized.ts'
import { UNITS } from '#app/core/unit-table.ts'

/** Units to choose from, by symbol and name. */
export const unitOptions = (language: Language): { value: string; label: string }[] =>
	UNITS.map((unit) => ({ value: unit.code, label: `${unit.symbol} · ${unit.label[language]}` }))
