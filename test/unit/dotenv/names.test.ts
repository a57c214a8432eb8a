import assert from 'node:assert/strict';
import { DEFAULT_NAMES, isRuling } from '../../../src/dotenv/index.ts';

describe('A name that decides what programs run', () => {
  it('is one of a shell, of a loader, of a language or of git, in whatever case', () => {
    for (const name of [
      ...['PATH', 'Path', 'PATHEXT', 'HOME', 'USERPROFILE', 'SHELL', 'COMSPEC', 'IFS', 'ENV', 'BASH_ENV', 'ZDOTDIR'],
      ...['PROMPT_COMMAND', 'PS4', 'SHELLOPTS', 'TMPDIR', 'TEMP', 'TMP', 'EDITOR', 'VISUAL', 'PAGER', 'BROWSER'],
      ...['LD_PRELOAD', 'LD_LIBRARY_PATH', 'LD_AUDIT', 'DYLD_INSERT_LIBRARIES', 'GCONV_PATH'],
      ...['NODE_OPTIONS', 'NODE_PATH', 'NODE_EXTRA_CA_CERTS', 'npm_config_script_shell', 'ELECTRON_RUN_AS_NODE'],
      ...['PYTHONPATH', 'PYTHONSTARTUP', 'PYTHONHOME', 'PERL5OPT', 'PERL5LIB', 'PERL5DB', 'RUBYOPT', 'RUBYLIB'],
      ...['JAVA_TOOL_OPTIONS', '_JAVA_OPTIONS', 'CLASSPATH', 'JAVA_HOME', 'DOTNET_STARTUP_HOOKS', 'RUSTC_WRAPPER'],
      ...['GIT_SSH', 'GIT_SSH_COMMAND', 'GIT_ASKPASS', 'GIT_EXEC_PATH', 'GIT_CONFIG_GLOBAL', 'GIT_EXTERNAL_DIFF'],
      ...['GIT_DIR', 'GIT_SEQUENCE_EDITOR', 'SSH_ASKPASS', 'GOFLAGS', 'HTTPS_PROXY'],
      // A secret there would be the name of a file.
      ...['SSLKEYLOGFILE', 'NODE_V8_COVERAGE', 'NODE_REDIRECT_WARNINGS', 'COREHOST_TRACEFILE'],
      ...['CORECLR_PROFILER', 'OPENSSL_CONF', 'BUNDLE_GEMFILE', 'GOROOT', 'LESSOPEN'],
    ]) {
      assert.ok(isRuling(name), name);
    }
  });

  it('is none under which a program looks for a key', () => {
    for (const name of [
      ...Object.values(DEFAULT_NAMES),
      ...['ID', 'SECRET', 'API_KEY', 'GIT_TOKEN', 'NODE_CLIENT_SECRET', 'PYTHON_CLIENT_ID', 'PATH_SECRET', 'HOME_ID'],
      ...['SHELL_CLIENT_SECRET', 'ENV_SECRET', 'NPM_TOKEN', 'PASSWORD', 'OLD_CLIENT_SECRET'],
    ]) {
      assert.ok(!isRuling(name), name);
    }
  });
});
