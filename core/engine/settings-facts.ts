import type { SettingsFacts } from '../module/kind-registry.ts';
import { rawFormatChoices } from '../stream/formats/choose-raw-format.ts';
import type { RawFormats } from '../stream/formats/raw-formats.ts';

/** What kinds may ask about a host when they check settings; asked anew each time. */
export function settingsFacts(formats: RawFormats): SettingsFacts {
  return { rawFormatIds: () => [...rawFormatChoices, ...formats.ids()] };
}
