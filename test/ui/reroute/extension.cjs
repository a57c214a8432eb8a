// Stands in the extension host beside the extension: what is sent to the API of production arrives at the stand-in that
// TEST_STAND_IN names.
const production = 'https://api.tripartie.com';

exports.activate = () => {
  const send = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { origin, pathname, search } = new URL(request.url);
    if (origin !== production) return send(request);
    const { method, headers, signal, redirect } = request;
    const body = request.body === null ? {} : { body: await request.arrayBuffer() };
    const url = `${process.env.TEST_STAND_IN}${pathname}${search}`;
    return send(url, { method, headers, signal, redirect, ...body });
  };
};
