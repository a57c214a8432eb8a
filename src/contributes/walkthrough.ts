import { link } from './link.ts';
import { all, is, isOneOf, isSet, type When } from './when.ts';

/** A step, checked off when its condition has become true. */
interface Step {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly string[];
  readonly picture: string;
  readonly altText: string;
  readonly done: When;
}

/** Its name within the extension. */
export const WALKTHROUGH_ID = 'getStarted';

/** "Get started with Tripartie": five steps, each checked off when it has really happened. */
export const WALKTHROUGH: {
  readonly title: string;
  readonly description: string;
  readonly steps: readonly Step[];
} = {
  title: 'Get started with Tripartie',
  description:
    'Look around in a sandbox, then work with your own account: create a key, replace it without breaking anything, and protect your sign-in.',
  steps: [
    {
      id: 'sandbox',
      title: 'Look around in the sandbox',
      lines: [
        'The **sandbox account** has made-up keys and users on this computer. It needs no account, and nothing in it can break.',
        link('Sign In to the Sandbox', 'tripartie.signIn', 'sandbox'),
      ],
      picture: 'media/walkthrough/sandbox.svg',
      altText:
        'The list of ways to sign in: sandbox account, personal key, API client credentials, email and password. The sandbox account is chosen.',
      done: is('tripartie.environment', 'sandbox'),
    },
    {
      id: 'personalKey',
      title: 'Sign in with your own key',
      lines: [
        'Paste the **personal key** (JWT) of your Tripartie account. It is checked with Tripartie first, then kept in the editor’s secret store, and sent nowhere else. You can stay in the sandbox for the steps that follow.',
        link('Sign In', 'tripartie.signIn', 'personalKey'),
      ],
      picture: 'media/walkthrough/personal-key.svg',
      altText: 'A personal key is typed unseen, checked, and then put into the secret store of the editor.',
      done: all(
        isOneOf('tripartie.environment', 'staging', 'production', 'custom'),
        is('tripartie.credential', 'personalKey'),
      ),
    },
    {
      id: 'createKey',
      title: 'Create a key',
      lines: [
        'A program signs in with an **API client**: a name, what it may do, and a secret that Tripartie shows once. The secret is stored and read back before you see it.',
        link('Create API Client', 'tripartie.createApiClient'),
      ],
      picture: 'media/walkthrough/create-key.svg',
      altText: 'Name, scopes, and a secret that is stored and read back. Only then can it be copied, for 60 seconds.',
      done: isSet('tripartie.done.createdKey'),
    },
    {
      id: 'rotateKey',
      title: 'Replace a key without breaking anything',
      lines: [
        'A **rotation** makes a second key and tries it. Both work until you say that the old one may go; this step is done when it is gone. You can close the editor in between.',
        link('Rotate API Client', 'tripartie.rotateApiClient'),
      ],
      picture: 'media/walkthrough/rotate-key.svg',
      altText:
        'A line of time: the new key is made, stored and tried; both keys work for a while; the old key goes when you say so.',
      done: isSet('tripartie.done.rotatedKey'),
    },
    {
      id: 'twoFactor',
      title: 'Turn on two-factor sign-in',
      lines: [
        'Scan a code with the authenticator app on your phone, and type what it shows. It counts as on only after Tripartie has accepted a code.',
        link('Set Up Two-Factor Sign-In', 'tripartie.setUpTwoFactor'),
      ],
      picture: 'media/walkthrough/two-factor.svg',
      altText: 'A QR code to scan with a phone, and six fields for the code that the phone shows.',
      done: isSet('tripartie.done.twoFactor'),
    },
  ],
};
