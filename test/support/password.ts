/** What everybody in a test signs in with. */
export const testPassword = 'three calm words'
