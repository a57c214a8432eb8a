/**
 * What git does with a file. `tracked`: what is in it goes to everybody with the next commit. `exposed`: with the next
 * `git add .`. `unknown`: git is there and cannot be asked, or may be.
 */
export type Standing = 'noRepository' | 'ignored' | 'exposed' | 'tracked' | 'unknown';
