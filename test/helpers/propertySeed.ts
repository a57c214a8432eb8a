import fc from 'fast-check';

/**
 * Every run of the tests tries its properties with the same inputs, so that what fails is the fault of a change and not
 * of the day. `PROPERTY_SEED=random` tries others, as `npm run test:soak` always does.
 */
const { PROPERTY_SEED = '20261130' } = process.env;
if (PROPERTY_SEED !== 'random') fc.configureGlobal({ seed: Number(PROPERTY_SEED) });
