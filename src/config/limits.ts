// How often things may be tried, and how long a session lasts.

interface Limit {
  most: number
  perSeconds: number
}

export interface Limits {
  /** Wrong passwords for one email from one client address. Two together make waits that grow. */
  signInPair: Limit
  signInPairLater: Limit
  /** Wrong passwords for one email from browsers that nobody has signed in from as that person. */
  signInEmail: Limit
  /** Wrong passwords from one client address: a whole college may share one. */
  signInAddress: Limit
  /** Wrong passwords from a browser where that person has signed in before. */
  signInDevice: Limit
  signInDeviceLater: Limit
  /** Accounts made from one client address: a class of thirty does it in one hour. */
  registerAddress: Limit
  /** Calendar addresses that are nobody's, asked for from one client address. */
  feedAddress: Limit
  /** Codes that are on no certificate, asked for from one client address. */
  certificateAddress: Limit
  /** Wrong second-factor codes of one person: the password is known by then. Two together make waits that grow. */
  secondFactor: Limit
  secondFactorLater: Limit
  /** Wrong set-up codes of a new college, from one client address. */
  firstRunAddress: Limit
  /** Forms of one person who is signed in. */
  formPerson: Limit
}

export interface SessionSettings {
  /** Hours without a visit after which a session is over. */
  idleHours: number
  /** The same for those who see what is other people's. */
  staffIdleHours: number
  /** Hours after which everybody signs in again, however often they came. */
  mostHours: number
}

const minute = 60
const hour = 60 * minute

export const usualLimits: Limits = {
  signInPair: { most: 10, perSeconds: 10 * minute },
  signInPairLater: { most: 30, perSeconds: 6 * hour },
  signInEmail: { most: 60, perSeconds: 12 * hour },
  signInAddress: { most: 100, perSeconds: 10 * minute },
  signInDevice: { most: 10, perSeconds: 10 * minute },
  signInDeviceLater: { most: 30, perSeconds: 6 * hour },
  registerAddress: { most: 60, perSeconds: hour },
  feedAddress: { most: 60, perSeconds: hour },
  certificateAddress: { most: 30, perSeconds: hour },
  secondFactor: { most: 5, perSeconds: minute },
  secondFactorLater: { most: 30, perSeconds: 6 * hour },
  firstRunAddress: { most: 10, perSeconds: 10 * minute },
  formPerson: { most: 300, perSeconds: 5 * minute },
}

export const usualSessions: SessionSettings = {
  idleHours: 14 * 24,
  staffIdleHours: 12,
  mostHours: 90 * 24,
}
