// Preloaded into the VS Code server (node --import). The web workbench keeps secrets encrypted in the browser when its
// server answers POST /mint-key with half of the key, 32 bytes; the bare server does not, and secrets then live in
// memory alone. TEST_HOST_KEY_PART holds the 32 bytes in hexadecimal.
import http from 'node:http';

const keyPart = Buffer.from(process.env.TEST_HOST_KEY_PART ?? '', 'hex');
delete process.env.TEST_HOST_KEY_PART;

const emit = http.Server.prototype.emit;
http.Server.prototype.emit = function (event, ...args) {
  const [request, response] = args;
  if (event !== 'request' || request.method !== 'POST' || !request.url?.endsWith('/mint-key')) {
    return emit.call(this, event, ...args);
  }
  response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(keyPart);
  return true;
};
