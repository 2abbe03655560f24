import type { SampleCollege } from './sample-college.ts'

/** Whose browser: the roles of the sample college, and a visitor. */
export type Who = 'visitor' | 'student' | 'other' | 'newcomer' | 'trainer' | 'administrator'

export interface Sample {
  who: Who
  address: (college: SampleCollege) => string
  /** 200 when left out. */
  status?: number
  /** A mail has no frame of ours around it. */
  isMail?: true
}

export const page = (who: Who, address: Sample['address'], status = 200): Sample => ({ who, address, status })
