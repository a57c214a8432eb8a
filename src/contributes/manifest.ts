import { COLORS } from './colors.ts';
import { COMMANDS } from './commands.ts';
import { KEYBINDINGS } from './keybindings.ts';
import { LANGUAGE_MODEL_TOOLS } from './languageModelTools.ts';
import { MENUS } from './menus.ts';
import { JSON_VALIDATION } from './projectSchema.ts';
import { SETTINGS } from './settings.ts';
import { CONTAINER, VIEWS } from './views.ts';
import { WALKTHROUGH, WALKTHROUGH_ID } from './walkthrough.ts';
import { WELCOME } from './welcome.ts';

/** What `package.json` declares to VS Code under `contributes`; `npm run generate` writes it there. */
export function contributions(): object {
  return {
    commands: Object.entries<Readonly<Record<string, string>>>(COMMANDS).map(([command, { title, icon, ...rest }]) => ({
      command,
      title,
      category: 'Tripartie',
      ...(icon !== undefined && { icon: codicon(icon) }),
      ...rest,
    })),
    colors: COLORS,
    configuration: { title: 'Tripartie Account', properties: SETTINGS },
    languageModelTools: Object.entries(LANGUAGE_MODEL_TOOLS).map(([name, tool]) => ({
      name,
      ...tool,
      icon: codicon(tool.icon),
    })),
    jsonValidation: JSON_VALIDATION,
    // Editors before 1.109 know nothing of it, and pass it over.
    chatSkills: [{ path: './media/skills/tripartie-keys/SKILL.md' }],
    walkthroughs: [
      {
        id: WALKTHROUGH_ID,
        title: WALKTHROUGH.title,
        description: WALKTHROUGH.description,
        steps: WALKTHROUGH.steps.map(({ id, title, lines, picture, altText, done }) => ({
          id,
          title,
          description: lines.join('\n'),
          media: { svg: picture, altText },
          completionEvents: [`onContext:${done}`],
        })),
      },
    ],
    viewsContainers: { activitybar: [CONTAINER] },
    views: { [CONTAINER.id]: Object.entries(VIEWS).map(([id, view]) => ({ id, ...view })) },
    viewsWelcome: WELCOME.map(({ view, when, lines }) => ({ view, when, contents: lines.join('\n') })),
    authentication: [{ id: 'tripartie', label: 'Tripartie' }],
    menus: MENUS,
    keybindings: KEYBINDINGS,
  };
}

function codicon(name: string): string {
  return `$(${name})`;
}
