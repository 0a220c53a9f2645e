import type { Outcome } from '#app/ui/status/tone.ts'

export interface SampleResult {
	readonly name: string
	readonly method: string
	readonly spec: string
	readonly value?: number
	readonly low?: number
	readonly high?: number
	readonly unit: string
	readonly outcome: Outcome
	readonly verdict: string
}

export const RESULTS: readonly SampleResult[] = [
	{
		name: 'Diameter',
		method: 'Micrometer',
		spec: '5.500 ± 0.020 mm',
		value: 5.504,
		low: 5.48,
		high: 5.52,
		unit: 'mm',
		outcome: 'pass',
		verdict: 'Pass',
	},
	{
		name: 'Tensile strength',
		method: 'ISO 6892-1',
		spec: '≥ 860 MPa',
		value: 848,
		low: 860,
		unit: 'MPa',
		outcome: 'block',
		verdict: 'Below limit',
	},
	{
		name: 'Yield strength',
		method: 'ISO 6892-1',
		spec: '≥ 795 MPa',
		value: 801,
		low: 795,
		unit: 'MPa',
		outcome: 'warn',
		verdict: 'Near limit',
	},
	{
		name: 'Elongation',
		method: 'ISO 6892-1',
		spec: '≥ 10 %',
		value: 13.2,
		low: 10,
		unit: '%',
		outcome: 'pass',
		verdict: 'Pass',
	},
	{
		name: 'Oxygen',
		method: 'Inert gas fusion',
		spec: '≤ 0.13 %',
		value: 0.112,
		high: 0.13,
		unit: '%',
		outcome: 'pass',
		verdict: 'Pass',
	},
	{
		name: 'Straightness',
		method: 'Gauge',
		spec: '≤ 0.15 mm',
		value: 0.08,
		high: 0.15,
		unit: 'mm',
		outcome: 'pass',
		verdict: 'Pass',
	},
	{
		name: 'Bioburden',
		method: 'ISO 11737-1',
		spec: '≤ 100 CFU',
		high: 100,
		unit: 'CFU',
		outcome: 'unknown',
		verdict: 'Unknown',
	},
]
