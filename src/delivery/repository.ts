/** A repository at a host. Both parts are safe in an argument. */
export interface Repository {
  /** With a port where it has one. */
  readonly host: string;
  /** `owner/name`, on GitLab with groups in between. */
  readonly path: string;
}

/**
 * The repository that a text means: an address of the web or of git, what ssh takes, or `owner/name`, which is GitHub's.
 */
export function parseRepository(text: string): Repository | undefined {
  const trimmed = text.trim();
  const [, sshHost, sshPath] = /^(?:[\w.-]+@)?([\w.-]+):(?!\/\/)(.+)$/.exec(trimmed) ?? [];
  if (sshHost !== undefined && sshPath !== undefined) return checked(sshHost, sshPath);
  // No owner on GitHub has a dot, and a host has.
  if (/^[\w-]+\/[\w.-]+$/.test(trimmed)) return checked('github.com', trimmed);
  if (!/^(?:[a-z+]+:\/\/)?\w/i.test(trimmed)) return undefined;
  let url: URL;
  try {
    url = new URL(/^[a-z+]+:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
  } catch {
    return undefined;
  }
  // The port of ssh is none of the web's.
  if (/^(?:ssh|git|git\+ssh):$/.test(url.protocol)) return checked(url.hostname, url.pathname);
  return /^https?:$/.test(url.protocol) ? checked(url.host, url.pathname) : undefined;
}

function checked(host: string, path: string): Repository | undefined {
  const bare = path.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
  const parts = bare.split('/');
  const isSafe = parts.length >= 2 && parts.every((part) => /^\w[\w.-]*$|^\.\w[\w.-]*$/.test(part));
  return isSafe && /^\w[\w.-]*(?::\d+)?$/.test(host) ? { host: host.toLowerCase(), path: bare } : undefined;
}
