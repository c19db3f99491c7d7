import { noteSentences } from '../../core/import/import-notes.ts';
import { canvas } from './en/canvas.ts';
import { compare } from './en/compare.ts';
import { connections } from './en/connections.ts';
import { control } from './en/control.ts';
import { history } from './en/history.ts';
import { exports } from './en/exports.ts';
import { formats } from './en/formats.ts';
import { imports } from './en/imports.ts';
import { inspector } from './en/inspector.ts';
import { palette } from './en/palette.ts';
import { panels } from './en/panels.ts';
import { queries } from './en/queries.ts';
import { shell } from './en/shell.ts';
import { stalls } from './en/stalls.ts';
import { templates } from './en/templates.ts';
import { time } from './en/time.ts';
import { trust } from './en/trust.ts';
import { canvas as canvasChinese } from './zh-CN/canvas.ts';
import { compare as compareChinese } from './zh-CN/compare.ts';
import { connections as connectionsChinese } from './zh-CN/connections.ts';
import { control as controlChinese } from './zh-CN/control.ts';
import { history as historyChinese } from './zh-CN/history.ts';
import { exports as exportsChinese } from './zh-CN/exports.ts';
import { formats as formatsChinese } from './zh-CN/formats.ts';
import { importNotes as importNotesChinese } from './zh-CN/import-notes.ts';
import { imports as importsChinese } from './zh-CN/imports.ts';
import { inspector as inspectorChinese } from './zh-CN/inspector.ts';
import { palette as paletteChinese } from './zh-CN/palette.ts';
import { panels as panelsChinese } from './zh-CN/panels.ts';
import { queries as queriesChinese } from './zh-CN/queries.ts';
import { shell as shellChinese } from './zh-CN/shell.ts';
import { stalls as stallsChinese } from './zh-CN/stalls.ts';
import { templates as templatesChinese } from './zh-CN/templates.ts';
import { time as timeChinese } from './zh-CN/time.ts';
import { trust as trustChinese } from './zh-CN/trust.ts';
import { commands } from './en/commands.ts';
import { search } from './en/search.ts';
import { values } from './en/values.ts';
import { versions } from './en/versions.ts';
import { workspace } from './en/workspace.ts';
import { tour } from './en/tour.ts';
import { commands as commandsChinese } from './zh-CN/commands.ts';
import { search as searchChinese } from './zh-CN/search.ts';
import { values as valuesChinese } from './zh-CN/values.ts';
import { versions as versionsChinese } from './zh-CN/versions.ts';
import { workspace as workspaceChinese } from './zh-CN/workspace.ts';
import { tour as tourChinese } from './zh-CN/tour.ts';

const english = {
  canvas,
  compare,
  connections,
  exports,
  formats,
  history,
  importNotes: noteSentences,
  imports,
  inspector,
  palette,
  panels,
  queries,
  shell,
  stalls,
  control,
  templates,
  time,
  trust,
  commands,
  search,
  values,
  versions,
  workspace,
  tour,
};

/** All words of the interface by language and area; English decides which keys there are. */
export const resources = {
  en: english,
  'zh-CN': {
    canvas: canvasChinese,
    compare: compareChinese,
    connections: connectionsChinese,
    exports: exportsChinese,
    formats: formatsChinese,
    history: historyChinese,
    importNotes: importNotesChinese,
    imports: importsChinese,
    inspector: inspectorChinese,
    palette: paletteChinese,
    panels: panelsChinese,
    queries: queriesChinese,
    shell: shellChinese,
    stalls: stallsChinese,
    control: controlChinese,
    templates: templatesChinese,
    time: timeChinese,
    trust: trustChinese,
    commands: commandsChinese,
    search: searchChinese,
    values: valuesChinese,
    versions: versionsChinese,
    workspace: workspaceChinese,
    tour: tourChinese,
  },
} as const;

export type Resources = typeof english;
