import { Hono } from 'hono/tiny';
import { problem, Refusal } from './errors.ts';
import { createRateLimiter } from './rateLimit.ts';
import { respond } from './respond.ts';
import { apiClientRoutes } from './routes/apiClientRoutes.ts';
import { organizationRoutes } from './routes/organizationRoutes.ts';
import { personaRoutes } from './routes/personaRoutes.ts';
import type { Answer, Route } from './routes/route.ts';
import { signInRoutes } from './routes/signInRoutes.ts';
import { tokenRoute } from './routes/tokenRoute.ts';
import { userRoutes } from './routes/userRoutes.ts';
import type { Dataset } from './seed/dataset.ts';

const routes: readonly Route[] = [
  ...userRoutes,
  ...signInRoutes,
  ...apiClientRoutes,
  ...personaRoutes,
  ...organizationRoutes,
  tokenRoute,
];

/** What the API serves besides what the request itself says. */
export interface RequestContext {
  /** As in `Call`. */
  propagationMs?: number;
}

/**
 * The API: looks at method and path (404, 405), the rate limit (429), the wanted format (406), then at what the route
 * itself refuses. Rejects only where the request's body cannot be read, as when its sender is gone.
 */
export function createApp(dataset: Dataset): (request: Request, context?: RequestContext) => Promise<Response> {
  const { settings } = dataset;
  const limiter = createRateLimiter(settings.rateLimit, settings.now);
  const app = new Hono<{ Bindings: RequestContext }>();
  const allowed = new Map<string, string[]>();
  for (const { method, path, handle } of routes) {
    allowed.set(path, [...(allowed.get(path) ?? []), method]);
    app.on(method, path, async ({ req, env }) => {
      // The token endpoint is outside the API's rate limit: the contract lists neither its header nor its 429.
      const limit = path === tokenRoute.path ? undefined : limiter.take();
      const answer = await attempt(async () => {
        if (limit?.allowed === false) throw problem(429, 'Too many request');
        if (!acceptsJson(req.raw)) throw notAcceptable(req.raw);
        const { searchParams } = new URL(req.url);
        return handle({
          ...env,
          dataset,
          request: req.raw,
          query: searchParams,
          param: (name) => req.param(name) as string,
        });
      });
      return respond(answer, limit && shows(answer.status, path) ? { 'X-Rate-Limit': limit.header } : {});
    });
  }
  for (const [path, methods] of allowed) {
    app.all(path, ({ req }) => {
      const Allow = methods.join(', ');
      const detail = `No route found for "${req.method} ${urlOf(req.url)}": Method Not Allowed (Allow: ${Allow})`;
      return respond(problem(405, detail, { Allow }));
    });
  }
  app.onError((error) => {
    throw error;
  });
  app.notFound(({ req }) => unrouted(req));
  return async (request, context = {}) =>
    // The router would take `/users/` for `/users`, and so what an id like `..` leaves of a path for a list.
    new URL(request.url).pathname.endsWith('/') ? unrouted(request) : app.fetch(request, context);
}

function unrouted({ method, url }: { method: string; url: string }): Response {
  return respond(problem(404, `No route found for "${method} ${urlOf(url)}"`));
}

async function attempt(handle: () => Answer | Promise<Answer>): Promise<Answer | Refusal> {
  try {
    return await handle();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** The contract lists `X-Rate-Limit` on all answers but these; on the 401 of `/authentication` it does. */
function shows(status: number, path: string): boolean {
  return ![403, 429].includes(status) && (status !== 401 || path === '/authentication');
}

function acceptsJson({ headers }: Request): boolean {
  const accepted = (headers.get('Accept') ?? '*/*')
    .split(',')
    .map((range) => range.split(';')[0]?.trim().toLowerCase());
  return accepted.some((range) => range && ['*/*', 'application/*', 'application/json'].includes(range));
}

function notAcceptable({ headers }: Request): Refusal {
  const wanted = headers.get('Accept');
  return problem(406, `Requested format "${wanted}" is not supported. Supported MIME types are "application/json".`);
}

/** Without the query, as Symfony prints it. */
function urlOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
